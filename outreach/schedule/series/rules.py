"""The days of a series: a pattern such as "every second Tuesday", read as days of the calendar."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.places.markets import is_market_day
from outreach.places.rules import MarketCalendar
from outreach.workdays.rules import DayKind, WorkCalendar


class Repeat(StrEnum):
    """By what a series goes on."""

    WEEKS = "weeks"  # every so many weeks, on days of the week
    MONTH_WEEKDAY = "month_weekday"  # the second Tuesday of a month
    MONTH_DAY = "month_day"  # the 8th of a month
    MARKET = "market"  # the market days of the place


class DayOff(StrEnum):
    """What becomes of a day of the pattern that is not worked."""

    LEAVE_OUT = "leave_out"
    NEXT_WORKING = "next_working"
    KEEP = "keep"


class LeftOut(StrEnum):
    """Why a day of the pattern is not offered at once."""

    DAY_OFF = "day_off"
    SAME_DAY = "same_day"  # it was moved to a day that the series has already
    BEFORE = "before"  # somebody left it out when the series was made


class Scope(StrEnum):
    """Which events of a series a change or a cancellation is meant for."""

    THIS = "this"
    LATER = "later"  # this one and those after it
    ALL = "all"


class Left(StrEnum):
    """Why an event of a series stays as it is when others are changed with one of them."""

    CANCELLED = "cancelled"
    HELD = "held"
    PASSED = "passed"
    OTHER_TEAM = "other_team"


#: From the first to the last day of a series, and how many events are made at once: more would keep the phones waiting.
LONGEST_SPAN = timedelta(days=3 * 366)
MOST = 60
LAST_OF_MONTH = -1


@dataclass(frozen=True)
class Pattern:
    """By what a series goes on from `first`, which need not be a day of it.

    `weekdays` are ISO ones, 1 for Monday; `nth` is 1 to 5, or LAST_OF_MONTH; what `repeat` doesn't ask for is left
    alone. `interval` counts weeks or months.
    """

    repeat: Repeat
    first: date
    interval: int = 1
    weekdays: frozenset[int] = frozenset()
    nth: int | None = None
    month_day: int | None = None
    market_days: str | None = None
    market_calendar: MarketCalendar | None = None
    day_off: DayOff = DayOff.LEAVE_OUT


@dataclass(frozen=True)
class Occasion:
    """One day of a pattern: `slot` is the day that the pattern gives, `day` that on which the event would be."""

    slot: date
    day: date
    left_out: LeftOut | None = None


def check_pattern(pattern: Pattern) -> None:
    """Raise Invalid with the field where the pattern can't be read as days."""
    if not 1 <= pattern.interval <= 52:
        raise Invalid(_("Write a number from 1 to 52."), field="interval", code="interval")
    if pattern.repeat in (Repeat.WEEKS, Repeat.MONTH_WEEKDAY) and not pattern.weekdays:
        raise Invalid(_("Choose at least one day of the week."), field="weekdays", code="no_weekday")
    if pattern.repeat is Repeat.MONTH_DAY and not 1 <= (pattern.month_day or 0) <= 31:
        raise Invalid(_("Write a day of the month, from 1 to 31."), field="month_day", code="month_day")
    if pattern.repeat is Repeat.MARKET and not pattern.market_days:
        raise Invalid(_("The market days of this place are not known."), field="repeat", code="no_market")
    if pattern.repeat is Repeat.MARKET and pattern.day_off is DayOff.NEXT_WORKING:
        message = _("There is no market on the next working day: leave such days out, or keep them.")
        raise Invalid(message, field="day_off", code="no_market_then")


def days_of(pattern: Pattern, end: date) -> Iterator[date]:
    """The days of the pattern from its first day to `end`, included, in order; a month without the day has none."""
    return (day for day in _READ[pattern.repeat](pattern, end) if pattern.first <= day <= end)


