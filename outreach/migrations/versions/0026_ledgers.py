"""Ledgers of past years that were brought in, with their events and lines."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "ledgers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("new_events", sa.Integer(), nullable=False),
        sa.Column("known_events", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Uuid(), nullable=True),
        sa.Column("undone_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_reason IS NULL)", name=op.f("ck_ledgers_undone")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_ledgers_by_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["people.id"], name=op.f("fk_ledgers_undone_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledgers")),
    )
    op.create_index(op.f("ix_ledgers_made_at_id"), "ledgers", ["made_at", "id"])
    op.create_index(op.f("ix_ledgers_sha256"), "ledgers", ["sha256"])
    op.create_table(
        "ledger_events",
        sa.Column("ledger_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_ledger_events_event_id")),
        sa.ForeignKeyConstraint(["ledger_id"], ["ledgers.id"], name=op.f("fk_ledger_events_ledger_id")),
        sa.PrimaryKeyConstraint("ledger_id", "event_id", name=op.f("pk_ledger_events")),
    )
    op.create_index(op.f("ix_ledger_events_event_id"), "ledger_events", ["event_id"])
    op.create_table(
        "ledger_lines",
        sa.Column("tally_id", sa.Uuid(), nullable=False),
        sa.Column("ledger_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["ledger_id"], ["ledgers.id"], name=op.f("fk_ledger_lines_ledger_id")),
        sa.ForeignKeyConstraint(["tally_id"], ["tallies.id"], name=op.f("fk_ledger_lines_tally_id")),
        sa.PrimaryKeyConstraint("tally_id", name=op.f("pk_ledger_lines")),
    )
    op.create_index(op.f("ix_ledger_lines_ledger_id"), "ledger_lines", ["ledger_id"])


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("ledger_lines")
    op.drop_table("ledger_events")
    op.drop_table("ledgers")
