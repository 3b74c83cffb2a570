"""The one commit of the product, and how a writer begins."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from outreach import clock
from outreach.db.base import db
from outreach.db.closing import check_open

#: SQLSTATEs that only say "somebody else was quicker": serialization failure, deadlock.
_LOST_RACES = ("40001", "40P01")

#: SQLite's waiting writers sleep, each longer every time, and the unlucky one is overtaken again and again: with 16
#: phones the slowest hundredth of the batches took three times as long as with a line to stand in. Writers of other
#: processes still meet there.
_lines_to_stand_in: WeakKeyDictionary[Engine, threading.RLock] = WeakKeyDictionary()

#: PostgreSQL's name for "somebody writes": each writer holds it beside the others, who must be alone holds it alone.
_WRITING = 0x6F757472

Result = TypeVar("Result")


@contextmanager
def transaction(*, one_instant: bool = False) -> Iterator[Session]:
    """Do all that the block writes, or nothing; with `one_instant` all that it reads is as it was at its first reading.

    What was only read before is let go first: in SQLite a reader cannot become a writer once somebody else has
    written, so a writer takes its place in the queue from the start (BEGIN IMMEDIATE).
    """
    session = db.session()
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was written outside of a transaction")
    session.rollback()
    options = instant_options(session) if one_instant else {}
    with _turn(session):
        session.connection(execution_options={"begin": "BEGIN IMMEDIATE", **options})
        try:
            if session.get_bind().dialect.name == "postgresql":
                session.execute(select(func.pg_advisory_xact_lock_shared(_WRITING)))
            else:
                check_open(session.connection(), clock.now())
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


def transaction_retried(work: Callable[[], Result], *, one_instant: bool = False) -> Result:
    """What `work` returns, done in a transaction; once more when somebody else was quicker.

    Eight phones that send one batch at the same instant all find nothing and all insert: seven meet the first one's
    rows. The second time each of them finds the rows.
    """
    try:
        with transaction(one_instant=one_instant):
            return work()
    except (IntegrityError, OperationalError) as error:
        if not is_lost_race(error):
            raise
    with transaction(one_instant=one_instant):
        return work()


@contextmanager
def nobody_writing() -> Iterator[None]:
    """Let nobody write while the block runs: who has begun is waited for, who comes waits; for moments only.

    An instant that is taken in the block lies after all that was written before and before all that comes.
    """
    session = db.session()
    session.rollback()  # else it would wait for itself
    engine = session.get_bind().engine.execution_options(begin="BEGIN IMMEDIATE")
    with _turn(session), engine.connect() as alone:
        if alone.dialect.name == "postgresql":
            alone.execute(select(func.pg_advisory_xact_lock(_WRITING)))
        else:
            alone.begin()
        try:
            yield
        finally:
            alone.rollback()


def instant_options(session: Session) -> dict[str, str]:
    """The options of a connection whose statements all see one instant.

    SQLite's transactions are so anyhow; PostgreSQL would show each statement what was written meanwhile.
    """
    return {"isolation_level": "REPEATABLE READ"} if session.get_bind().dialect.name == "postgresql" else {}


def is_lost_race(error: DBAPIError) -> bool:
    """Whether `error` may be gone at a second try."""
    return isinstance(error, IntegrityError) or getattr(error.orig, "sqlstate", None) in _LOST_RACES


def _turn(session: Session) -> AbstractContextManager[object]:
    """Waiting for the turn among the writers of this process."""
    engine = session.get_bind().engine
    if engine.dialect.name != "sqlite":
        return nullcontext()
    return _lines_to_stand_in.setdefault(engine, threading.RLock())
