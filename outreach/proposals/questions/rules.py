"""What rises: which spans are held against each other, and by how much more has to be asked."""

from datetime import date, timedelta

from outreach.periods import Period, in_year, month

#: So many have to ask before anything is said: three instead of one is chance.
AT_LEAST = 10
#: And by half as many again as in the same months of the year before.
NUMERATOR, DENOMINATOR = 3, 2
#: Full months that are looked at.
MONTHS = 3


def is_rise(asked: int, before: int) -> bool:
    """Whether so many are plainly more than in the same days of the year before; a topic nobody asked about is new."""
    return asked >= AT_LEAST and asked * DENOMINATOR >= before * NUMERATOR


def latest_span(today: date) -> Period:
    """The full months before the one of `today`."""
    last = today.replace(day=1) - timedelta(days=1)
    number = last.year * 12 + last.month - MONTHS
    return Period(month(number // 12, number % 12 + 1).first, last)


def year_before(period: Period) -> Period:
    """The same days of the year before; the end of a month stays the end of it."""
    last = in_year(period.last, period.last.year - 1)
    if (period.last + timedelta(days=1)).day == 1:
        last = month(last.year, last.month).last
    return Period(in_year(period.first, period.first.year - 1), last)


def change_in_percent(asked: int, before: int) -> int | None:
    """By how many percent more (or less, below zero) is asked; None where nobody asked before."""
    return None if before <= 0 else round((asked - before) * 100 / before)
