"""Texts of the report: the bureau's own sentences, what is being written, and what was drawn and handed in."""

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

_KINDS = ("year", "quarter", "month", "edition", "constitution_week", "own")


def upgrade() -> None:
    """Carry the tables forward."""
    _add_sentences()
    _add_texts()
    _add_versions()
    _add_drawn()
    for table in ("report_sentences", "report_text_versions", "drawn_texts"):
        _only_add_to(table)


def downgrade() -> None:
    """Carry them back; the texts are lost."""
    for table in ("handed_in_texts", "drawn_texts", "report_text_versions", "report_texts", "report_sentences"):
        op.drop_table(table)


def _add_sentences() -> None:
    op.create_table(
        "report_sentences",
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_report_sentences_by_id")),
        sa.PrimaryKeyConstraint("key", "number", name=op.f("pk_report_sentences")),
    )


def _add_texts() -> None:
    kinds = ", ".join(f"'{kind}'" for kind in _KINDS)
    op.create_table(
        "report_texts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("put_away_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_report_texts_days")),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f("ck_report_texts_kind")),
        sa.CheckConstraint(
            "(edition_id IS NOT NULL) = (kind IN ('edition', 'constitution_week'))",
            name=op.f("ck_report_texts_of_edition"),
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_report_texts_edition_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_report_texts_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_texts")),
    )
    op.create_index(op.f("ix_report_texts_year_changed_at_id"), "report_texts", ["year", "changed_at", "id"])
    op.create_index(op.f("ix_report_texts_kind_edition_id"), "report_texts", ["kind", "edition_id"])


def _add_versions() -> None:
    op.create_table(
        "report_text_versions",
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["report_texts.id"], name=op.f("fk_report_text_versions_text_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_report_text_versions_by_id")),
        sa.PrimaryKeyConstraint("text_id", "number", name=op.f("pk_report_text_versions")),
    )


def _add_drawn() -> None:
    op.create_table(
        "drawn_texts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("drawing_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("is_clean", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["text_id"], ["report_texts.id"], name=op.f("fk_drawn_texts_text_id")),
        sa.ForeignKeyConstraint(["drawing_id"], ["drawings.id"], name=op.f("fk_drawn_texts_drawing_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_drawn_texts_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawn_texts")),
        sa.UniqueConstraint("text_id", "number", name=op.f("uq_drawn_texts_text_id_number")),
    )
    op.create_index(op.f("ix_drawn_texts_drawing_id"), "drawn_texts", ["drawing_id"])
    op.create_table(
        "handed_in_texts",
        sa.Column("drawn_text_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("to_whom", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["drawn_text_id"], ["drawn_texts.id"], name=op.f("fk_handed_in_texts_drawn_text_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_handed_in_texts_by_id")),
        sa.PrimaryKeyConstraint("drawn_text_id", name=op.f("pk_handed_in_texts")),
    )


def _only_add_to(table: str) -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in (postgresql_statements if postgresql else sqlite_statements)(table):
        op.execute(sa.text(statement.replace(":", r"\:")))
