"""The named days of the years that a library knows; a year that it only guesses stays 未公布."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select

from outreach import clock
from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.workdays.models import AnnouncedYear, SpecialDay
from outreach.workdays.rules import DayKind, NamedDay

#: How the library names a day off that is made up for at a weekend: 休息日（2025-09-28日起取代）
_SWAPPED = "休息日"
_EARLIEST = 2020


def named_days(year: int) -> list[NamedDay]:
    """The days that the library names for the year, in order; [] where it has no swapped day, for then it guesses.

    Every notice since 2008 has made up for days off at a weekend, so a year without one is not announced yet.
    """
    from holidays import country_holidays  # late: no other start of the program needs it

    table = country_holidays("CN", years=year, language="zh_CN")
    off = {day: name for day, name in table.items() if day.year == year}
    worked = sorted(day for day in table.weekend_workdays if day.year == year)
    if not worked:
        return []
    names = dict(_own_names(off))
    names |= _weekends_beside(names, set(worked))
    days = [NamedDay(day, DayKind.OFF, name) for day, name in names.items()]
    days += [NamedDay(day, DayKind.WORKED, _nearest(names, day)) for day in worked]
    return sorted(days, key=lambda each: each.day)


def add_known_years(*, now: datetime, by: Actor) -> None:
    """Store the named days of each year up to the next that the library knows and that has no row yet."""
    there = set(db.session.scalars(select(AnnouncedYear.year)))
    added = []
    for year in range(_EARLIEST, clock.local_day(now).year + 2):
        days = [] if year in there else named_days(year)
        if days:
            db.session.add(AnnouncedYear(year=year, source=_("From the program's library"), changed_at=now))
            db.session.flush()
            db.session.add_all(SpecialDay(day=each.day, year=year, kind=each.kind, name=each.name) for each in days)
            added.append(year)
    db.session.flush()
    if added:
        record_act("workdays.founded", by=by, now=now, years=added)


def _own_names(off: dict[date, str]) -> Iterator[tuple[date, str]]:
    """Each day off with its festival's name: a swapped day has that of the festival nearest to it."""
    festivals = {day: _bare(name.split(";")[0]) for day, name in off.items() if _SWAPPED not in name.split(";")[0]}
    for day, name in off.items():
        own = [_bare(part) for part in name.split(";") if _SWAPPED not in part]
        yield day, "、".join(own) if own else _nearest(festivals, day)


def _weekends_beside(names: dict[date, str], worked: set[date]) -> dict[date, str]:
    """The weekend days that touch a day off: the notices count them in, the library leaves them out."""
    beside: dict[date, str] = {}
    for step in (timedelta(days=1), timedelta(days=-1)):
        for start, name in names.items():
            day = start + step
            while day.weekday() > 4 and day.year == start.year and day not in worked and day not in names:
                beside.setdefault(day, name)
                day += step
    return beside


def _bare(name: str) -> str:
    return name.strip().removesuffix("（补假）")


def _nearest(names: dict[date, str], day: date) -> str:
    return min(names.items(), key=lambda each: (abs((each[0] - day).days), each[0]))[1] if names else ""
