"""Forms of others: their versions, what their cells are tied to, and what was filled in."""

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

FILES, KINDS, PRINTED = ("xlsx", "docx"), ("figure", "fact", "text", "asked"), ("number", "wording", "exact")


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "blanks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_blanks_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blanks")),
    )
    op.create_index(op.f("ix_blanks_retired_at_title_id"), "blanks", ["retired_at", "title", "id"])
    _add_versions()
    _add_fillings()
    statements = postgresql_statements if op.get_bind().dialect.name == "postgresql" else sqlite_statements
    for table in ("blank_versions", "fillings", "filled_cells"):
        for statement in statements(table):
            op.execute(statement)


def downgrade() -> None:
    """Carry them back; the forms are lost, their files stay."""
    for table in ("filled_cells", "fillings", "blank_ties", "blank_versions", "blanks"):
        op.drop_table(table)


def _add_versions() -> None:
    op.create_table(
        "blank_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("blank_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        *_file(),
        sa.Column("kind", sa.Enum(*FILES, name="kind", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.ForeignKeyConstraint(["blank_id"], ["blanks.id"], name=op.f("fk_blank_versions_blank_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_files.sha256"], name=op.f("fk_blank_versions_sha256")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_blank_versions_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blank_versions")),
        sa.UniqueConstraint("blank_id", "number", name=op.f("uq_blank_versions_blank_id_number")),
    )
    op.create_index(op.f("ix_blank_versions_sha256"), "blank_versions", ["sha256"])
    op.create_table(
        "blank_ties",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        *_cell(),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("printed", sa.Enum(*PRINTED, name="printed", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.CheckConstraint("kind = 'text' OR length(word) > 0", name=op.f("ck_blank_ties_word")),
        sa.ForeignKeyConstraint(["version_id"], ["blank_versions.id"], name=op.f("fk_blank_ties_version_id")),
        sa.PrimaryKeyConstraint("version_id", "address", name=op.f("pk_blank_ties")),
    )


def _add_fillings() -> None:
    op.create_table(
        "fillings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("blank_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("drawing_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        *_file(),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_fillings_days")),
        sa.ForeignKeyConstraint(["blank_id"], ["blanks.id"], name=op.f("fk_fillings_blank_id")),
        sa.ForeignKeyConstraint(["version_id"], ["blank_versions.id"], name=op.f("fk_fillings_version_id")),
        sa.ForeignKeyConstraint(["drawing_id"], ["drawings.id"], name=op.f("fk_fillings_drawing_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_files.sha256"], name=op.f("fk_fillings_sha256")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_fillings_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fillings")),
    )
    op.create_index(op.f("ix_fillings_blank_id_at"), "fillings", ["blank_id", "at"])
    op.create_table(
        "filled_cells",
        sa.Column("filling_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        *_cell(),
        sa.Column("named", sa.Text(), nullable=False),
        sa.Column("written", sa.Text(), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["filling_id"], ["fillings.id"], name=op.f("fk_filled_cells_filling_id")),
        sa.PrimaryKeyConstraint("filling_id", "address", name=op.f("pk_filled_cells")),
    )


def _file() -> list[sa.Column[object]]:
    return [
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
    ]


def _cell() -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=40), nullable=False),
        sa.Column("word", sa.String(200), nullable=False),
    ]
