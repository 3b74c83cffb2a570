"""One view of the rows for everything a page or a file says, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from outreach.db import db


@contextmanager
def snapshot() -> Iterator[Session]:
    """Let all that the block reads come from one instant, so that every value is the sum of the lines beside it.

    SQLite reads so anyhow; PostgreSQL would show each statement what was written meanwhile. Nothing may be written.
    """
    session = db.session()
    session.rollback()
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
    try:
        yield session
    finally:
        session.rollback()
