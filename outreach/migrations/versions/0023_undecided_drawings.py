"""What of a kept figure, and which of its lines, were undecided when it was kept."""

import sqlalchemy as sa

from outreach.migrations.columns import add_column, drop_columns

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward: nothing was undecided before questions were asked."""
    add_column("drawn_figures", sa.Column("undecided", sa.BigInteger(), nullable=False), default="0")
    add_column("drawn_lines", sa.Column("is_undecided", sa.Boolean(), nullable=False), default="false")


def downgrade() -> None:
    """Carry them back."""
    drop_columns("drawn_figures", "undecided")
    drop_columns("drawn_lines", "is_undecided")
