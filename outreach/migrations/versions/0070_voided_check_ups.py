"""Check-ups that were begun wrongly are voided, with the reason."""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "voided_check_ups",
        sa.Column("check_up_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_voided_check_ups_by_id")),
        sa.ForeignKeyConstraint(["check_up_id"], ["check_ups.id"], name=op.f("fk_voided_check_ups_check_up_id")),
        sa.PrimaryKeyConstraint("check_up_id", name=op.f("pk_voided_check_ups")),
    )


def downgrade() -> None:
    """Carry them back; what was voided is told by the audit alone, and its results come with its next answer."""
    op.drop_table("voided_check_ups")
