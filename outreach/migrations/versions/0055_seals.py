"""Seals over the ledger: of each day, what was received on it; the days before are sealed by the program itself."""

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "ledger_seals",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("lines_sha256", sa.String(64), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_ledger_seals")),
    )
    statements = postgresql_statements if op.get_bind().dialect.name == "postgresql" else sqlite_statements
    for statement in statements("ledger_seals"):
        op.execute(statement)


def downgrade() -> None:
    """Carry them back; the seals are lost, the lines stay."""
    op.drop_table("ledger_seals")
