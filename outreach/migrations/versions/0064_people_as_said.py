"""How many will come is kept as the company said it: 约40人."""

import sqlalchemy as sa

from outreach.migrations.columns import add_column, drop_columns

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward; what was ordered before was said in digits."""
    add_column("orders", sa.Column("people_said", sa.String(20)))


def downgrade() -> None:
    """Carry them back; the number stays."""
    drop_columns("orders", "people_said")
