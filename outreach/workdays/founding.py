"""The named days of the years that a library knows; a year that it only guesses stays 未公布."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from flask_babel import force_locale, lazy_gettext

from outreach import clock
from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.web.language import LANGUAGES
from outreach.workdays.holidays import Holiday, named_days_of
from outreach.workdays.models import AnnouncedYear, SpecialDay
from outreach.workdays.rules import NamedDay

#: How the library names a day off that is made up for at a weekend: 休息日（2025-09-28日起取代）
_SWAPPED = re.compile(r"休息日\D{0,40}(\d{4}-\d\d-\d\d)")
#: The notice knows the eve and the festival under one name.
_EVE, _SPRING_FESTIVAL = "农历除夕", "春节"
#: What the program calls its library as the source of a year's days.
LIBRARY = lazy_gettext("From the program's library")
_EARLIEST = 2020
_DAY = timedelta(days=1)


def named_days(year: int) -> list[NamedDay]:
    """The days that the library names for the year, in order; [] where it has no swapped day, for then it guesses.

    Every notice since 2008 has made up for days off at a weekend, so a year without one is not announced yet. As in
    the notice, a holiday holds the weekend that lies inside it or beside it.
    """
    from holidays import country_holidays  # late: no other start of the program needs it

    table = country_holidays("CN", years=year, language="zh_CN")
    worked = {day for day in table.weekend_workdays if day.year == year}
    if not worked:
        return []
    off = {day: name for day, name in table.items() if day.year == year}
    return named_days_of(_holidays(off, worked))


def add_known_years(*, now: datetime, by: Actor) -> None:
    """Store the named days of each year up to the next that the library knows and that has no row yet."""
    for year in range(_EARLIEST, clock.local_day(now).year + 2):
        add_known_year(year, now=now, by=by)


def add_known_year(year: int, *, now: datetime, by: Actor) -> bool:
    """Store the named days of the year, if the library knows them and the year has no row yet; whether it did."""
    days = [] if db.session.get(AnnouncedYear, year) else named_days(year)
    if not days:
        return False
    announced = AnnouncedYear(year=year, source=str(LIBRARY), changed_at=now)
    db.session.add(announced)
    db.session.flush()
    db.session.add_all(SpecialDay(day=each.day, year=year, kind=each.kind, name=each.name) for each in days)
    db.session.flush()
    record_act("workdays.founded", by=by, now=now, subject=announced, year=year)
    return True


def is_the_library(source: str | None) -> bool:
    """Whether the source of a year's days is the library, in whichever language that was noted."""
    for language in LANGUAGES:
        with force_locale(language):
            if source == str(LIBRARY):
                return True
    return False


def _holidays(off: dict[date, str], worked: set[date]) -> Iterator[Holiday]:
    """Each run of days off, with the names of its festivals and the days that are worked for it."""
    for run in _runs(set(off), worked):
        said = [part.strip() for day in run for part in off.get(day, "").split(";")]
        names = dict.fromkeys(_festival(part) for part in said if part and not _SWAPPED.search(part))
        made_up = {date.fromisoformat(match[1]) for part in said if (match := _SWAPPED.search(part))}
        yield Holiday("、".join(names), tuple(run), tuple(sorted(made_up & worked)))


def _runs(off: set[date], worked: set[date]) -> Iterator[list[date]]:
    """The runs of days without work that hold a day off, weekends included, each in order, inside the year."""

    def is_free(day: date) -> bool:
        return day in off or (day.weekday() >= 5 and day not in worked)

    done: set[date] = set()
    for day in sorted(off):
        if day in done:
            continue
        first = last = day
        while is_free(first - _DAY) and (first - _DAY).year == day.year:
            first -= _DAY
        while is_free(last + _DAY) and (last + _DAY).year == day.year:
            last += _DAY
        run = [first + _DAY * number for number in range((last - first).days + 1)]
        done.update(run)
        yield run


def _festival(name: str) -> str:
    bare = name.removesuffix("（补假）")
    return _SPRING_FESTIVAL if bare == _EVE else bare
