"""Reading deadlines."""

from collections.abc import Sequence

from sqlalchemy import select

from outreach.db import db
from outreach.periods import Period
from outreach.schedule.models import Deadline


def deadlines_in(period: Period) -> Sequence[Deadline]:
    """The deadlines that fall into `period`, by day and id."""
    statement = select(Deadline).where(Deadline.day.between(period.first, period.last))
    return db.session.scalars(statement.order_by(Deadline.day, Deadline.id)).all()
