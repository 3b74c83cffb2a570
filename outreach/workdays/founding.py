"""The named days of the years that a library knows; a year that it only guesses stays 未公布."""

from collections.abc import Iterator
from datetime import date, datetime

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
    days = [NamedDay(day, DayKind.OFF, names[day]) for day in off]
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


def _bare(name: str) -> str:
    return name.strip().removesuffix("（补假）")


def _nearest(names: dict[date, str], day: date) -> str:
    return min(names.items(), key=lambda each: (abs((each[0] - day).days), each[0]))[1] if names else ""
