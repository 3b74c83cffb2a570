"""Reading which days are worked."""

from collections.abc import Sequence

from sqlalchemy import select

from outreach.db import db
from outreach.periods import Period
from outreach.workdays.holidays import Holiday, holidays_of
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


def announced_year(year: int) -> AnnouncedYear | None:
    """The year as it is announced; None while it is 未公布."""
    return db.session.get(AnnouncedYear, year)


def holidays_in(year: int) -> Sequence[Holiday]:
    """What the notice for `year` names, by festival; a notice may name days of the December before."""
    days = db.session.scalars(select(SpecialDay).where(SpecialDay.year == year).order_by(SpecialDay.day))
    return holidays_of(NamedDay(each.day, each.kind, each.name) for each in days)
