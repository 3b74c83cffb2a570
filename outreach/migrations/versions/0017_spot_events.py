"""What was made on the spot, and what a lead made of it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_OPEN = sa.text("outcome IS NULL")


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "spot_events",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("new_place_id", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=40), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by_id", sa.Uuid(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("outcome IN ('confirmed', 'merged')", name=op.f("ck_spot_events_outcome")),
        sa.CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name=op.f("ck_spot_events_settled")),
        sa.CheckConstraint(
            "(outcome = 'merged') = (merged_into_id IS NOT NULL) OR outcome IS NULL",
            name=op.f("ck_spot_events_merged"),
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_spot_events_event_id")),
        sa.ForeignKeyConstraint(["new_place_id"], ["places.id"], name=op.f("fk_spot_events_new_place_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["people.id"], name=op.f("fk_spot_events_settled_by_id")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["events.id"], name=op.f("fk_spot_events_merged_into_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_spot_events")),
    )
    op.create_index("ix_spot_events_open", "spot_events", ["event_id"], sqlite_where=_OPEN, postgresql_where=_OPEN)
    op.create_index(op.f("ix_spot_events_new_place_id"), "spot_events", ["new_place_id"])
    op.create_index(op.f("ix_spot_events_merged_into_id"), "spot_events", ["merged_into_id"])


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("spot_events")
