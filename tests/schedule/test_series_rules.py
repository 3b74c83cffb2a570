"""A pattern read as days: tables of cases, and what holds for every pattern."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import Invalid
from outreach.places.rules import MarketCalendar
from outreach.schedule.series.rules import (
    LAST_OF_MONTH,
    LONGEST_SPAN,
    MOST,
    DayOff,
    LeftOut,
    Pattern,
    Repeat,
    check_pattern,
    days_of,
    occasions,
    shifted,
)
from outreach.workdays.rules import DayKind, NamedDay, WorkCalendar

TUESDAY = date(2026, 12, 1)
NATIONAL_DAY = {
    date(2026, 10, number): NamedDay(date(2026, 10, number), DayKind.OFF, "国庆节") for number in range(1, 8)
}
MADE_UP = date(2026, 10, 10)  # a Saturday
CALENDAR = WorkCalendar(NATIONAL_DAY | {MADE_UP: NamedDay(MADE_UP, DayKind.WORKED, "国庆节")}, {2026})
ORDINARY = WorkCalendar()


def weekly(first: date = TUESDAY, *weekdays: int, **changes: Any) -> Pattern:
    """Every week on the weekdays, or on that of the first day."""
    return Pattern(Repeat.WEEKS, first, weekdays=frozenset(weekdays or {first.isoweekday()}), **changes)


def monthly(first: date, nth: int, weekday: int, **changes: Any) -> Pattern:
    """The nth weekday of each month."""
    return Pattern(Repeat.MONTH_WEEKDAY, first, weekdays=frozenset({weekday}), nth=nth, **changes)


def dated(first: date, month_day: int, **changes: Any) -> Pattern:
    """A day of each month."""
    return Pattern(Repeat.MONTH_DAY, first, month_day=month_day, **changes)


def market(first: date, digits: str, calendar: MarketCalendar = MarketCalendar.SOLAR, **changes: Any) -> Pattern:
    """The market days of a place."""
    return Pattern(Repeat.MARKET, first, market_days=digits, market_calendar=calendar, **changes)


@pytest.mark.parametrize(
    ("pattern", "days"),
    [
        (weekly(TUESDAY, interval=2), ["2026-12-01", "2026-12-15", "2026-12-29", "2027-01-12"]),
        (weekly(TUESDAY, 2, 4, interval=2), ["2026-12-01", "2026-12-03", "2026-12-15", "2026-12-17"]),
        (weekly(date(2026, 12, 3), 2, 4), ["2026-12-03", "2026-12-08", "2026-12-10"]),
        (weekly(date(2026, 12, 30), 7), ["2027-01-03", "2027-01-10"]),
        (monthly(TUESDAY, 2, 2), ["2026-12-08", "2027-01-12", "2027-02-09"]),
        (monthly(TUESDAY, LAST_OF_MONTH, 5), ["2026-12-25", "2027-01-29", "2027-02-26"]),
        (monthly(TUESDAY, 5, 2), ["2026-12-29", "2027-03-30", "2027-06-29"]),
        (monthly(date(2026, 12, 9), 2, 2, interval=3), ["2027-03-09", "2027-06-08"]),
        (dated(TUESDAY, 8), ["2026-12-08", "2027-01-08"]),
        (dated(date(2027, 1, 31), 31), ["2027-01-31", "2027-03-31", "2027-05-31"]),
        (dated(date(2028, 1, 1), 29, interval=1), ["2028-01-29", "2028-02-29", "2028-03-29"]),
        (dated(date(2027, 1, 1), 29), ["2027-01-29", "2027-03-29"]),
        (market(TUESDAY, "3,8"), ["2026-12-03", "2026-12-08", "2026-12-13", "2026-12-18"]),
        (market(date(2026, 2, 17), "3,8", MarketCalendar.LUNAR), ["2026-02-19", "2026-02-24", "2026-03-01"]),
    ],
    ids=lambda value: value.repeat if isinstance(value, Pattern) else value[0],
)
def test_a_pattern_gives_its_days(pattern: Pattern, days: list[str]) -> None:
    found = days_of(pattern, pattern.first + LONGEST_SPAN)
    assert [next(found).isoformat() for _day in days] == days


@pytest.mark.parametrize(
    ("pattern", "field"),
    [
        (replace(weekly(), interval=0), "interval"),
        (replace(weekly(), interval=53), "interval"),
        (replace(weekly(), weekdays=frozenset()), "weekdays"),
        (dated(TUESDAY, 32), "month_day"),
        (Pattern(Repeat.MONTH_DAY, TUESDAY), "month_day"),
        (Pattern(Repeat.MARKET, TUESDAY), "repeat"),
        (market(TUESDAY, "3", day_off=DayOff.NEXT_WORKING), "day_off"),
    ],
)
def test_a_pattern_that_says_nothing_is_refused_at_its_field(pattern: Pattern, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_pattern(pattern)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        (
            weekly(date(2026, 9, 22)),
            [("09-29", "09-29", None), ("10-06", "10-06", "day_off"), ("10-13", "10-13", None)],
        ),
        (
            weekly(date(2026, 9, 22), day_off=DayOff.NEXT_WORKING),
            [("09-29", "09-29", None), ("10-06", "10-08", None), ("10-13", "10-13", None)],
        ),
        (weekly(date(2026, 9, 22), day_off=DayOff.KEEP), [("09-29", "09-29", None), ("10-06", "10-06", None)]),
        (weekly(date(2026, 9, 26)), [("10-03", "10-03", "day_off"), ("10-10", "10-10", None)]),
        (
            dated(date(2026, 8, 22), 22),
            [("09-22", "09-22", None), ("10-22", "10-22", None), ("11-22", "11-22", "day_off")],
        ),
        (
            weekly(date(2026, 9, 30), 3, 4, day_off=DayOff.NEXT_WORKING),
            [("10-01", "10-08", None), ("10-07", "10-08", "same_day"), ("10-08", "10-08", "same_day")],
        ),
    ],
    ids=["left out", "moved", "kept", "a weekend that was chosen", "a weekend that a date fell on", "two on one day"],
)
def test_a_day_off_is_left_out_moved_or_kept(pattern: Pattern, told: list[tuple[str, str, str | None]]) -> None:
    found = occasions(pattern, CALENDAR, after=pattern.first, until=date(2026, 12, 31))
    assert [(f"{each.slot:%m-%d}", f"{each.day:%m-%d}", each.left_out) for each in found][: len(told)] == told


def test_a_number_counts_what_is_not_left_out() -> None:
    found = occasions(weekly(date(2026, 9, 22)), CALENDAR, after=date(2026, 9, 22), count=3)
    assert [each.left_out for each in found] == [None, LeftOut.DAY_OFF, None, None]


def test_a_day_that_the_series_has_already_is_not_taken_twice() -> None:
    found = occasions(weekly(), ORDINARY, after=TUESDAY, taken=[date(2026, 12, 8)], count=1)
    assert [each.left_out for each in found] == [LeftOut.SAME_DAY, None]


@pytest.mark.parametrize(
    ("pattern", "until", "code"),
    [
        (weekly(TUESDAY, 1, 2, 3, 4, 5, 6, 7), date(2027, 12, 31), "too_many"),
        (weekly(), TUESDAY, "no_days"),
        (monthly(TUESDAY, 5, 1), date(2027, 2, 28), "no_days"),
        (weekly(date(2026, 9, 29)), date(2026, 10, 6), "no_days"),
    ],
)
def test_too_many_days_and_none_are_refused(pattern: Pattern, until: date, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        occasions(pattern, CALENDAR, after=pattern.first, until=until)
    assert refused.value.code == code


PATTERNS = st.one_of(
    st.builds(
        lambda first, weekdays, interval: weekly(first, *weekdays, interval=interval),
        st.dates(date(2020, 1, 1), date(2040, 12, 31)),
        st.sets(st.integers(1, 7), min_size=1),
        st.integers(1, 8),
    ),
    st.builds(
        lambda first, nth, weekday, interval: monthly(first, nth, weekday, interval=interval),
        st.dates(date(2020, 1, 1), date(2040, 12, 31)),
        st.sampled_from([1, 2, 3, 4, 5, LAST_OF_MONTH]),
        st.integers(1, 7),
        st.integers(1, 12),
    ),
    st.builds(
        lambda first, day, interval: dated(first, day, interval=interval),
        st.dates(date(2020, 1, 1), date(2040, 12, 31)),
        st.integers(1, 31),
        st.integers(1, 12),
    ),
)


@given(PATTERNS)
def test_days_rise_from_the_first_and_end_with_the_span(pattern: Pattern) -> None:
    end = pattern.first + LONGEST_SPAN
    days = list(days_of(pattern, end))
    assert days == sorted(set(days))
    assert all(pattern.first <= day <= end for day in days)
    if pattern.repeat is Repeat.MONTH_DAY:
        assert {day.day for day in days} <= {pattern.month_day}
    else:
        assert {day.isoweekday() for day in days} <= pattern.weekdays
    if pattern.repeat is Repeat.WEEKS and len(pattern.weekdays) == 1:
        assert {later - day for day, later in pairwise(days)} == {timedelta(weeks=pattern.interval)}
    if pattern.repeat is Repeat.MONTH_WEEKDAY and pattern.nth not in (5, LAST_OF_MONTH):
        assert {(day.day - 1) // 7 + 1 for day in days} <= {pattern.nth}


@given(PATTERNS, st.sampled_from(DayOff), st.sets(st.dates(date(2020, 1, 1), date(2044, 1, 1)), max_size=40))
def test_no_two_events_of_a_series_fall_on_one_day(pattern: Pattern, day_off: DayOff, off: set[date]) -> None:
    calendar = WorkCalendar({day: NamedDay(day, DayKind.OFF, "节") for day in off}, ())
    try:
        found = occasions(replace(pattern, day_off=day_off), calendar, after=pattern.first, count=30)
    except Invalid:
        return
    kept = [each.day for each in found if each.left_out is None]
    assert 1 <= len(kept) == len(set(kept)) <= min(30, MOST)
    if day_off is not DayOff.KEEP:
        assert not off & set(kept)


@given(PATTERNS, st.integers(-400, 400))
def test_a_shifted_pattern_gives_the_shifted_days(pattern: Pattern, days: int) -> None:
    by = timedelta(days=days)
    moved = shifted(pattern, by)
    if moved is None:
        assert pattern.repeat is not Repeat.WEEKS or (pattern.interval > 1 and len(pattern.weekdays) > 1)
        return
    end = pattern.first + timedelta(days=500)
    assert list(days_of(moved, end + by)) == [day + by for day in days_of(pattern, end)]
