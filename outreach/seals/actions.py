"""Sealing what was written in the days that are over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Table

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.db import db
from outreach.seals import queries
from outreach.seals.models import RowSeal
from outreach.seals.plain import columns_read
from outreach.seals.rules import SEALED_AFTER, Summed, code_of

BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
#: About so many rows are one seal, so that it is held against the rows in little memory.
_MOST = 50_000


@dataclass(frozen=True)
class Found:
    """What was written to a table in a stretch."""

    table: Table
    begins_at: datetime
    ends_at: datetime
    columns: list[str]
    summed: Summed


def what_is_over(now: datetime) -> Iterator[Found]:
    """What goes into the next seals: of each table what was written since, to the end of the last day that is over.

    A table that never was sealed gets its first seal, of all that it ever held; after it one without new rows has none.
    """
    last, known = queries.last_seal(), queries.sealed_tables()
    over = _end(now, last)
    for table in queries.tables():
        begins_at = last.ends_at if last is not None and table.name in known else BEFORE_ALL
        if begins_at < over:
            for found in _parts(table, begins_at, over):
                if found.summed.rows or table.name not in known:
                    yield found


def seal(found: Found, *, now: datetime) -> RowSeal:
    """Keep the seal of what was found, behind the last one."""
    last, summed = queries.last_seal(), found.summed
    made = RowSeal(
        number=last.number + 1 if last else 1,
        table_name=found.table.name,
        begins_at=found.begins_at,
        ends_at=found.ends_at,
        columns=found.columns,
        rows=summed.rows,
        rows_sha256=summed.sha256,
        marks=bytes(summed.marks),
        keys="\n".join(summed.keys),
        sealed_at=now,
    )
    made.code = chained(last.code if last else "", made, made.marks, made.keys)
    db.session.add(made)
    db.session.flush()
    return made


def chained(before: str, made: RowSeal, marks: bytes, keys: str) -> str:
    """The code of the seal, if the one before it has the code `before`."""
    stretch = [made.begins_at.isoformat(), made.ends_at.isoformat()]
    facts = [made.number, made.table_name, *stretch, made.columns, made.rows, made.rows_sha256, keys]
    return code_of(before, facts, marks)


def note_seals(*, now: datetime) -> None:
    """Write into the audit how far all is sealed now."""
    if (last := queries.last_seal()) is not None:
        day = last_day_before(last.ends_at).isoformat()
        record_act(queries.ACT, by=Machine(), now=now, day=day, seal=last.number, code=last.code)


def last_day_before(ends_at: datetime) -> date:
    """The last day of a stretch that ends then."""
    return clock.local_day(ends_at - timedelta(microseconds=1))


def due(now: datetime) -> str:
    """The turn of the chore: the day from which on all before it can be sealed."""
    return _today(now).isoformat()


def end_of_days(now: datetime) -> datetime:
    """Up to when (not included) all can be sealed."""
    return _midnight(_today(now))


def _end(now: datetime, last: RowSeal | None) -> datetime:
    """Up to when is sealed now: not beyond the day of the newest act, of which each sealing is one.

    A clock that for one night was years ahead would seal these years as empty, and name all that is written in them.
    """
    over = end_of_days(now)
    newest = queries.newest_act_before(over)
    if last is None or newest is None:
        return over
    return min(over, _midnight(clock.local_day(newest) + timedelta(days=1)))


def _today(now: datetime) -> date:
    return clock.local_day(now - SEALED_AFTER)


def _midnight(day: date) -> datetime:
    return clock.instant(datetime.combine(day, time()))


def _parts(table: Table, begins_at: datetime, ends_at: datetime) -> Iterator[Found]:
    """What was written in the stretch, cut where a part is long enough; rows of one instant stay together."""
    columns, summed, written = columns_read(table), Summed(), ""
    for row in queries.rows_of(table, columns, begins_at, ends_at):
        if summed.rows >= _MOST and row.written != written:
            cut = datetime.fromisoformat(row.written).replace(tzinfo=UTC)
            yield Found(table, begins_at, cut, columns, summed)
            begins_at, summed = cut, Summed()
        summed.take_up(row.key, row.values)
        written = row.written
    yield Found(table, begins_at, ends_at, columns, summed)
