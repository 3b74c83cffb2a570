"""What a person said of a file of the online ledger: its headings, its sheet, what holds for every row.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from outreach.migrations.columns import add_column, drop_columns

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Files that are there already had nothing said of them."""
    add_column("online_files", sa.Column("said", sa.JSON(), nullable=False), default="'{}'")


def downgrade() -> None:
    """What was said is forgotten."""
    drop_columns("online_files", "said")
