"""Columns in plain values, the same on every database: what a seal reads.

A million rows become ids, instants and words of the program in 60 seconds, and plain values in a sixth of that.
"""

import json
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    cast,
    func,
    type_coerce,
)

from outreach.db import UTCDateTime, db


def plain(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as a plain value, on the database in use."""
    as_here = _as_on_sqlite if db.session.get_bind().dialect.name == "sqlite" else _as_on_postgresql
    return as_here(column)


def in_order(column: Column[Any]) -> ColumnElement[Any]:
    """The column to sort by, in the order of its bytes on every database."""
    is_text = isinstance(column.type, String) and db.session.get_bind().dialect.name == "postgresql"
    return column.collate("C") if is_text else column


def columns_read(table: Table) -> list[str]:
    """Which columns a seal of today reads, in their order."""
    return [column.name for column in table.columns if not isinstance(column.type, LargeBinary)]


def is_json(column: Column[Any]) -> bool:
    """Whether its text is to be put in order before two databases say it alike."""
    return isinstance(column.type, JSON)


def ordered_json(text: str | None) -> Any:
    """The value of a JSON column, its parts in order; what is no JSON as it stands."""
    if text is None:
        return None
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    except ValueError:
        return text


def _as_on_sqlite(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column as it stands there: ids as 32 hex digits, days and instants in UTC as text, yes and no as 1 and 0."""
    return type_coerce(column, Integer() if isinstance(column.type, Integer | Boolean) else String())


def _as_on_postgresql(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """The column in the same plain values, made by the database."""
    if isinstance(column.type, Uuid):
        return func.replace(cast(column, String), "-", "")
    if isinstance(column.type, UTCDateTime):
        return func.to_char(func.timezone("UTC", column), "YYYY-MM-DD HH24:MI:SS.US")
    if isinstance(column.type, Date):
        return func.to_char(column, "YYYY-MM-DD")
    if isinstance(column.type, JSON):
        return cast(column, String)
    return cast(column, Integer) if isinstance(column.type, Boolean) else type_coerce(column, String())
