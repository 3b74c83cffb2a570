"""The database out of a backup, into a place where there is none."""

import csv
import io
import os
import secrets
from pathlib import Path

from flask import current_app
from sqlalchemy import Connection, inspect, text

from outreach.db import Base, db
from outreach.upkeep.backups.archive import Archive, pieces
from outreach.upkeep.backups.dumping import FILE, TABLES
from outreach.upkeep.standing import tables_of


def load(archive: Archive) -> None:
    """Bring the database back as it was, at the version it had."""
    if archive.manifest.dialect == "sqlite":
        _load_file(archive)
    else:
        _load_tables(archive)


def _load_file(archive: Archive) -> None:
    """The file gets its name when it is whole."""
    file = Path(str(db.engine.url.database))
    db.session.remove()
    db.engine.dispose()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    try:
        with archive.opened(FILE) as source, open(os.open(draft, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as out:
            out.writelines(pieces(source))
            out.flush()
            os.fsync(out.fileno())
        for beside in ("-wal", "-shm"):
            file.with_name(file.name + beside).unlink(missing_ok=True)
        draft.replace(file)
    finally:
        draft.unlink(missing_ok=True)


def _load_tables(archive: Archive) -> None:
    """The tables as that version's migrations make them, then all rows in one transaction, past the triggers."""
    migrate(archive.manifest.revision)
    with db.engine.begin() as connection:
        names = [name for name in tables_of(connection) if name != "alembic_version"]
        for name in names:
            connection.execute(text(f'ALTER TABLE "{name}" DISABLE TRIGGER USER'))
        for name in reversed(_in_order(names)):
            connection.execute(text(f'DELETE FROM "{name}"'))  # noqa: S608  # what the migrations put there
        for name in _in_order(names):
            _copy(connection, archive, name)
        for name in names:
            connection.execute(text(f'ALTER TABLE "{name}" ENABLE TRIGGER USER'))


def migrate(revision: str) -> None:
    """Run the migrations up to that one."""
    from alembic import command  # late: only where it is needed

    command.upgrade(current_app.extensions["migrate"].migrate.get_config(), revision)
    db.session.remove()


def _in_order(names: list[str]) -> list[str]:
    """The tables, each after those that it points to; those that the models no longer know stand first."""
    known = [table.name for table in Base.metadata.sorted_tables]
    return sorted(names, key=lambda name: known.index(name) if name in known else -1)


def _copy(connection: Connection, archive: Archive, name: str) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    with archive.opened(f"{TABLES}{name}.csv") as source, io.TextIOWrapper(source, "utf-8", newline="") as lines:
        columns = ", ".join(f'"{column}"' for column in next(csv.reader(lines)))
    statement = f'COPY "{name}" ({columns}) FROM STDIN WITH (FORMAT csv, HEADER)'
    with archive.opened(f"{TABLES}{name}.csv") as source, driver.cursor().copy(statement) as copy:
        for piece in pieces(source):
            copy.write(piece)
    _go_on_counting(connection, name)


def _go_on_counting(connection: Connection, name: str) -> None:
    """A table that numbers its rows goes on behind the last one."""
    for column in inspect(connection).get_columns(name):
        if "nextval" in str(column.get("default")):
            last = f'SELECT coalesce(max("{column["name"]}"), 0) + 1 FROM "{name}"'  # noqa: S608  # names of its own
            sequence = f"pg_get_serial_sequence('\"{name}\"', '{column['name']}')"
            connection.execute(text(f"SELECT setval({sequence}, ({last}), false)"))
