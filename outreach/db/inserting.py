"""Inserting rows that somebody else may have written a moment ago, and very many rows at once."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, cast

from sqlalchemy import Dialect, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from outreach.db.base import Base, db

_AT_ONCE = 5_000
"""Rows in one statement."""


def dialect_insert(into: Any) -> Any:
    """An INSERT in the words of the database in use, which can say what to do about a row that is there already."""
    return (sqlite if db.engine.dialect.name == "sqlite" else postgresql).insert(into)


def insert_new(model: type[Base], rows: Iterable[dict[str, Any]]) -> set[uuid.UUID]:
    """The ids of those rows that nobody else has written meanwhile; the others are left out.

    They are written in order of their ids, so that no two phones wait for each other in a ring.
    """
    ordered = sorted(rows, key=lambda row: str(row["id"]))
    if not ordered:
        return set()
    table = cast(Table, model.__table__)
    new = dialect_insert(table).on_conflict_do_nothing().returning(table.c.id)
    return set(db.session.scalars(new, ordered))


def insert_many(model: type[Base], names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Insert rows of the columns `names`, thousands of them.

    SQLite, where everybody who writes waits meanwhile, gets them from its driver: a fifth of the time.
    """
    connection, table = db.session.connection(), cast(Table, model.__table__)
    if connection.dialect.name != "sqlite":
        for part in _parts(rows):
            db.session.execute(insert(model), [dict(zip(names, row, strict=True)) for row in part])
        return
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    statement = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"  # noqa: S608  # names of our own tables
    bound = _bound(table, names, rows, connection.dialect)
    for part in _parts(bound):
        connection.exec_driver_sql(statement, part)


def _bound(
    table: Table, names: Sequence[str], rows: Iterable[tuple[Any, ...]], dialect: Dialect
) -> Iterator[tuple[Any, ...]]:
    """The rows in what the driver takes for each column."""
    kinds = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names]
    working = [(at, processor) for at, processor in enumerate(kinds) if processor]
    for row in rows:
        said = list(row)
        for at, processor in working:
            said[at] = processor(said[at])
        yield tuple(said)


def _parts(rows: Iterable[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    iterator = iter(rows)
    while part := list(islice(iterator, _AT_ONCE)):
        yield part
