"""What was said of a reading that looks like a slip and is right."""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "settled_slips",
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_settled_slips_by_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_settled_slips_reading_id")),
        sa.PrimaryKeyConstraint("reading_id", name=op.f("pk_settled_slips")),
    )
    op.create_index(op.f("ix_settled_slips_at_reading_id"), "settled_slips", ["at", "reading_id"])


def downgrade() -> None:
    """Carry them back; what was said of slips is lost."""
    op.drop_table("settled_slips")
