"""Evidence packs that were made."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "packs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scope", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("with_scans", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=True),
        sa.Column("token", sa.String(length=16), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("files", sa.Integer(), nullable=True),
        sa.Column("left_out", sa.Integer(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.CheckConstraint("scope IN ('event', 'edition', 'period')", name=op.f("ck_packs_scope")),
        sa.CheckConstraint("state IN ('making', 'ready', 'stopped', 'failed')", name=op.f("ck_packs_state")),
        sa.CheckConstraint("why IN ('full', 'server', 'fault', 'lost')", name=op.f("ck_packs_why")),
        sa.CheckConstraint("(scope = 'period') = (subject_id IS NULL)", name=op.f("ck_packs_subject")),
        sa.CheckConstraint("NOT with_scans OR reason IS NOT NULL", name=op.f("ck_packs_reason")),
        sa.CheckConstraint("(state = 'ready') = (sha256 IS NOT NULL)", name=op.f("ck_packs_ready")),
        sa.CheckConstraint("(state = 'making') = (ended_at IS NULL)", name=op.f("ck_packs_ended")),
        sa.CheckConstraint("(state = 'failed') = (why IS NOT NULL)", name=op.f("ck_packs_failed")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_packs_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_packs")),
    )
    op.create_index(op.f("ix_packs_year_begun_at_id"), "packs", ["year", "begun_at", "id"])
    op.create_index(op.f("ix_packs_by_id_state"), "packs", ["by_id", "state"])
    op.create_index(op.f("ix_packs_sha256"), "packs", ["sha256"])


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("packs")
