"""Drawings keep parts of figures, who stood behind each line, and a code by which anybody can check them."""

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements
from outreach.migrations.columns import add_column, drop_columns, widen

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward; what was kept before has neither names nor code."""
    for table in ("drawn_figures", "drawn_lines"):
        widen(table, "key", 60, 200)
    add_column("drawn_figures", sa.Column("label", sa.Text()))
    add_column("drawn_figures", sa.Column("estimated", sa.BigInteger(), nullable=False), default="0")
    add_column("drawn_lines", sa.Column("team", sa.Text()))
    add_column("drawn_lines", sa.Column("by_name", sa.Text()))
    op.create_table(
        "drawing_seals",
        sa.Column("drawing_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["drawing_id"], ["drawings.id"], name=op.f("fk_drawing_seals_drawing_id")),
        sa.PrimaryKeyConstraint("drawing_id", name=op.f("pk_drawing_seals")),
    )
    for statement in (postgresql_statements if _is_postgresql() else sqlite_statements)("drawing_seals"):
        op.execute(statement)


def downgrade() -> None:
    """Carry them back; the keys stay as wide as they are, since words of parts may stand in them."""
    op.drop_table("drawing_seals")
    drop_columns("drawn_figures", "label", "estimated")
    drop_columns("drawn_lines", "team", "by_name")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
