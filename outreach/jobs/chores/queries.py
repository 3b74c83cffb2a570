"""Reading turns."""

from collections.abc import Sequence

from sqlalchemy import select

from outreach.db import db
from outreach.jobs.chores.models import Turn
from outreach.jobs.chores.rules import Outcome


def turns_of(kind: str, most: int) -> Sequence[Turn]:
    """The last turns of a chore, newest first."""
    statement = select(Turn).where(Turn.kind == kind).order_by(Turn.began_at.desc(), Turn.slot.desc())
    return db.session.scalars(statement.limit(most)).all()


def last_done(kind: str) -> Turn | None:
    """The last turn that ended well."""
    done = select(Turn).where(Turn.kind == kind, Turn.outcome == Outcome.DONE)
    return db.session.scalar(done.order_by(Turn.began_at.desc(), Turn.slot.desc()).limit(1))
