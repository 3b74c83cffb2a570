"""Reading deadlines."""

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from outreach import periods
from outreach.db import db
from outreach.errors import NotFound
from outreach.periods import Period
from outreach.schedule.deadlines.rules import SOON, USUAL, UsualDeadline
from outreach.schedule.models import Deadline

_BEHIND = 366


def deadline(deadline_id: uuid.UUID) -> Deadline:
    """The deadline; raises NotFound."""
    found = db.session.get(Deadline, deadline_id)
    if found is None:
        raise NotFound(code="no_such_deadline", id=deadline_id)
    return found


def deadlines_in(period: Period) -> Sequence[Deadline]:
    """The deadlines that fall into `period`, by day and id."""
    statement = select(Deadline).where(Deadline.day.between(period.first, period.last))
    return db.session.scalars(statement.order_by(Deadline.day, Deadline.id)).all()


def deadlines_open(today: date) -> Sequence[Deadline]:
    """What was not sent and is overdue, for a year at most, or due within a month; by day and id."""
    near = Period(date.fromordinal(today.toordinal() - _BEHIND), today + SOON)
    return [each for each in deadlines_in(near) if each.sent_on is None]


def usual_deadlines_lacking(year: int) -> Sequence[UsualDeadline]:
    """The deadlines of every year that `year` has not got yet, told by their titles."""
    there = {each.title for each in deadlines_in(periods.year(year))}
    return [usual for usual in USUAL if usual.title not in there]
