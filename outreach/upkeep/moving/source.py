"""The database that is left: its tables, which of them are only added to, and that nobody writes in it meanwhile."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, Table, func, select, text

from outreach import clock
from outreach.audit.models import AuditEntry
from outreach.db import Base, db
from outreach.db.closing import FOR_GOOD, OPEN, closed_until, set_closed_until

#: How long a move that died keeps writers away, and how often a living one says that it goes on.
LEASE_SECONDS, BEAT_SECONDS = 60, 15


class Lapsed(Exception):
    """Others may have written: for too long nobody said that the move goes on."""


def tables() -> list[Table]:
    """All tables, each behind those that it points to."""
    return list(Base.metadata.sorted_tables)


def only_added_to(engine: Engine) -> set[str]:
    """The names of the tables whose rows the database lets nobody change or delete."""
    with engine.connect() as connection:
        triggers = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
    return {each.name for each in tables() if {f"{each.name}_no_update", f"{each.name}_no_delete"} <= triggers}


def name_of_bureau() -> str:
    """What tells this bureau's database from every other: the oldest act of its audit."""
    oldest = db.session.scalar(db.select(AuditEntry.id).order_by(AuditEntry.id).limit(1))
    return str(oldest or "empty")


def is_closed_for_good(engine: Engine) -> bool:
    """Whether the bureau has moved away."""
    with engine.connect() as connection:
        return closed_until(connection) == FOR_GOOD


def close_for_good(engine: Engine, *, is_closed: bool) -> None:
    """Let nobody write here any more; or let everybody again."""
    _write_mark(engine, FOR_GOOD if is_closed else OPEN)


class Hold:
    """That nobody writes into the source: renewed all the while, and gone by itself where this process dies."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_over = threading.Event()
        self._has_lapsed = False
        self._until = 0

    def check(self) -> None:
        """Raise Lapsed where somebody may have written meanwhile."""
        if self._has_lapsed or clock.now().timestamp() >= self._until:
            raise Lapsed

    def begin(self) -> None:
        """Wait for who writes just now, then let nobody in."""
        self._until = self._new_end()
        _write_mark(self._engine, self._until)

    def go_on(self) -> None:
        """Say again and again that the move goes on; ends with `end`."""
        while not self._is_over.wait(BEAT_SECONDS):
            later = self._new_end()
            if clock.now().timestamp() >= self._until:
                self._has_lapsed = True
                return
            _write_mark(self._engine, later)
            self._until = later

    def end(self) -> None:
        """No more."""
        self._is_over.set()

    def _new_end(self) -> int:
        return int(clock.now().timestamp()) + LEASE_SECONDS


@contextmanager
def held(engine: Engine) -> Iterator[Hold]:
    """Keep all writers away while the block works; they go on when it ends, unless it closed the source for good."""
    hold = Hold(engine)
    hold.begin()
    beat = threading.Thread(target=hold.go_on, name="moving", daemon=True)
    beat.start()
    try:
        yield hold
    finally:
        hold.end()
        beat.join()
        if not is_closed_for_good(engine):
            _write_mark(engine, OPEN)


def _write_mark(engine: Engine, second: int) -> None:
    """`PRAGMA user_version`, by its turn among the writers, of whichever process they are."""
    with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
        if second == OPEN or closed_until(connection) != FOR_GOOD:
            set_closed_until(connection, second)


def raw_rows(
    engine: Engine, table: Table, *, beyond: Sequence[Any] | None, most: int, newest_first: bool = False
) -> Sequence[Sequence[Any]]:
    """Rows as the file has them, in order of their keys, from the one that follows the key `beyond`."""
    names = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    sign, order = ("<", "DESC") if newest_first else (">", "ASC")
    where = "" if beyond is None else f"WHERE ({names}) {sign} ({', '.join('?' * len(beyond))})"
    ordered = ", ".join(f'"{column.name}" {order}' for column in table.primary_key.columns)
    statement = f'SELECT {columns} FROM "{table.name}" {where} ORDER BY {ordered} LIMIT {most}'  # noqa: S608  # our names
    with engine.connect() as connection:
        return connection.exec_driver_sql(statement, tuple(beyond or ())).fetchall()


def key_of(table: Table, row: Sequence[Any]) -> list[Any]:
    """The key of a row of `raw_rows`."""
    at = {column.name: number for number, column in enumerate(table.columns)}
    return [row[at[column.name]] for column in table.primary_key.columns]


def count(engine: Engine, table: Table) -> int:
    """How many rows the table has."""
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(table)) or 0
