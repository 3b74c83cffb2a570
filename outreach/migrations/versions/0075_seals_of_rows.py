"""Seals over all that is only added to: of each stretch of days, what was written to a table in it."""

import sqlalchemy as sa
from alembic import op

from outreach import clock
from outreach.db.ids import new_id
from outreach.db.triggers import postgresql_statements, sqlite_statements

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "row_seals",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("table_name", sa.String(63), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("rows_sha256", sa.String(64), nullable=False),
        sa.Column("marks", sa.LargeBinary(), nullable=False),
        sa.Column("keys", sa.Text(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_row_seals")),
    )
    op.create_index(op.f("ix_row_seals_table_name_number"), "row_seals", ["table_name", "number"])
    statements = postgresql_statements if op.get_bind().dialect.name == "postgresql" else sqlite_statements
    for statement in statements("row_seals"):
        op.execute(statement)


def downgrade() -> None:
    """Carry them back; the seals are lost, the rows stay, and the audit says so: the seals that it names are gone."""
    if op.get_bind().scalar(sa.text("SELECT count(*) FROM row_seals")):
        op.execute(_AUDIT.insert().values(**_BY_THE_PROGRAM, id=new_id(), at=clock.now()))
    op.drop_table("row_seals")


_AUDIT = sa.table(
    "audit_entries",
    sa.column("id", sa.Uuid()),
    sa.column("at", sa.DateTime(timezone=True)),
    *(sa.column(name, sa.String()) for name in ("act", "by_name", "outcome")),
    sa.column("facts", sa.JSON()),
)
_BY_THE_PROGRAM = {"act": "rows.unsealed", "by_name": "system", "outcome": "done", "facts": {}}
