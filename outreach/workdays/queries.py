"""Reading which days are worked."""

from sqlalchemy import select

from outreach.db import db
from outreach.periods import Period
from outreach.workdays.models import AnnouncedYear, SpecialDay
from outreach.workdays.rules import NamedDay, WorkCalendar


def work_calendar(period: Period) -> WorkCalendar:
    """The named days that lie in `period`, and which of its years are announced."""
    days = db.session.scalars(
        select(SpecialDay).where(SpecialDay.day.between(period.first, period.last)).order_by(SpecialDay.day)
    )
    years = select(AnnouncedYear.year).where(AnnouncedYear.year.between(period.first.year, period.last.year))
    return WorkCalendar(
        {each.day: NamedDay(each.day, each.kind, each.name) for each in days}, frozenset(db.session.scalars(years))
    )
