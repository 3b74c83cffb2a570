"""Risk notices: items that were left out can be taken in again; the bureau's own words to begin and end with."""

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements
from outreach.migrations.columns import add_column, drop_columns

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    add_column("notice_items", sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "notice_wordings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opening", sa.Text(), nullable=False),
        sa.Column("closing", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(length=100), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_notice_wordings_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_wordings")),
    )
    op.create_index(op.f("ix_notice_wordings_at_id"), "notice_wordings", ["at", "id"])
    statements = sqlite_statements if op.get_bind().dialect.name == "sqlite" else postgresql_statements
    for statement in statements("notice_wordings"):
        op.execute(statement)


def downgrade() -> None:
    """Carry them back; the bureau's words are lost."""
    op.drop_table("notice_wordings")
    drop_columns("notice_items", "dropped_at")
