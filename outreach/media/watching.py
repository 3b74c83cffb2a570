"""What the database watches for the totals of items: every change by which a counter may show something else.

The statements are also written out in a migration, which never imports the models; a guard compares both. A row is
only added for each change: nobody waits for anybody else's, however many files come in at once.
"""

from collections.abc import Iterator

from sqlalchemy import DDL, event

from outreach.db import Base
from outreach.media import models as media_models  # noqa: F401  (the triggers write to its tables)

_PLACED = "SELECT article_id FROM placements WHERE id = "
#: Table, name of the trigger, its moment, and the items that a row concerns; a piece concerns its post as well.
WATCHED = (
    ("readings", "added", "INSERT", f"{_PLACED}NEW.placement_id"),
    (
        "voided_readings",
        "added",
        "INSERT",
        "SELECT article_id FROM placements JOIN readings ON readings.placement_id = placements.id "
        "WHERE readings.id = NEW.reading_id",
    ),
    ("placements", "moved", "UPDATE OF article_id, channel_id", "SELECT OLD.article_id UNION SELECT NEW.article_id"),
    ("articles", "added", "INSERT", "SELECT NEW.post_id"),
    (
        "articles",
        "moved",
        "UPDATE OF kind, post_id, withdrawn_at",
        "SELECT NEW.id UNION SELECT OLD.post_id UNION SELECT NEW.post_id",
    ),
    ("channels", "moved", "UPDATE OF is_own", "SELECT article_id FROM placements WHERE channel_id = NEW.id"),
)


def _marking(items: str) -> str:
    both = (
        f"SELECT id FROM articles WHERE id IN ({items}) "  # noqa: S608 (texts of this file)
        f"UNION SELECT post_id FROM articles WHERE id IN ({items}) AND post_id IS NOT NULL"
    )
    return f"INSERT INTO changed_totals (article_id) {both};"


def sqlite_statements() -> Iterator[tuple[str, str]]:
    """Table and trigger, for SQLite."""
    for table, name, moment, items in WATCHED:
        yield (
            table,
            f"CREATE TRIGGER {table}_totals_{name} AFTER {moment} ON {table} BEGIN {_marking(items)} END",
        )


def postgresql_statements() -> Iterator[tuple[str, str]]:
    """Table and function or trigger, for PostgreSQL."""
    for table, name, moment, items in WATCHED:
        called = f"{table}_totals_{name}"
        yield (
            table,
            f"CREATE OR REPLACE FUNCTION {called}() RETURNS trigger LANGUAGE plpgsql AS $$ "
            f"BEGIN {_marking(items)} RETURN NULL; END $$",
        )
        yield (
            table,
            f"CREATE TRIGGER {called} AFTER {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {called}()",
        )


def _watch() -> None:
    for dialect, statements in (("sqlite", sqlite_statements()), ("postgresql", postgresql_statements())):
        for table, statement in statements:
            event.listen(Base.metadata.tables[table], "after_create", DDL(statement).execute_if(dialect=dialect))


_watch()
