"""Accounts of guests close by themselves after their last day."""

import sqlalchemy as sa

from outreach.migrations.columns import add_column, drop_columns

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward; every account stays open until somebody disables it."""
    add_column("people", sa.Column("open_until", sa.Date()))


def downgrade() -> None:
    """Carry them back; who is disabled stays so."""
    drop_columns("people", "open_until")
