"""Reading which days are worked."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, null, select, union_all

from outreach.db import db
from outreach.db.statements import made_once
from outreach.periods import Period
from outreach.workdays.holidays import Holiday, holidays_of
from outreach.workdays.models import AnnouncedYear, SpecialDay
from outreach.workdays.rules import NamedDay, WorkCalendar


def work_calendar(period: Period) -> WorkCalendar:
    """The named days that lie in `period`, and which of its years are announced; one statement."""
    named: dict[date, NamedDay] = {}
    announced: set[int] = set()
    rows: Sequence[Any] = db.session.execute(_named_and_announced(period)).all()
    for day, kind, name, year in rows:
        if year is None:
            named[day] = NamedDay(day, kind, name)
        else:
            announced.add(year)
    return WorkCalendar(dict(sorted(named.items())), frozenset(announced))


@made_once
def _named_and_announced(period: Period) -> CompoundSelect[Any]:
    within = SpecialDay.day.between(period.first, period.last)
    days = select(SpecialDay.day, SpecialDay.kind, SpecialDay.name, null().label("year")).where(within)
    of_period = AnnouncedYear.year.between(period.first.year, period.last.year)
    return union_all(days, select(null(), null(), null(), AnnouncedYear.year).where(of_period))


def announced_year(year: int) -> AnnouncedYear | None:
    """The year as it is announced; None while it is 未公布."""
    return db.session.get(AnnouncedYear, year)


def named_days_in(year: int) -> Sequence[NamedDay]:
    """The days that the notice for `year` names, in order; a notice may name days of the December before."""
    days = db.session.scalars(select(SpecialDay).where(SpecialDay.year == year).order_by(SpecialDay.day))
    return [NamedDay(each.day, each.kind, each.name) for each in days]


def holidays_in(year: int) -> Sequence[Holiday]:
    """The same by festival."""
    return holidays_of(named_days_in(year))
