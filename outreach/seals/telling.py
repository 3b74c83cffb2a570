"""Naming a row so that people know which one is meant: what it is, what it belongs to, and what it says."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flask_babel import format_datetime
from sqlalchemy import FromClause, Table, Uuid, select

from outreach import clock
from outreach.db import db
from outreach.seals.plain import plain
from outreach.seals.words import NAMES, TABLES, TOLD

#: So far above a row its name is looked for: a reading is of a placement, and that of an article.
_STEPS = 2
_LONGEST = 40
_TIME_VERSION = 7


def told(table: Table, key: Sequence[Any]) -> str:
    """The row with that key, which may be gone: then only what its key says of it."""
    ids, made, said = _facts(table, key)
    return f"{TABLES.get(table.name, table.name)} ({table.name} {ids}{made}{': ' if said else ''}{said})"


def named(table: FromClause, id_: uuid.UUID) -> str:
    """The row with that id for a sentence that says what it is: its id, when it was made, and what it says."""
    assert isinstance(table, Table)  # as `Model.__table__` is
    ids, made, said = _facts(table, [id_.hex])
    told_of_it = ": ".join(part for part in (made.removeprefix(", "), said) if part)
    return f"{ids} ({told_of_it})" if told_of_it else ids


def _facts(table: Table, key: Sequence[Any]) -> tuple[str, str, str]:
    """Its key, when it was made (behind a comma, or nothing), and what it and the things above it are called."""
    by_name = dict(zip((column.name for column in table.primary_key.columns), key, strict=True))
    row = _row(table, by_name) or by_name
    parts = [*_names_above(table, row, _STEPS), *(f"{row[name]}" for name in TOLD if row.get(name) is not None)]
    said = ", ".join(dict.fromkeys(part[:_LONGEST] for part in parts))
    return " ".join(_said_key(table, by_name)), _made(key), said


def _row(table: Table, key: Mapping[str, Any]) -> dict[str, Any] | None:
    """What the row says, in plain values."""
    asked = [plain(column).label(column.name) for column in table.columns if column.name in (*TOLD, *_pointing(table))]
    found = select(*asked).where(*(table.c[name] == _typed(table, name, value) for name, value in key.items()))
    row = db.session.execute(found).mappings().first()
    return None if row is None else dict(row)


def _names_above(table: Table, row: Mapping[str, Any], steps: int) -> Iterator[str]:
    """What the things are called to which the row points."""
    for name in _pointing(table):
        [points_to] = table.c[name].foreign_keys
        above, value = points_to.column.table, row.get(name)
        if value is None or steps == 0:
            continue
        found = _row(above, {points_to.column.name: value})
        if found is None:
            continue
        called = next((str(found[each]) for each in NAMES if found.get(each) is not None), None)
        if called is not None:
            yield called
            if found.get("day") is not None:  # an event is known by its day
                yield str(found["day"])
        else:
            yield from _names_above(above, found, steps - 1)


def _pointing(table: Table) -> list[str]:
    """The columns that name another row by its id."""
    return [each.name for each in table.columns if len(each.foreign_keys) == 1 and isinstance(each.type, Uuid)]


def _typed(table: Table, name: str, value: Any) -> Any:
    return uuid.UUID(value) if isinstance(table.c[name].type, Uuid) else value


def _said_key(table: Table, key: Mapping[str, Any]) -> Iterator[str]:
    return (str(_typed(table, name, value)) for name, value in key.items())


def _made(key: Sequence[Any]) -> str:
    """When the row was made, where its id tells."""
    try:
        id_ = uuid.UUID(str(key[0]))
    except ValueError:
        return ""
    if len(key) > 1 or id_.version != _TIME_VERSION:
        return ""
    made_at = datetime.fromtimestamp((id_.int >> 80) / 1000, UTC)
    return f", {format_datetime(clock.wall(made_at), 'yyyy-MM-dd HH:mm', rebase=False)}"
