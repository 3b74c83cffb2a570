"""Copies of risk notices: the paper as it was reviewed, which no later change of a case, a law or a name touches."""

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "notice_copies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("paper", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_notice_copies_by_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_notice_copies_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_copies")),
    )
    op.create_index(op.f("ix_notice_copies_notice_id_at_id"), "notice_copies", ["notice_id", "at", "id"])
    statements = sqlite_statements if op.get_bind().dialect.name == "sqlite" else postgresql_statements
    for statement in statements("notice_copies"):
        op.execute(statement)


def downgrade() -> None:
    """Carry them back; the copies are lost."""
    op.drop_table("notice_copies")
