"""Taking a turn, so that nobody else takes it, and saying how it ended."""

import platform
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert

from outreach.db import db
from outreach.jobs.chores.models import Turn
from outreach.jobs.chores.queries import last_done
from outreach.jobs.chores.rules import KEPT_FOR, Outcome, may_take


def take_turn(kind: str, slot: str, *, now: datetime) -> bool:
    """Whether the turn is this process's now; two that ask at once meet in the table's key (`IntegrityError`).

    To be called in a transaction of its own.
    """
    turn = db.session.get(Turn, (kind, slot), with_for_update=True, populate_existing=True)
    if turn is None:
        facts = {"kind": kind, "slot": slot, "tries": 1, "machine": platform.node(), "began_at": now, "facts": {}}
        db.session.execute(insert(Turn), [facts])
        _let_go(kind, now)
        return True
    if not may_take(outcome=turn.outcome, ended_at=turn.ended_at, began_at=turn.began_at, tries=turn.tries, now=now):
        return False
    turn.tries, turn.machine, turn.began_at = turn.tries + 1, platform.node(), now
    turn.outcome, turn.ended_at = None, None
    db.session.flush()
    return True


def end_turn(kind: str, slot: str, outcome: Outcome, *, now: datetime, facts: dict[str, Any]) -> Turn:
    """Say how the turn ended."""
    turn = db.session.get_one(Turn, (kind, slot))
    turn.outcome, turn.ended_at, turn.facts = outcome, now, facts
    db.session.flush()
    return turn


def _let_go(kind: str, now: datetime) -> None:
    """Forget the turns of long ago, but none since the last that ended well."""
    if (good := last_done(kind)) is not None:
        before = min(good.began_at, now - KEPT_FOR)
        db.session.execute(delete(Turn).where(Turn.kind == kind, Turn.began_at < before))
