"""A span of local days, both ends included, and the instants between which it lies."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import lazy_gettext as _

from outreach import clock, errors

FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, order=True)
class Period:
    """The local days from `first` to `last`, both included; Invalid (`period_backwards`) when `last` comes first.

    Ordered by `first`, then `last`. Iterating gives each day; `in` takes a day or another period.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if isinstance(self.first, datetime) or isinstance(self.last, datetime):
            raise TypeError("a period is made of days, not of instants")
        if self.last < self.first:
            raise errors.Invalid(
                _("The last day, %(last)s, is before the first day, %(first)s.", first=self.first, last=self.last),
                code="period_backwards",
                first=self.first,
                last=self.last,
            )

    @property
    def days(self) -> int:
        """How many days it has, 1 or more."""
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(self.days))

    def __contains__(self, part: "date | Period") -> bool:
        if isinstance(part, Period):
            return self.first <= part.first and part.last <= self.last
        return self.first <= part <= self.last

    def meets(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def __and__(self, other: "Period") -> "Period | None":
        """The days that both have, None where they have none."""
        if not self.meets(other):
            return None
        return Period(max(self.first, other.first), min(self.last, other.last))


def between(one: date | None, other: date | None) -> Period | None:
    """The days from the earlier to the later one, open at the end that is not said; None where neither is."""
    if one is None and other is None:
        return None
    days = (one or date(FIRST_YEAR, 1, 1), other or date(LAST_YEAR, 12, 31))
    return Period(min(days), max(days))


def year(number: int) -> Period:
    """1 January to 31 December; Invalid (`year_out_of_range`) outside 1900-2199."""
    _check_year(number)
    return Period(date(number, 1, 1), date(number, 12, 31))


def quarter(year_number: int, number: int) -> Period:
    """The quarter 1 to 4 of a year; Invalid for any other."""
    _check_year(year_number)
    if not 1 <= number <= 4:
        raise errors.Invalid(_("A year has the quarters 1 to 4."), code="no_such_quarter", quarter=number)
    return Period(date(year_number, 3 * number - 2, 1), _last_of_month(year_number, 3 * number))


def month(year_number: int, number: int) -> Period:
    """The month 1 to 12 of a year; Invalid for any other."""
    _check_year(year_number)
    if not 1 <= number <= 12:
        raise errors.Invalid(_("A year has the months 1 to 12."), code="no_such_month", month=number)
    return Period(date(year_number, number, 1), _last_of_month(year_number, number))


def month_of(day: date) -> Period:
    """The month in which `day` lies."""
    return month(day.year, day.month)


def week_of(day: date) -> Period:
    """The week of `day`, Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def in_year(day: date, year_number: int) -> date:
    """The same day of another year; of 29 February the 28th where that year has no 29th."""
    try:
        return day.replace(year=year_number)
    except ValueError:
        return day.replace(year=year_number, day=28)


def months_of(period: Period) -> tuple[Period, ...]:
    """Every month that has a day in `period`, whole, in order; `&` cuts the outer ones to size."""
    numbers = range(_month_number(period.first), _month_number(period.last) + 1)
    return tuple(month(number // 12, number % 12 + 1) for number in numbers)


def instants(period: Period) -> tuple[datetime, datetime]:
    """The UTC instants at which the period begins and at which the day after it begins: start included, end not."""
    after = period.last + timedelta(days=1)
    return clock.instant(datetime.combine(period.first, time())), clock.instant(datetime.combine(after, time()))


def _check_year(number: int) -> None:
    if not FIRST_YEAR <= number <= LAST_YEAR:
        raise errors.Invalid(
            _("A year is between %(first)s and %(last)s.", first=FIRST_YEAR, last=LAST_YEAR),
            code="year_out_of_range",
            year=number,
        )


def _last_of_month(year_number: int, number: int) -> date:
    return date(year_number + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1
