"""Taking a chore's turn, so that of several processes one does it."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from outreach.db import db
from outreach.jobs.chores.models import ChoreTurn

_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


def take_turn(name: str, *, every: timedelta, now: datetime) -> bool:
    """Whether this process is the one that does the chore now; two that ask at once need a second try."""
    if db.session.get(ChoreTurn, name) is None:
        db.session.add(ChoreTurn(name=name, begun_at=_NEVER))
        db.session.flush()
    due = update(ChoreTurn).where(ChoreTurn.name == name, ChoreTurn.begun_at <= now - every)
    return bool(db.session.scalars(due.values(begun_at=now, ended_at=None).returning(ChoreTurn.name)).all())


def note_end(name: str, *, now: datetime) -> None:
    """Write down that the chore was done."""
    db.session.execute(update(ChoreTurn).where(ChoreTurn.name == name).values(ended_at=now))
