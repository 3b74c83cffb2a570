"""The stretches of time that a picture of views is divided into, and what else it can be divided by."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from outreach.periods import Period, months_of

#: How many days before and after a piece appeared its consultations are counted in.
BESIDE_DAYS = 14


class Step(StrEnum):
    """How long each stretch of a picture is."""

    MONTH = "month"
    WEEK = "week"


class By(StrEnum):
    """What a picture of views is divided by. Channels and teams add up to the whole; campaigns overlap."""

    CHANNEL = "channel"
    TEAM = "team"
    CAMPAIGN = "campaign"


class Order(StrEnum):
    """How pieces beside consultations are ordered."""

    LATEST = "latest"
    MORE_AFTER = "more_after"


@dataclass(frozen=True)
class Stretch:
    """A part of the period: its number within the year (months 1 to 12, weeks 0 to 53) and its days."""

    number: int
    period: Period


def days_before_year(year: int) -> int:
    """How many days of the year's first week, which begins on a Monday, lie in the year before."""
    return date(year, 1, 1).weekday()


def stretches(step: Step, period: Period) -> list[Stretch]:
    """The parts of a period within one year, in order; the first and the last are cut at its ends."""
    if step is Step.MONTH:
        return [Stretch(part.first.month, part & period or part) for part in months_of(period)]
    monday = date(period.first.year, 1, 1) - timedelta(days=days_before_year(period.first.year))
    first, last = ((day - monday).days // 7 for day in (period.first, period.last))
    weeks = (Period(begins, begins + timedelta(days=6)) for begins in _mondays(monday, first, last))
    return [Stretch(number, week & period or week) for number, week in enumerate(weeks, first)]


def _mondays(monday: date, first: int, last: int) -> list[date]:
    return [monday + timedelta(days=7 * number) for number in range(first, last + 1)]


def heat_of(amount: int, largest: int) -> int:
    """How dark a cell is, from 0 (nothing) to 5 (the largest); whatever is more than nothing is at least 1."""
    return 0 if amount <= 0 else max(1, -(-amount * 5 // largest))


def share_of(part: int, whole: int) -> int:
    """How many per cent of the whole a part is, rounded down; 0 of nothing."""
    return 0 if whole <= 0 else max(0, part * 100 // whole)


def days_before(day: date) -> Period:
    """The days before a piece appeared in which consultations are counted for comparison."""
    return Period(day - timedelta(days=BESIDE_DAYS), day - timedelta(days=1))


def days_after(day: date) -> Period:
    """The days from a piece's own day on in which consultations are counted beside it: as many as before."""
    return Period(day, day + timedelta(days=BESIDE_DAYS - 1))
