"""Where an event of one year goes in another: the same campaign, week and weekday, on a working day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from outreach.periods import Period, year
from outreach.workdays.rules import WorkCalendar

_WEEK = timedelta(days=7)
#: How far from its weekday an event is moved at most to find a working day.
_REACH = 14


class Origin(StrEnum):
    """Why a line is in the draft: it was in the old year's plan, or its place was not visited for long."""

    PLAN = "plan"
    NEGLECTED = "neglected"


class State(StrEnum):
    """What became of a line. WANTED waits for its turn; KEPT was changed since, so that undoing leaves it alone."""

    OPEN = "open"
    WANTED = "wanted"
    MADE = "made"
    LEFT = "left"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"


@dataclass(frozen=True)
class Moved:
    """The day in the new year, and whether it had to leave its weekday because that one is off."""

    day: date
    is_shifted: bool


def same_week(day: date, from_year: int, to_year: int) -> date:
    """The day of the same ISO week and weekday in the other year; at the edges of it the next such weekday inside."""
    iso = day.isocalendar()
    iso_year = to_year + iso.year - from_year
    last_week = date(iso_year, 12, 28).isocalendar().week
    found = date.fromisocalendar(iso_year, min(iso.week, last_week), iso.weekday)
    return _into(found, year(to_year))


def same_week_of(day: date, old: Period, new: Period) -> date:
    """The day of the same weekday in the same week of a campaign's new edition as `day` has in its old one."""
    weeks = (_monday(day) - _monday(old.first)).days // 7
    return _into(_monday(new.first) + weeks * _WEEK + timedelta(days=day.weekday()), new)


def on_working_day(day: date, calendar: WorkCalendar, within: Period) -> Moved:
    """The nearest working day, of the same week where it has one, inside `within` where that has one.

    Of two at the same distance it is the later one. What is not announced is taken as it is known: weekends are off.
    """
    near = sorted(_around(day), key=lambda each: (_monday(each) != _monday(day), abs((each - day).days), each < day))
    for inside in (True, False):
        for each in near:
            if calendar.can_be_proposed(each) and (each in within or not inside):
                return Moved(each, each != day)
    return Moved(day, False)


def scaled(number: int | None, percent: int) -> int | None:
    """A number that was expected, times `percent` / 100, rounded up; None where none was."""
    return None if number is None else -(-number * percent // 100)


def _around(day: date) -> Iterator[date]:
    return (day + timedelta(days=offset) for offset in range(-_REACH, _REACH + 1))


def _into(day: date, span: Period) -> date:
    """The nearest day of the same weekday inside the span; the nearest day at all, where it has no such weekday."""
    while day < span.first:
        day += _WEEK
    while day > span.last:
        day -= _WEEK
    return max(day, span.first)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