def occasions(
    pattern: Pattern,
    calendar: WorkCalendar,
    *,
    after: date,
    taken: Collection[date] = (),
    until: date | None = None,
    count: int | None = None,
) -> list[Occasion]:
    """The days of the pattern behind `after`, to `until` (included) or until `count` of them are not left out.

    They lie within three years of `after`, and `calendar` covers that and a month more. `taken` are days on which the
    series has an event already. Raises Invalid for more than 200, and for none.
    """
    found: list[Occasion] = []
    days = set(taken)
    kept = 0
    for slot in (each for each in days_of(pattern, after + LONGEST_SPAN) if each > after):
        if (until is not None and slot > until) or kept == count:
            break
        found.append(_occasion(slot, pattern, calendar, days))
        if found[-1].left_out is None:
            kept += 1
            days.add(found[-1].day)
        if len(found) > MOST:
            message = _("This makes more than %(most)d events. Choose an earlier end.", most=MOST)
            raise Invalid(message, field="until", code="too_many")
    if not kept:
        raise Invalid(_("No day fits. Choose another pattern, or a later end."), field="until", code="no_days")
    return found


def is_day_off(day: date, pattern: Pattern, calendar: WorkCalendar) -> bool:
    """Whether the day is a public holiday, or a weekend that the pattern fell on without naming the day of the week."""
    if day in calendar.named:
        return calendar.named[day].kind is DayKind.OFF
    names_weekdays = pattern.repeat in (Repeat.WEEKS, Repeat.MONTH_WEEKDAY)
    return day.weekday() >= 5 and not names_weekdays


def shifted(pattern: Pattern, by: timedelta) -> Pattern | None:
    """The pattern whose days all lie `by` whole days later; None where there is none such."""
    if pattern.repeat is not Repeat.WEEKS:
        return None
    moved = {weekday + by.days % 7 for weekday in pattern.weekdays}
    crosses_week = min(moved) <= 7 < max(moved)
    if crosses_week and pattern.interval > 1:
        return None
    first = next(days_of(pattern, pattern.first + LONGEST_SPAN)) + by
    return replace(pattern, first=first, weekdays=frozenset((weekday - 1) % 7 + 1 for weekday in moved))


def _occasion(slot: date, pattern: Pattern, calendar: WorkCalendar, taken: Collection[date]) -> Occasion:
    day, left_out = slot, None
    if pattern.day_off is not DayOff.KEEP and is_day_off(slot, pattern, calendar):
        if pattern.day_off is DayOff.NEXT_WORKING:
            day = calendar.next_working(slot)
        else:
            left_out = LeftOut.DAY_OFF
    return Occasion(slot, day, LeftOut.SAME_DAY if left_out is None and day in taken else left_out)


def _weekly(pattern: Pattern, end: date) -> Iterator[date]:
    monday = pattern.first - timedelta(days=pattern.first.weekday())
    while monday <= end:
        for weekday in sorted(pattern.weekdays):
            yield monday + timedelta(days=weekday - 1)
        monday += timedelta(weeks=pattern.interval)


def _months(pattern: Pattern, end: date) -> Iterator[tuple[int, int]]:
    number = pattern.first.year * 12 + pattern.first.month - 1
    while (number // 12, number % 12 + 1) <= (end.year, end.month):
        yield number // 12, number % 12 + 1
        number += pattern.interval


def _by_weekday_of_month(pattern: Pattern, end: date) -> Iterator[date]:
    for year, month in _months(pattern, end):
        yield from sorted(day for weekday in pattern.weekdays if (day := _nth(year, month, weekday, pattern.nth or 1)))


def _nth(year: int, month: int, weekday: int, nth: int) -> date | None:
    offset, length = monthrange(year, month)
    numbers = list(range((weekday - 1 - offset) % 7 + 1, length + 1, 7))
    if nth == LAST_OF_MONTH:
        return date(year, month, numbers[-1])
    return date(year, month, numbers[nth - 1]) if nth <= len(numbers) else None


def _by_day_of_month(pattern: Pattern, end: date) -> Iterator[date]:
    wanted = pattern.month_day or 1
    for year, month in _months(pattern, end):
        if wanted <= monthrange(year, month)[1]:
            yield date(year, month, wanted)


def _market(pattern: Pattern, end: date) -> Iterator[date]:
    day = pattern.first
    while day <= end:
        if is_market_day(day, pattern.market_days, pattern.market_calendar):
            yield day
        day += timedelta(days=1)


_READ = {
    Repeat.WEEKS: _weekly,
    Repeat.MONTH_WEEKDAY: _by_weekday_of_month,
    Repeat.MONTH_DAY: _by_day_of_month,
    Repeat.MARKET: _market,
}
