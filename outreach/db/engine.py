"""How a connection is opened: SQLite made safe for several writers, PostgreSQL as it is."""

from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url

from outreach.db.base import db

#: FULL, not NORMAL: what a 200 has answered is on the disk, also after a power cut.
#: secure_delete: what was erased, or lay in clear before it was sealed, is overwritten in the file: no backup has it.
#: recursive_triggers: without it INSERT OR REPLACE deletes rows behind the triggers' back.
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "busy_timeout=15000",
    "journal_size_limit=67108864",
)

#: What a writer holds on to must not outlive the machine it ran on, or the way to it: the server asks each connection
#: for a sign of life, waits for a receipt of what it sent hardly longer, and ends one in which a transaction does
#: nothing. Who waits behind another writer is looked after meanwhile (from PostgreSQL 14, on Linux): else those of a
#: machine that is gone would get their turns one after the other, and each would hold up the rest as long as the first.
_OF_POSTGRESQL = (
    "SET tcp_keepalives_idle = 10",
    "SET tcp_keepalives_interval = 3",
    "SET tcp_keepalives_count = 3",
    "SET tcp_user_timeout = '20s'",
    "SET idle_in_transaction_session_timeout = '10min'",
    "SELECT set_config('client_connection_check_interval', '5s', false) WHERE version() LIKE '%linux%'"
    " AND current_setting('client_connection_check_interval', true) IS NOT NULL",
)
#: Seconds (at last milliseconds) in which a server answers a knock, and an end that is gone is noticed; what a URL says
#: itself goes before.
_ALIVE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}


def sqlite_file(url: str) -> Path | None:
    """The file of the SQLite database at `url`, which may not be there yet; None for a database of another kind."""
    made = make_url(url)
    return Path(made.database) if made.get_backend_name() == "sqlite" and made.database else None


def init_database(app: Flask, url: str) -> None:
    """Bind the product's session to the database at `url`."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "pool_pre_ping": not url.startswith("sqlite"),
        "connect_args": {} if url.startswith("sqlite") else {**_ALIVE, **make_url(url).query},
        "query_cache_size": 2_000,  # the pages alone send 1,100 different statements, and 500 are kept by default
        "hide_parameters": True,  # an error's text goes to the log: no value of a row may be in it
    }
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)


def prepare_engine(engine: Engine) -> None:
    """Set the pragmas and begin transactions ourselves where the engine speaks SQLite."""
    if make_url(engine.url).get_backend_name() == "sqlite":
        event.listen(engine, "connect", _open_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "connect", _open_postgresql)


def _open_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver would begin late, after a writer has read
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _open_postgresql(connection: Any, _record: Any) -> None:
    connection.autocommit = True  # else a transaction would begin with it
    connection.execute("; ".join(_OF_POSTGRESQL))
    connection.autocommit = False


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))
