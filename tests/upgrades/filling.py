"""A migrated database with rows in every table: those of the example year, and one made up where it has none."""

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Enum,
    Table,
    Uuid,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from outreach.db import UTCDateTime, db


@contextmanager
def unguarded(engine: Engine) -> Iterator[Connection]:
    """A transaction in which no trigger fires and no foreign key is looked at."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
            yield connection
        return
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        driver.execute("PRAGMA foreign_keys = OFF")  # possible only before a transaction begins
        triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        for name, _sql in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield connection
        for _name, sql in triggers:
            connection.exec_driver_sql(sql)
        connection.commit()
        driver.execute("PRAGMA foreign_keys = ON")


def fill(engine: Engine, example: Path) -> None:
    """Copy the rows of the SQLite database `example` as they are: no trigger takes part, no key is looked at."""
    with unguarded(engine) as here, closing(sqlite3.connect(example)) as there:
        if engine.dialect.name == "sqlite":
            here.execute(text("ATTACH :example AS example"), {"example": str(example)})
        for table in db.metadata.sorted_tables:
            _copy(table, there, here)
            _count_on(table, here)
    engine.dispose()  # lets go of the example


def _copy(table: Table, there: sqlite3.Connection, here: Connection) -> None:
    """Copy the rows within SQLite; PostgreSQL reads what SQLite has kept of them, instants without their zone."""
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    if here.dialect.name == "sqlite":
        here.exec_driver_sql(f"INSERT INTO {table.name} ({names}) SELECT {names} FROM example.{table.name}")
        return
    here.execute(text("SET LOCAL TIME ZONE 'UTC'"))
    driver: Any = here.connection.dbapi_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as into:
        for row in there.execute(f"SELECT {names} FROM {table.name}"):
            into.write_row(row)


def _count_on(table: Table, connection: Connection) -> None:
    """PostgreSQL's own numbers go on behind those that were copied."""
    for column in table.primary_key if connection.dialect.name == "postgresql" else ():
        sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
        if sequence is not None:
            highest = select(func.setval(sequence, func.coalesce(func.max(column), 1)))
            connection.execute(highest)


def fill_empty(engine: Engine) -> dict[str, str]:
    """Make up a row for each table without one, its lists first; those in which no made-up row fits, and why."""
    unfit = {}
    for table in db.metadata.sorted_tables:
        with engine.begin() as connection:
            if connection.scalar(select(func.count()).select_from(table)):
                continue
            try:
                with connection.begin_nested():
                    connection.execute(insert(table), [made_up(table, connection)])
            except DBAPIError as error:
                unfit[table.name] = str(error.orig)
    return unfit


def made_up(table: Table, connection: Connection) -> dict[str, Any]:
    """A row of which nothing is left blank that may not be, and whose keys lead somewhere."""
    needed = [column for column in table.columns if _is_needed(column)]
    return {column.name: _value(column, at, connection) for at, column in enumerate(needed)}


def _is_needed(column: Column[Any]) -> bool:
    has_default = column.default is not None or column.server_default is not None
    return not column.nullable and not (has_default and not column.primary_key) and column.autoincrement is not True


def _value(column: Column[Any], at: int, connection: Connection) -> Any:
    for key in column.foreign_keys:  # each a row further, so that two keys of a pair differ
        among = select(key.column).order_by(key.column)
        return connection.scalar(among.offset(at).limit(1)) or connection.scalar(among.limit(1))
    if isinstance(column.type, Enum):
        return column.type.enums[0]
    if isinstance(column.type, JSON):
        return {}
    if isinstance(column.type, Uuid):
        return uuid.uuid4()
    if isinstance(column.type, UTCDateTime):
        return datetime(2025, 3, 4, tzinfo=UTC)
    return _PLAIN.get(column.type.python_type, "a" * (getattr(column.type, "length", None) or 1))


_PLAIN: dict[type, Any] = {
    int: 1,
    bool: False,
    float: 1.0,
    bytes: b"a",
    date: date(2025, 3, 4),
}
