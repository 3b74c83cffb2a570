"""Score sheets of assessors, and what each of their items is tied to."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

KINDS = ("figure", "event", "article", "law", "document")
ONE = (
    "(kind = 'figure') = (word IS NOT NULL) AND (kind = 'event') = (event_id IS NOT NULL) "
    "AND (kind = 'article') = (article_id IS NOT NULL) AND (kind = 'law') = (law_id IS NOT NULL) "
    "AND (kind = 'document') = (sha256 IS NOT NULL) AND (kind = 'document') = (file_name IS NOT NULL)"
)


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "score_sheets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("assessor", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_score_sheets_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheets")),
    )
    op.create_index(op.f("ix_score_sheets_year_made_at_id"), "score_sheets", ["year", "made_at", "id"])
    _add_items()
    _add_ties()


def downgrade() -> None:
    """Carry them back; the sheets are lost, their files stay."""
    for table in ("score_ties", "score_items", "score_sheets"):
        op.drop_table(table)


def _add_items() -> None:
    op.create_table(
        "score_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("criteria", sa.Text(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("points >= 0 AND score >= 0", name=op.f("ck_score_items_points")),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheets.id"], name=op.f("fk_score_items_sheet_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_score_items_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_items")),
    )
    op.create_index(op.f("ix_score_items_sheet_id_position_id"), "score_items", ["sheet_id", "position", "id"])
    op.create_index(op.f("ix_score_items_owner_id"), "score_items", ["owner_id"])


def _add_ties() -> None:
    kind = sa.Enum(*KINDS, name="kind", native_enum=False, create_constraint=True, length=40)
    op.create_table(
        "score_ties",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("word", sa.String(200), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("article_id", sa.Uuid(), nullable=True),
        sa.Column("law_id", sa.Uuid(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(ONE, name=op.f("ck_score_ties_one")),
        sa.ForeignKeyConstraint(["item_id"], ["score_items.id"], name=op.f("fk_score_ties_item_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_score_ties_event_id")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_score_ties_article_id")),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_score_ties_law_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_files.sha256"], name=op.f("fk_score_ties_sha256")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_score_ties_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_ties")),
    )
    op.create_index(op.f("ix_score_ties_item_id_made_at_id"), "score_ties", ["item_id", "made_at", "id"])
    for column in ("event_id", "article_id", "law_id", "sha256"):
        op.create_index(op.f(f"ix_score_ties_{column}"), "score_ties", [column])
