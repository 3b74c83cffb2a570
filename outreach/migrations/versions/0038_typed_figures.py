"""Figures typed by hand, every value that was said of them, and what of them a drawing keeps."""

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

SHAPES = ("number", "rate", "exam")


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "typed_figures",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        *_described(),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("part_of", sa.String(40), nullable=True),
        sa.Column("is_rounded", sa.Boolean(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("year BETWEEN 1950 AND 2150", name=op.f("ck_typed_figures_year")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_typed_figures_owner_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_typed_figures_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_typed_figures")),
        sa.UniqueConstraint("year", "code", name=op.f("uq_typed_figures_year_code")),
    )
    op.create_index(op.f("ix_typed_figures_year_position_id"), "typed_figures", ["year", "position", "id"])
    op.create_index(op.f("ix_typed_figures_owner_id_due"), "typed_figures", ["owner_id", "due"])
    _add_values()
    _add_drawn()


def downgrade() -> None:
    """Carry them back; what was typed is lost."""
    op.drop_table("drawn_typed")
    op.drop_table("typed_values")
    op.drop_table("typed_figures")


def _add_values() -> None:
    op.create_table(
        "typed_values",
        sa.Column("figure_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        *_numbers(),
        sa.Column("is_estimated", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.CheckConstraint("number > 0", name=op.f("ck_typed_values_number")),
        sa.CheckConstraint(
            "value >= 0 AND numerator >= 0 AND denominator >= 0", name=op.f("ck_typed_values_not_negative")
        ),
        sa.CheckConstraint("numerator <= denominator", name=op.f("ck_typed_values_part_of_all")),
        sa.CheckConstraint("(sha256 IS NULL) = (file_name IS NULL)", name=op.f("ck_typed_values_file")),
        sa.ForeignKeyConstraint(["figure_id"], ["typed_figures.id"], name=op.f("fk_typed_values_figure_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_typed_values_by_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_files.sha256"], name=op.f("fk_typed_values_sha256")),
        sa.PrimaryKeyConstraint("figure_id", "number", name=op.f("pk_typed_values")),
    )
    op.create_index(op.f("ix_typed_values_sha256"), "typed_values", ["sha256"])
    _only_add_to("typed_values")


def _add_drawn() -> None:
    op.create_table(
        "drawn_typed",
        sa.Column("drawing_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        *_described(),
        *_numbers(),
        sa.Column("is_estimated", sa.Boolean(), nullable=False),
        sa.Column("is_rounded", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=True),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["drawing_id"], ["drawings.id"], name=op.f("fk_drawn_typed_drawing_id")),
        sa.PrimaryKeyConstraint("drawing_id", "year", "code", name=op.f("pk_drawn_typed")),
    )
    _only_add_to("drawn_typed")


def _described() -> list[sa.Column]:
    shape = sa.Enum(*SHAPES, name="shape", native_enum=False, create_constraint=True, length=40)
    return [
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(10), nullable=False),
        sa.Column("shape", shape, nullable=False),
        sa.Column("numerator_name", sa.Text(), nullable=True),
        sa.Column("denominator_name", sa.Text(), nullable=True),
        sa.Column("definition", sa.Text(), nullable=False),
    ]


def _numbers() -> list[sa.Column]:
    return [sa.Column(name, sa.BigInteger(), nullable=True) for name in ("value", "numerator", "denominator")]


def _only_add_to(table: str) -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in postgresql_statements(table) if postgresql else sqlite_statements(table):
        op.execute(sa.text(statement.replace(":", r"\:")))
