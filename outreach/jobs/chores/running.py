"""The thread that looks every minute which chores are due."""

import logging
import threading

from flask import Flask

from outreach import clock
from outreach.db import db, transaction, transaction_retried
from outreach.jobs.chores.actions import note_end, take_turn
from outreach.jobs.chores.models import ChoreTurn
from outreach.web.chores import Chore, chores

LOOK_SECONDS = 60.0

log = logging.getLogger("outreach.chores")


def begin_chores(app: Flask) -> None:
    """Let this process take its part in the chores for as long as it lives."""
    threading.Thread(target=_look_again_and_again, args=(app,), name="chores", daemon=True).start()


def do_what_is_due(app: Flask) -> list[str]:
    """Do the chores whose turn has come and which no other process does; their names. One that fails stops no other."""
    done = []
    for chore in chores(app):
        try:
            with app.app_context():
                if _done(chore):
                    done.append(chore.name)
        except Exception:
            log.exception("chore %s failed", chore.name)
    return done


def _done(chore: Chore) -> bool:
    now = clock.now()
    turn = db.session.get(ChoreTurn, chore.name)
    if turn is not None and turn.begun_at > now - chore.every:
        return False  # nobody waits for the writers' turn to learn that
    is_mine = transaction_retried(lambda: take_turn(chore.name, every=chore.every, now=now))
    if is_mine:
        with transaction():
            chore.work(now)
            note_end(chore.name, now=clock.now())
    return is_mine


def _look_again_and_again(app: Flask) -> None:
    wait = threading.Event()
    while not wait.wait(LOOK_SECONDS):
        do_what_is_due(app)
