"""One thread of each process asks every minute which chores are due, and does what nobody else has taken."""

import logging
import os
import threading
from collections.abc import Callable
from datetime import datetime

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from outreach import clock
from outreach.db import db, transaction, transaction_retried
from outreach.errors import Refusal
from outreach.jobs.chores.actions import end_turn, take_turn
from outreach.jobs.chores.models import Turn
from outreach.jobs.chores.rules import Outcome, may_take
from outreach.web.chores import Chore, chores, facts_of

log = logging.getLogger("outreach.chores")

Work = Callable[[datetime], object]
PAUSE_SECONDS = 60.0
#: A start has better to do at first.
FIRST_SECONDS = 20.0


def begin_chores(app: Flask) -> None:
    """Let this process, and each that is forked off it, take its part in the chores for as long as it lives.

    The thread ends with the process, whatever it does: a turn that was not ended is taken again.
    """

    def begin() -> None:
        threading.Thread(target=_look_again_and_again, args=(app,), name="chores", daemon=True).start()

    begin()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=begin)


def do_what_is_due(app: Flask, *, now: datetime) -> list[str]:
    """Do the chores that are due and whose turn nobody has taken; their names. One that fails stops no other."""
    return [chore.name for chore in chores(app) if _is_done(app, chore, now)]


def do_turn(kind: str, slot: str, work: Work, *, now: datetime) -> bool:
    """Take the turn and do the work, unless somebody else has; what goes wrong is kept as its end."""
    if not _may_be_free(kind, slot, now) or not transaction_retried(lambda: take_turn(kind, slot, now=now)):
        return False
    try:
        outcome, facts = Outcome.DONE, facts_of(work(now))
    except (Refusal, OSError) as error:
        said = error.message if isinstance(error, Refusal) else error.strerror or error
        outcome, facts = Outcome.FAILED, {"reason": str(said)}
    except Exception as error:
        log.exception("the chore %s failed", kind)
        outcome, facts = Outcome.FAILED, {"reason": f"{type(error).__name__}: {error}"}
    db.session.rollback()
    with transaction():
        end_turn(kind, slot, outcome, now=clock.now(), facts=facts)
    return True


def _is_done(app: Flask, chore: Chore, now: datetime) -> bool:
    try:
        with app.app_context():
            slot = chore.due(now)
            work = chore.work if chore.is_long else _whole(chore.work)
            return slot is not None and do_turn(chore.name, slot, work, now=now)
    except SQLAlchemyError:
        log.warning("the chore %s could not be done: the database is out of reach", chore.name, exc_info=True)
    except Exception:
        log.exception("the chore %s could not be done", chore.name)
    return False


def _whole(work: Work) -> Work:
    def done(now: datetime) -> object:
        with transaction():
            return work(now)

    return done


def _may_be_free(kind: str, slot: str, now: datetime) -> bool:
    """Whether it is worth asking for the turn: nobody waits in the line of the writers to learn that it is taken."""
    turn = db.session.get(Turn, (kind, slot), populate_existing=True)
    return turn is None or may_take(
        outcome=turn.outcome, began_at=turn.began_at, ended_at=turn.ended_at, tries=turn.tries, now=now
    )


def _look_again_and_again(app: Flask) -> None:
    pause = threading.Event()
    pause.wait(FIRST_SECONDS)
    while True:
        do_what_is_due(app, now=clock.now())
        pause.wait(PAUSE_SECONDS)
