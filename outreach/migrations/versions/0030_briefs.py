"""Briefs, every version of their text, and the numbers taken into them with the lines behind."""

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    _add_briefs()
    _add_versions()
    _add_numbers()


def downgrade() -> None:
    """Carry them back; the briefs are lost."""
    for table in ("brief_lines", "brief_numbers", "brief_versions", "briefs"):
        op.drop_table(table)


def _add_briefs() -> None:
    op.create_table(
        "briefs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_by_id", sa.Uuid(), nullable=True),
        sa.Column("article_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(checked_at IS NULL) = (checked_by_id IS NULL)", name=op.f("ck_briefs_checked")),
        sa.CheckConstraint("(kept_at IS NULL) = (article_id IS NULL)", name=op.f("ck_briefs_kept")),
        sa.CheckConstraint("kept_at IS NULL OR checked_at IS NOT NULL", name=op.f("ck_briefs_kept_is_checked")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_briefs_event_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_briefs_made_by_id")),
        sa.ForeignKeyConstraint(["checked_by_id"], ["people.id"], name=op.f("fk_briefs_checked_by_id")),
        sa.ForeignKeyConstraint(["kept_by_id"], ["people.id"], name=op.f("fk_briefs_kept_by_id")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_briefs_article_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_briefs")),
        sa.UniqueConstraint("event_id", name=op.f("uq_briefs_event_id")),
        sa.UniqueConstraint("article_id", name=op.f("uq_briefs_article_id")),
    )
    op.create_index(op.f("ix_briefs_changed_at_id"), "briefs", ["changed_at", "id"])


def _add_versions() -> None:
    op.create_table(
        "brief_versions",
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("headline", "opening", "doing", "outcome", "next_steps")
        ),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name=op.f("fk_brief_versions_brief_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_brief_versions_by_id")),
        sa.PrimaryKeyConstraint("brief_id", "number", name=op.f("pk_brief_versions")),
    )
    postgresql = op.get_bind().dialect.name == "postgresql"
    statements = postgresql_statements if postgresql else sqlite_statements
    for statement in statements("brief_versions"):
        op.execute(sa.text(statement.replace(":", r"\:")))


def _add_numbers() -> None:
    op.create_table(
        "brief_numbers",
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("is_estimated", sa.Boolean(), nullable=False),
        sa.Column("is_exact", sa.Boolean(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("kept_against", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["brief_id"], ["briefs.id"], name=op.f("fk_brief_numbers_brief_id")),
        sa.PrimaryKeyConstraint("brief_id", "key", name=op.f("pk_brief_numbers")),
    )
    op.create_table(
        "brief_lines",
        sa.Column("brief_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("tally_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["brief_id", "key"],
            ["brief_numbers.brief_id", "brief_numbers.key"],
            name=op.f("fk_brief_lines_brief_id_key"),
        ),
        sa.ForeignKeyConstraint(["tally_id"], ["tallies.id"], name=op.f("fk_brief_lines_tally_id")),
        sa.PrimaryKeyConstraint("brief_id", "key", "tally_id", name=op.f("pk_brief_lines")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_brief_lines_tally_id"), "brief_lines", ["tally_id"])
