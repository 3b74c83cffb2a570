"""Going the rounds: one thread of each process asks every minute what is due, and does what nobody else has taken."""

import logging
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from outreach import clock
from outreach.db import db, transaction, transaction_retried
from outreach.errors import Refusal
from outreach.jobs.rounds.actions import end_turn, take_turn
from outreach.jobs.rounds.rules import Outcome

log = logging.getLogger("outreach.rounds")

_REGISTRY = "outreach.rounds"
Work = Callable[[datetime], dict[str, Any]]
PAUSE_SECONDS = 60.0
#: A start has better to do at first.
FIRST_SECONDS = 20.0


@dataclass(frozen=True)
class Round:
    """Something that is done by itself.

    `due` names, of a local time, the turn that should have been taken by then, None where there is none; `work` does it
    and gives what is kept of it; by a Refusal or an OSError it says why it could not be done.
    """

    kind: str
    due: Callable[[datetime], str | None]
    work: Work


def add_round(app: Flask, kind: str, due: Callable[[datetime], str | None], work: Work) -> None:
    """Let this be done by itself from now on."""
    app.extensions.setdefault(_REGISTRY, {})[kind] = Round(kind, due, work)


def go_round(app: Flask, *, now: datetime) -> list[str]:
    """Do all that is due and that nobody has taken; gives the kinds of what was done."""
    done = []
    for each in app.extensions.get(_REGISTRY, {}).values():
        with app.app_context():
            slot = each.due(clock.wall(now))
            if slot is not None and do_turn(each.kind, slot, each.work, now=now):
                done.append(each.kind)
    return done


def do_turn(kind: str, slot: str, work: Work, *, now: datetime) -> bool:
    """Take the turn and do the work, unless somebody else has; what goes wrong is kept as its end."""
    if not transaction_retried(lambda: take_turn(kind, slot, now=now)):
        return False
    try:
        outcome, facts = Outcome.DONE, work(now)
    except (Refusal, OSError) as error:
        said = error.message if isinstance(error, Refusal) else error.strerror or error
        outcome, facts = Outcome.FAILED, {"reason": str(said)}
    except Exception as error:
        log.exception("the round %s failed", kind)
        outcome, facts = Outcome.FAILED, {"reason": f"{type(error).__name__}: {error}"}
    db.session.rollback()
    with transaction():
        end_turn(kind, slot, outcome, now=clock.now(), facts=facts)
    return True


def start_rounds(app: Flask) -> None:
    """Begin to go the rounds in a thread of this process, and of each that is forked off it.

    The thread ends with the process, whatever it does: a turn that was not ended is taken again.
    """
    threading.Thread(target=_go_on, args=(app,), name="rounds", daemon=True).start()
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(
            after_in_child=lambda: threading.Thread(target=_go_on, args=(app,), name="rounds", daemon=True).start()
        )


def _go_on(app: Flask) -> None:
    pause = threading.Event()
    pause.wait(FIRST_SECONDS)
    while True:
        try:
            go_round(app, now=clock.now())
        except SQLAlchemyError:
            log.warning("the rounds could not be gone: the database is out of reach", exc_info=True)
        except Exception:
            log.exception("the rounds could not be gone")
        pause.wait(PAUSE_SECONDS)
