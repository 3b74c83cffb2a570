"""What counters of items showed last, kept for lists, and triggers that say when it may be something else."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

PLACED = "SELECT article_id FROM placements WHERE id = "
VOIDED = (
    "SELECT article_id FROM placements JOIN readings ON readings.placement_id = placements.id "
    "WHERE readings.id = NEW.reading_id"
)
OF_ARTICLE = "SELECT NEW.id UNION SELECT OLD.post_id UNION SELECT NEW.post_id"
WATCHED = (
    ("readings", "added", "INSERT", f"{PLACED}NEW.placement_id"),
    ("voided_readings", "added", "INSERT", VOIDED),
    ("placements", "moved", "UPDATE OF article_id, channel_id", "SELECT OLD.article_id UNION SELECT NEW.article_id"),
    ("articles", "added", "INSERT", "SELECT NEW.post_id"),
    ("articles", "moved", "UPDATE OF kind, post_id, withdrawn_at", OF_ARTICLE),
    ("channels", "moved", "UPDATE OF is_own", "SELECT article_id FROM placements WHERE channel_id = NEW.id"),
)


def upgrade() -> None:
    """Carry the tables forward; the totals of what is there are worked out when a list is first sorted by them."""
    op.create_table(
        "shown_totals",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("counter", sa.String(length=20), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_shown_totals_article_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("article_id", "counter", name=op.f("pk_shown_totals")),
    )
    op.create_index("ix_shown_totals_order", "shown_totals", ["counter", "value", "article_id"])
    op.create_table(
        "changed_totals",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changed_totals")),
    )
    op.execute("INSERT INTO changed_totals (article_id) SELECT id FROM articles")
    for statement in _statements():
        op.execute(sa.text(statement))


def downgrade() -> None:
    """Carry them back; nothing is lost that the readings don't tell."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table, name, _moment, _items in WATCHED:
        called = f"{table}_totals_{name}"
        op.execute(f"DROP TRIGGER {called}" if is_sqlite else f"DROP FUNCTION {called}() CASCADE")
    op.drop_table("changed_totals")
    op.drop_table("shown_totals")


def _statements() -> list[str]:
    statements = []
    for table, name, moment, items in WATCHED:
        called = f"{table}_totals_{name}"
        both = (
            f"SELECT id FROM articles WHERE id IN ({items}) "  # noqa: S608
            f"UNION SELECT post_id FROM articles WHERE id IN ({items}) AND post_id IS NOT NULL"
        )
        marking = f"INSERT INTO changed_totals (article_id) {both};"
        if op.get_bind().dialect.name == "sqlite":
            statements.append(f"CREATE TRIGGER {called} AFTER {moment} ON {table} BEGIN {marking} END")
            continue
        statements += [
            f"CREATE OR REPLACE FUNCTION {called}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {marking} RETURN NULL; END $$",
            f"CREATE TRIGGER {called} AFTER {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {called}()",
        ]
    return statements
