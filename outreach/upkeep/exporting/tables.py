"""The tables that go out, their rows, and what their columns mean, read from the models."""

import inspect
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Table, select

from outreach.db import Base, db
from outreach.db.sealing import Sealed
from outreach.upkeep.exporting.rules import LEFT_OUT, SEALED, is_secret, plain

_AT_ONCE = 1000


def tables() -> list[Table]:
    """The tables that go out, each after those that it points to."""
    return [table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT]


def columns(table: Table) -> list[Column[Any]]:
    """The columns that go out."""
    return [column for column in table.columns if not is_secret(column.name) and not isinstance(column.type, Sealed)]


def left_out() -> dict[str, str]:
    """What does not go out, and why: tables, and of those that do what their rows hold sealed."""
    sealed = [each for table in tables() for each in table.columns if isinstance(each.type, Sealed)]
    return LEFT_OUT | {str(column): SEALED for column in sealed}


def rows(table: Table) -> Iterator[dict[str, Any]]:
    """Every row in order of its key, as plain values; to be called inside `snapshot()`."""
    shown = columns(table)
    statement = select(*shown).order_by(*table.primary_key.columns)
    for row in db.session.execute(statement, execution_options={"yield_per": _AT_ONCE}):
        yield {column.name: plain(value) for column, value in zip(shown, row, strict=True)}


def described() -> list[dict[str, Any]]:
    """What each table is, and what its columns hold and point to."""
    words = {str(mapper.local_table): inspect.getdoc(mapper.class_) for mapper in Base.registry.mappers}
    return [
        {"table": table.name, "what": words.get(table.name), "columns": [_column(each) for each in columns(table)]}
        for table in tables()
    ]


def _column(column: Column[Any]) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": type(column.type).__name__,
        "may_be_empty": bool(column.nullable),
        "is_key": column.primary_key,
        "points_to": [f"{key.column.table.name}.{key.column.name}" for key in column.foreign_keys],
    }
