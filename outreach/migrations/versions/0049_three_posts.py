"""Administrators may hold one of three posts; at first none does."""

import sqlalchemy as sa

from outreach.migrations.columns import add_column, drop_columns

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    add_column(
        "people",
        sa.Column("post", sa.String(40), nullable=True),
        "CONSTRAINT ck_people_post CHECK (post IN ('system', 'security', 'audit'))",
        "CONSTRAINT ck_people_post_of_admin CHECK (post IS NULL OR role = 'admin')",
    )


def downgrade() -> None:
    """Carry them back; every administrator administers everything again."""
    drop_columns("people", "post")
