"""What runs say of how far they are, for several machines on one PostgreSQL."""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "run_signs",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_to_stop", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("run_id", "token", name=op.f("pk_run_signs")),
    )


def downgrade() -> None:
    """Carry them back: a run that works meanwhile is taken for one that fell."""
    op.drop_table("run_signs")
