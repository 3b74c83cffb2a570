"""One view of the rows for everything a page or a file says, while others go on writing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from outreach.db.base import db
from outreach.db.transaction import instant_options

_IS_OPEN = "outreach.snapshot"


@contextmanager
def snapshot() -> Iterator[Session]:
    """Let all that the block reads come from one instant, so that every value is the sum of the lines beside it.

    Nothing may be written. One inside of another is part of it.
    """
    session = db.session()
    if session.info.get(_IS_OPEN):
        yield session
        return
    session.rollback()
    session.connection(execution_options=instant_options(session))
    session.info[_IS_OPEN] = True
    try:
        yield session
    finally:
        session.info.pop(_IS_OPEN, None)
        session.rollback()
