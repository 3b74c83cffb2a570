"""One view of the rows for everything a page or a file says, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from outreach.db.base import db
from outreach.db.transaction import instant_options


@contextmanager
def snapshot() -> Iterator[Session]:
    """Let all that the block reads come from one instant, so that every value is the sum of the lines beside it.

    Nothing may be written.
    """
    session = db.session()
    session.rollback()
    session.connection(execution_options=instant_options(session))
    try:
        yield session
    finally:
        session.rollback()
