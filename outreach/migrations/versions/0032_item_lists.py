"""Where a piece stands in its post; items changed many at once, made one of two, and told apart."""

import sqlalchemy as sa
from alembic import op

from outreach.migrations.columns import add_column, drop_columns

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    add_column("articles", sa.Column("position", sa.SmallInteger(), nullable=False), default="0")
    op.create_table(
        "article_batches",
        *_done_and_undone("article_batches"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_batches")),
    )
    op.create_index(op.f("ix_article_batches_made_at_id"), "article_batches", ["made_at", "id"])
    op.create_table(
        "article_merges",
        *_done_and_undone("article_merges"),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("kept_id <> other_id", name=op.f("ck_article_merges_two")),
        sa.ForeignKeyConstraint(["kept_id"], ["articles.id"], name=op.f("fk_article_merges_kept_id")),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name=op.f("fk_article_merges_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article_merges")),
    )
    for column in ("kept_id", "other_id"):
        op.create_index(op.f(f"ix_article_merges_{column}_made_at"), "article_merges", [column, "made_at"])
    op.create_table(
        "articles_apart",
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_articles_apart_order")),
        sa.ForeignKeyConstraint(["one_id"], ["articles.id"], name=op.f("fk_articles_apart_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name=op.f("fk_articles_apart_other_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_articles_apart_by_id")),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_articles_apart")),
    )


def downgrade() -> None:
    """Carry them back; what was changed and made one stays as it is, and can be undone no longer."""
    op.drop_table("articles_apart")
    op.drop_table("article_merges")
    op.drop_table("article_batches")
    drop_columns("articles", "position")


def _done_and_undone(table: str) -> list[sa.Column | sa.Constraint]:
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(undone_at IS NULL) = (undone_by_id IS NULL)", name=op.f(f"ck_{table}_undone")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f(f"fk_{table}_made_by_id")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["people.id"], name=op.f(f"fk_{table}_undone_by_id")),
    ]
