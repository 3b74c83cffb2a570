"""Copying: first all that is only added to, while everybody goes on working; then, while nobody writes, the rest."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select, tuple_
from sqlalchemy.dialects.sqlite import dialect as sqlite

from outreach.upkeep.moving import source, target

AT_ONCE = 5_000
"""Rows read and written together; so much is done again after a move broke off."""

#: Hears the name of a table, how many of its rows are there, and how many there are in all.
Told = Callable[[str, int, int], None]


def copy_ahead(old: Engine, new: Engine, told: Told) -> None:
    """Copy the tables that are only added to, as far as they go now, on from where a move before broke off."""
    added_to = source.only_added_to(old)
    for table in source.tables():
        if table.name in added_to:
            _copy_table(old, new, table, told)


def _copy_table(old: Engine, new: Engine, table: Table, told: Told) -> None:
    whole = source.count(old, table)
    with new.connect() as connection:
        last = json.loads(target.noted(connection, f"last {table.name}") or "null")
        done = _count(connection, table)
    while rows := source.raw_rows(old, table, beyond=last, most=AT_ONCE):
        last = source.key_of(table, rows[-1])
        with new.begin() as connection:
            target.put(connection, table, rows)
            target.note(connection, f"last {table.name}", json.dumps(last))
        done += len(rows)
        told(table.name, done, max(whole, done))


def copy_rest(old: Engine, connection: Connection, told: Told) -> None:
    """Copy what was added meanwhile and all other tables; to be called while nobody writes."""
    added_to = source.only_added_to(old)
    others = [table for table in source.tables() if table.name not in added_to]
    target.empty(connection, others)
    for table in source.tables():
        parts = _missing(old, connection, table) if table.name in added_to else _all(old, table)
        done, whole = 0, source.count(old, table)
        for rows in parts:
            target.put(connection, table, rows)
            done += len(rows)
            told(table.name, done, whole)


def _all(old: Engine, table: Table) -> Iterator[Sequence[Sequence[Any]]]:
    last = None
    while rows := source.raw_rows(old, table, beyond=last, most=AT_ONCE):
        last = source.key_of(table, rows[-1])
        yield rows


def _missing(old: Engine, connection: Connection, table: Table) -> Iterator[Sequence[Sequence[Any]]]:
    """The rows that are not at the target yet: usually the newest, but a phone's clock may say anything."""
    left = source.count(old, table) - _count(connection, table)
    last = None
    while left > 0 and (rows := source.raw_rows(old, table, beyond=last, most=AT_ONCE, newest_first=True)):
        last = source.key_of(table, rows[-1])
        there = _keys_there(connection, table, rows)
        missing = [row for row in rows if _typed_key(table, row) not in there]
        left -= len(missing)
        if missing:
            yield missing


def _keys_there(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> set[tuple[Any, ...]]:
    keys = list(table.primary_key.columns)
    asked = [_typed_key(table, row) for row in rows]
    ends = select(*keys).where(tuple_(*keys).in_(asked))
    return {tuple(row) for row in connection.execute(ends)}


def _typed_key(table: Table, row: Sequence[Any]) -> tuple[Any, ...]:
    """The key of a raw row in values as the program has them."""
    typed = []
    for column, value in zip(table.primary_key.columns, source.key_of(table, row), strict=True):
        read = column.type.dialect_impl(_SQLITE).result_processor(_SQLITE, None)
        typed.append(read(value) if read else value)
    return tuple(typed)


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


_SQLITE = sqlite()
