"""The database into a backup, as one snapshot shows it, while others go on writing.

SQLite: its file, copied by its own backup. PostgreSQL: each table as CSV, by COPY, which any database reads.
"""

import sqlite3
import tempfile
from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import Connection, inspect

from outreach.errors import Conflict
from outreach.upkeep.backups.archive import Writer
from outreach.upkeep.standing import tables_of

FILE = "database/outreach.db"
TABLES = "database/tables/"


def dump(connection: Connection, writer: Writer, *, folder: Path) -> None:
    """Write the database that `connection` sees; `folder` takes a copy of a SQLite file meanwhile.

    Raises Conflict where the copy is not sound: then what it was taken from is not, either.
    """
    if connection.dialect.name == "sqlite":
        _dump_file(connection, writer, folder)
    else:
        _dump_tables(connection, writer)


def _dump_file(connection: Connection, writer: Writer, folder: Path) -> None:
    source: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as drafts:
        draft = Path(drafts) / "outreach.db"
        target = sqlite3.connect(draft)
        try:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            found = target.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            target.close()
        if found != "ok":
            said = _("The database is damaged (%(said)s): look with the command doctor.", said=found)
            raise Conflict(said, code="damaged_database")
        with draft.open("rb") as content:
            writer.copy(FILE, content)


def _dump_tables(connection: Connection, writer: Writer) -> None:
    connection.exec_driver_sql("SET LOCAL TIME ZONE 'UTC'")
    driver = connection.connection.driver_connection
    assert driver is not None
    for table in tables_of(connection):
        columns = ", ".join(f'"{each["name"]}"' for each in inspect(connection).get_columns(table))
        statement = f'COPY "{table}" ({columns}) TO STDOUT WITH (FORMAT csv, HEADER)'
        with driver.cursor().copy(statement) as copy, writer.opened(f"{TABLES}{table}.csv") as out:
            for piece in copy:
                out.write(piece)
