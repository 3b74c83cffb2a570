"""Tries to sign in say that they still run, so that right ones are given back to whoever tries at the same moment."""

import sqlalchemy as sa

from outreach.migrations.columns import add_column, drop_columns

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    add_column("sign_in_tries", sa.Column("is_pending", sa.Boolean(), nullable=False), default="false")


def downgrade() -> None:
    """Carry them back."""
    drop_columns("sign_in_tries", "is_pending")
