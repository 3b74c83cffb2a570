"""A test's database as it was after its creation: emptied where it stands, since making one takes longer than a test.

A new connection to SQLite reads a schema of 160 tables first; those that are open stay open, too.
On PostgreSQL whoever turns triggers off loses all plans of the connection: one of its own does it.
"""

import shutil
import sqlite3
from functools import cache
from pathlib import Path

from flask import Flask
from sqlalchemy import URL, Connection, create_engine

from outreach.db import db

#: Where an app keeps what empties its SQLite file.
_KEPT = "tests.emptying"


def keep_empty(app: Flask) -> None:
    """Note the app's database as it is now, just created, as the one that each test begins with."""
    if db.engine.dialect.name == "sqlite":
        app.extensions[_KEPT] = _File(Path(str(db.engine.url.database)))


def empty_database(app: Flask) -> None:
    """Make the app's database as it was after its creation; what still works on it is waited for."""
    for run in [*app.extensions["outreach.runs"].values()]:
        run.join()
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            kept: _File = app.extensions[_KEPT]
            if not kept.emptied():
                db.engine.dispose()
                kept.put_back()
            return
        connection = _without_triggers_at(db.engine.url)
        with connection.begin():
            tables = connection.exec_driver_sql(_filled()).scalars().all()
            # At once, and not by TRUNCATE of all tables, which took longer than most tests.
            connection.exec_driver_sql("; ".join(f"DELETE FROM {table}" for table in tables) or "SELECT 1")


def close_file(app: Flask) -> None:
    """Have the app's file open no longer, for a test that copies or moves it; it is put back afterwards."""
    kept: _File | None = app.extensions.get(_KEPT)
    if kept is not None:
        kept.connection.close()


@cache
def _without_triggers_at(url: URL) -> Connection:
    """A connection to the PostgreSQL database at `url` that no trigger hinders: the ledger refuses DELETE."""
    return create_engine(url, connect_args={"options": "-c session_replication_role=replica"}).connect()


@cache
def _filled() -> str:
    """A query for the names of the tables that hold a row."""
    tables = [table.name for table in db.metadata.sorted_tables]
    return " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in tables)


class _File:
    """A SQLite file, a copy of it as it was made, and a connection for which no trigger does anything."""

    def __init__(self, file: Path) -> None:
        self.file, self.copy = file, file.with_name("empty.db")
        shutil.copy(self.file, self.copy)
        self._open()

    def emptied(self) -> bool:
        """Empty its tables, or tell that a test has changed more than rows, or holds on to them."""
        try:
            if self._state() != self.state:
                return False
            tables = [name for (name,) in self.connection.execute(_filled())]
            if tables:
                self.connection.execute("BEGIN IMMEDIATE")
                for table in tables:
                    self.connection.execute(f"DELETE FROM {table}")
                self.connection.execute("COMMIT")
        except (sqlite3.Error, OSError):
            return False
        return True

    def put_back(self) -> None:
        """Put another file in its place, as it was made: who still has the old one open writes into that."""
        self.connection.close()
        for leftover in (self.file.with_name(f"{self.file.name}-wal"), self.file.with_name(f"{self.file.name}-shm")):
            leftover.unlink(missing_ok=True)
        shutil.copy(self.copy, fresh := self.file.with_name("fresh.db"))
        fresh.replace(self.file)
        self._open()

    def _open(self) -> None:
        self.connection = sqlite3.connect(self.file, timeout=0.2, isolation_level=None, check_same_thread=False)
        self.connection.execute("PRAGMA synchronous=OFF")
        self.connection.set_authorizer(_without_triggers)  # the ledger refuses DELETE
        self.state = self._state()

    def _state(self) -> tuple[int, ...]:
        """Which file it is, a number that each change of its schema changes, and until when it is closed to writers."""
        asked = ("schema_version", "user_version")
        numbers = (self.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked)
        return self.file.stat().st_ino, *numbers


def _without_triggers(_action: int, _first: str, _second: str, _database: str, trigger: str | None) -> int:
    """Leave out what a trigger would do."""
    return sqlite3.SQLITE_IGNORE if trigger else sqlite3.SQLITE_OK
