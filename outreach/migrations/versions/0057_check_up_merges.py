"""Check-ups that were another one all along: their event was merged, or their company."""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "check_up_merges",
        sa.Column("check_up_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("check_up_id <> into_id", name=op.f("ck_check_up_merges_another")),
        sa.ForeignKeyConstraint(["check_up_id"], ["check_ups.id"], name=op.f("fk_check_up_merges_check_up_id")),
        sa.ForeignKeyConstraint(["into_id"], ["check_ups.id"], name=op.f("fk_check_up_merges_into_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_check_up_merges_by_id")),
        sa.PrimaryKeyConstraint("check_up_id", name=op.f("pk_check_up_merges")),
    )
    op.create_index(op.f("ix_check_up_merges_into_id"), "check_up_merges", ["into_id"])


def downgrade() -> None:
    """Carry them back; what was merged counts again for itself."""
    op.drop_table("check_up_merges")
