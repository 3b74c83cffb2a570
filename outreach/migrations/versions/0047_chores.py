"""Whose turn it is to do what the program does by itself; each chore is due at once."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "chore_turns",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chore_turns")),
    )


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("chore_turns")
