"""One view of the rows for everything a page or a file says, while others go on writing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from outreach import clock
from outreach.db.base import db
from outreach.db.transaction import instant_options, nobody_writing

_IS_OPEN = "outreach.snapshot"
#: A reader's view begins with the first row it reads, of whatever table.
_ANY_READING = {"sqlite": "SELECT count(*) FROM sqlite_master", "postgresql": "SELECT 1"}
#: The lines of a batch are received a microsecond after each other, and at most 500 are a batch.
_APART = timedelta(milliseconds=1)
_TRIES = 50


@contextmanager
def snapshot() -> Iterator[Session]:
    """Let all that the block reads come from one instant, so that every value is the sum of the lines beside it.

    Nothing may be written. One inside of another is part of it.
    """
    session = db.session()
    if session.info.get(_IS_OPEN):
        yield session
        return
    _open(session)
    try:
        yield session
    finally:
        _close(session)


@contextmanager
def snapshot_of_now() -> Iterator[datetime]:
    """A snapshot, and the instant that it shows: what was received by then is in it, what comes later is not.

    Nobody writes while it is opened. Without that a line that comes between the instant and the snapshot is in both
    "then" and "since then", and one whose writer has asked the clock but not yet committed is in neither.
    """
    session = db.session()
    if session.info.get(_IS_OPEN):
        raise RuntimeError("a snapshot of now can't lie inside of an older one")
    with nobody_writing():
        at = _later_than(clock.now() + _APART)
        _open(session)
        session.execute(text(_ANY_READING[session.get_bind().dialect.name]))
        _later_than(at)
    try:
        yield at
    finally:
        _close(session)


def _open(session: Session) -> None:
    session.rollback()
    session.connection(execution_options=instant_options(session))
    session.info[_IS_OPEN] = True


def _close(session: Session) -> None:
    session.info.pop(_IS_OPEN, None)
    session.rollback()


def _later_than(at: datetime) -> datetime:
    """The first instant after `at` that the clock shows (some go on by steps of 15 ms), or where it stands."""
    for _try in range(_TRIES):
        if (now := clock.now()) > at:
            return now
        time.sleep(0.001)
    return clock.now()
