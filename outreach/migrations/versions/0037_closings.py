"""Closings: drawings declared final for a period, and the lines that came after them and were left."""

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

_FIRST = sa.text("restates_id IS NULL")
_KIND = sa.Enum("month", "quarter", "year", name="kind", native_enum=False, length=40)


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "closings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("drawing_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _KIND, nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("scope", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("restates_id", sa.Uuid(), nullable=True),
        sa.Column("restate_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('month', 'quarter', 'year')", name=op.f("ck_closings_kind")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_closings_days")),
        sa.CheckConstraint(
            "(restates_id IS NULL) = (restate_reason IS NULL)", name=op.f("ck_closings_restatement")
        ),
        sa.CheckConstraint("(team_id IS NULL) = (scope = 'bureau')", name=op.f("ck_closings_scope")),
        sa.ForeignKeyConstraint(["drawing_id"], ["drawings.id"], name=op.f("fk_closings_drawing_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_closings_team_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_closings_by_id")),
        sa.ForeignKeyConstraint(["restates_id"], ["closings.id"], name=op.f("fk_closings_restates_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closings")),
        sa.UniqueConstraint("drawing_id", name=op.f("uq_closings_drawing_id")),
        sa.UniqueConstraint("restates_id", name=op.f("uq_closings_restates_id")),
    )
    once = ["first_day", "last_day", "scope"]
    op.create_index("uq_closings_first", "closings", once, unique=True, sqlite_where=_FIRST, postgresql_where=_FIRST)
    op.create_index(op.f("ix_closings_last_day_first_day"), "closings", ["last_day", "first_day"])
    op.create_table(
        "lines_left_since_closing",
        sa.Column("tally_id", sa.Uuid(), nullable=False),
        sa.Column("closing_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tally_id"], ["tallies.id"], name=op.f("fk_lines_left_since_closing_tally_id")),
        sa.ForeignKeyConstraint(["closing_id"], ["closings.id"], name=op.f("fk_lines_left_since_closing_closing_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_lines_left_since_closing_by_id")),
        sa.PrimaryKeyConstraint("tally_id", name=op.f("pk_lines_left_since_closing")),
    )
    op.create_index(op.f("ix_lines_left_since_closing_closing_id"), "lines_left_since_closing", ["closing_id"])
    for table in ("closings", "lines_left_since_closing"):
        for statement in (postgresql_statements if _is_postgresql() else sqlite_statements)(table):
            op.execute(statement)


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("lines_left_since_closing")
    op.drop_table("closings")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
