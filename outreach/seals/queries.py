"""Reading the seals, and the rows of a stretch as a seal takes them up."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, Table, func, select

from outreach.audit.models import AuditEntry
from outreach.db import Base, db
from outreach.db.triggers import is_only_added_to, tables_to_seal
from outreach.seals.models import RowSeal
from outreach.seals.plain import in_order, is_json, ordered_json, plain

#: The act that notes in the audit how far all is sealed, and with which code.
ACT = "rows.sealed"
#: The act that notes that the program went back to a version without seals, which took them along (migration 0075).
GIVEN_UP = "rows.unsealed"
#: When the server wrote a row: the first of these that a table has. What a phone says of the time stands in others.
_WRITTEN = ("received_at", "recorded_at", "made_at", "at")
_ROWS_AT_ONCE = 2_000


class Row(NamedTuple):
    """A row in plain values: when it was written, its key, and the columns that were asked for."""

    written: str
    key: list[Any]
    values: list[Any]


def tables() -> Sequence[Table]:
    """What is sealed here, by name."""
    return tables_to_seal(Base.metadata)


def seals() -> Sequence[RowSeal]:
    """All seals, in the order of their chain."""
    return db.session.scalars(select(RowSeal).order_by(RowSeal.number)).all()


def last_seal() -> RowSeal | None:
    """The newest; all is sealed up to its end."""
    return db.session.scalar(select(RowSeal).order_by(RowSeal.number.desc()).limit(1))


def sealed_tables() -> set[str]:
    """The names of the tables that have a seal."""
    return set(db.session.scalars(select(RowSeal.table_name).distinct()))


def marks_and_keys_of(seal: RowSeal) -> tuple[bytes, str]:
    """What names the rows of the seal."""
    found = select(RowSeal.marks, RowSeal.keys).where(RowSeal.number == seal.number)
    marks, keys = db.session.execute(found).one()
    return marks, keys


def counts() -> tuple[int, int]:
    """How many tables are sealed, and how many of their rows."""
    found = select(func.count(RowSeal.table_name.distinct()), func.coalesce(func.sum(RowSeal.rows), 0))
    of_tables, rows = db.session.execute(found).one()
    return of_tables, int(rows)


def noted() -> Sequence[dict[str, Any]]:
    """What the audit keeps of the seals: the last one and its code, each time that there were new ones."""
    statement = select(AuditEntry.facts).where(AuditEntry.act == ACT).order_by(AuditEntry.at, AuditEntry.id)
    if (at := given_up_at()) is not None:
        statement = statement.where(AuditEntry.at > at)
    return db.session.scalars(statement).all()


def given_up_at() -> datetime | None:
    """When the seals from before were given up the last time; None where they never were."""
    return db.session.scalar(select(func.max(AuditEntry.at)).where(AuditEntry.act == GIVEN_UP))


def newest_act_before(until: datetime) -> datetime | None:
    """When the last thing was done of which the audit tells, before `until`."""
    return db.session.scalar(select(func.max(AuditEntry.at)).where(AuditEntry.at < until))


def rows_of(table: Table, names: Sequence[str], since: datetime, until: datetime) -> Iterator[Row]:
    """The rows written from `since` to before `until`, in the order of time and of their keys, a few at once."""
    written, source = _written(table)
    keys, columns = list(table.primary_key.columns), [table.c[name] for name in names]
    asked = [plain(each).label(f"plain_{at}") for at, each in enumerate([written, *keys, *columns])]
    statement = select(*asked).select_from(source).where(written >= since, written < until)
    statement = statement.order_by(written, *(in_order(each) for each in keys))
    unordered = [at for at, each in enumerate(columns) if is_json(each)]
    for rows in db.session.execute(statement, execution_options={"yield_per": _ROWS_AT_ONCE}).partitions():
        for row in rows:
            values = list(row[1 + len(keys) :])
            for at in unordered:
                values[at] = ordered_json(values[at])
            yield Row(row[0], list(row[1 : 1 + len(keys)]), values)


def _written(table: Table) -> tuple[ColumnElement[datetime], FromClause]:
    """When a row was written, and from where that is read: a part of something else was written with it."""
    own = next((table.c[name] for name in _WRITTEN if name in table.c), None)
    if own is not None:
        return own, table
    for column in table.primary_key.columns:
        for key in column.foreign_keys:
            whole = key.column.table
            if is_only_added_to(whole):
                written, source = _written(whole)
                return written, source.join(table, column == key.column)
    raise LookupError(f"nothing says when a row of {table.name} was written")
