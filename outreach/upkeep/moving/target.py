"""The database that is moved into: empty, or with a move that broke off; its rules sleep until all rows are there."""

import json
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Connection, Engine, Table, inspect, text

from outreach.errors import Conflict
from outreach.upkeep.moving.rules import writer_for
from outreach.upkeep.moving.source import tables

#: What the move remembers, in the target itself; taken away at its end.
NOTES = "outreach_moving"
_FOREIGN_KEYS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint
WHERE contype = 'f' AND connamespace = current_schema()::regnamespace ORDER BY 1, 2
"""


def has_begun(engine: Engine) -> bool:
    """Whether a move into it broke off; raises Conflict where something else is in it."""
    there = set(inspect(engine).get_table_names())
    if NOTES in there:
        return True
    if there:
        raise Conflict(_("The new database is not empty: make an empty one."), code="not_empty")
    return False


def begin(connection: Connection, *, bureau: str) -> None:
    """Empty the tables that the migrations made, put their rules to sleep, and note whose move this is."""
    connection.execute(text(f"CREATE TABLE {NOTES} (name text PRIMARY KEY, said text NOT NULL)"))
    keys = [list(row) for row in connection.execute(text(_FOREIGN_KEYS))]
    note(connection, "foreign_keys", json.dumps(keys))
    note(connection, "bureau", bureau)
    put_rules_to_sleep(connection)
    empty(connection, tables())


def put_rules_to_sleep(connection: Connection) -> None:
    """Take the foreign keys away and let no trigger act; the notes know the keys."""
    for table, name, _definition in json.loads(noted(connection, "foreign_keys") or "[]"):
        connection.execute(text(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}"))
    for each in tables():
        connection.execute(text(f'ALTER TABLE "{each.name}" DISABLE TRIGGER USER'))


def wake_rules(connection: Connection) -> None:
    """Put the foreign keys back, which proves that every row's others are there; let triggers act and numbers go on."""
    for table, name, definition in json.loads(noted(connection, "foreign_keys") or "[]"):
        connection.execute(text(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))
    for each in tables():
        connection.execute(text(f'ALTER TABLE "{each.name}" ENABLE TRIGGER USER'))
        _go_on_counting(connection, each)


def _go_on_counting(connection: Connection, table: Table) -> None:
    for column in inspect(connection).get_columns(table.name):
        if "nextval" in str(column.get("default")):
            last = f'SELECT coalesce(max("{column["name"]}"), 0) + 1 FROM "{table.name}"'  # noqa: S608  # our names
            sequence = f"pg_get_serial_sequence('\"{table.name}\"', '{column['name']}')"
            connection.execute(text(f"SELECT setval({sequence}, ({last}), false)"))


def empty(connection: Connection, some: Sequence[Table]) -> None:
    """Take all rows out of these tables, whose rules sleep."""
    if some:
        connection.execute(text("TRUNCATE " + ", ".join(f'"{each.name}"' for each in some)))


def note(connection: Connection, name: str, said: str) -> None:
    """Remember something of the move."""
    statement = f"INSERT INTO {NOTES} VALUES (:name, :said) ON CONFLICT (name) DO UPDATE SET said = :said"  # noqa: S608
    connection.execute(text(statement), {"name": name, "said": said})


def noted(connection: Connection, name: str) -> str | None:
    """What is remembered under the name."""
    said: str | None = connection.scalar(
        text(f"SELECT said FROM {NOTES} WHERE name = :name"),  # noqa: S608  # our own name
        {"name": name},
    )
    return said


def forget_notes(engine: Engine) -> None:
    """The move is over."""
    with engine.begin() as connection:
        connection.execute(text(f"DROP TABLE {NOTES}"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def put(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Add rows as SQLite's file has them."""
    writers = [writer_for(column.type) for column in table.columns]
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    driver: Any = connection.connection.driver_connection
    with driver.cursor().copy(f'COPY "{table.name}" ({columns}) FROM STDIN') as copy:
        for row in rows:
            copy.write_row(
                [
                    write(value) if write and value is not None else value
                    for write, value in zip(writers, row, strict=True)
                ]
            )


def start_over(connection: Connection) -> None:
    """Forget what was copied before."""
    empty(connection, tables())
    connection.execute(text(f"DELETE FROM {NOTES} WHERE name LIKE 'last %'"))  # noqa: S608  # our own name
