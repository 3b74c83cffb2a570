"""Where an event of one year goes in another: tables and properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from outreach.drafts.rules import Moved, on_working_day, same_week, same_week_of, scaled
from outreach.periods import Period, year
from outreach.workdays.rules import DayKind, NamedDay, WorkCalendar


@pytest.mark.parametrize(
    ("day", "to_year", "expected"),
    [
        (date(2025, 3, 4), 2026, date(2026, 3, 3)),  # Tuesday of week 10
        (date(2025, 1, 1), 2026, date(2026, 1, 7)),  # week 1 of 2026 has its Wednesday in 2025
        (date(2025, 12, 30), 2026, date(2026, 12, 29)),  # of week 1 of the year after
        (date(2026, 12, 31), 2027, date(2027, 12, 30)),  # week 53, which 2027 has not
        (date(2024, 2, 29), 2025, date(2025, 2, 27)),
    ],
)
def test_the_week_and_weekday_stay(day: date, to_year: int, expected: date) -> None:
    assert same_week(day, day.year, to_year) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 12, 2), date(2025, 12, 1)),  # Monday of the first week
        (date(2024, 12, 4), date(2025, 12, 3)),
        (date(2024, 12, 1), date(2025, 12, 7)),  # a Sunday stays one
    ],
)
def test_the_week_of_a_campaign_stays(day: date, expected: date) -> None:
    old, new = (Period(date(each, 12, 1), date(each, 12, 7)) for each in (2024, 2025))
    assert same_week_of(day, old, new) == expected


def off(*days: date) -> WorkCalendar:
    return WorkCalendar({day: NamedDay(day, DayKind.OFF, "假") for day in days}, {2026})


def test_a_day_off_gives_way_to_the_nearest_working_day_of_its_week() -> None:
    friday = date(2026, 5, 1)
    assert on_working_day(friday, off(friday), year(2026)) == Moved(date(2026, 4, 30), True)
    monday = date(2026, 5, 4)
    assert on_working_day(monday, off(monday), year(2026)) == Moved(date(2026, 5, 5), True)
    assert on_working_day(date(2026, 5, 6), off(), year(2026)) == Moved(date(2026, 5, 6), False)


def test_a_whole_week_off_leads_to_the_next_one() -> None:
    week = [date(2026, 2, 16) + timedelta(days=n) for n in range(7)]
    assert on_working_day(week[3], off(*week), year(2026)).day in {date(2026, 2, 13), date(2026, 2, 23)}


def test_inside_a_campaign_a_working_day_of_it_goes_first() -> None:
    week = Period(date(2026, 12, 1), date(2026, 12, 4))
    assert on_working_day(date(2026, 12, 4), off(date(2026, 12, 4)), week).day == date(2026, 12, 3)


def test_new_year_is_off_before_any_notice_says_so() -> None:
    assert on_working_day(date(2027, 1, 1), WorkCalendar(), year(2027)) == Moved(date(2027, 1, 4), True)
    assert on_working_day(date(2027, 10, 1), WorkCalendar(), year(2027)) == Moved(date(2027, 9, 30), True)


@given(
    day=some.dates(date(2020, 1, 1), date(2035, 12, 31)),
    ahead=some.integers(1, 3),
    gone=some.sets(some.integers(0, 364), max_size=30),
)
def test_the_new_day_is_in_the_year_on_its_weekday_or_else_on_a_working_day(
    day: date, ahead: int, gone: set[int]
) -> None:
    span = year(day.year + ahead)
    moved = same_week(day, day.year, day.year + ahead)
    assert moved in span and moved.weekday() == day.weekday()
    assert abs((moved - day).days - 365 * ahead) <= 10
    calendar = off(*(span.first + timedelta(days=n) for n in gone))
    found = on_working_day(moved, calendar, span)
    assert calendar.is_working(found.day) and found.day in span
    assert found.is_shifted == (found.day != moved)
    assert on_working_day(found.day, calendar, span) == Moved(found.day, False)


@given(
    first=some.dates(date(2020, 1, 1), date(2030, 12, 31)),
    length=some.integers(6, 100),
    at=some.integers(0, 100),
    shift=some.integers(350, 380),
)
def test_inside_an_edition_a_day_stays_inside_and_on_its_weekday(first: date, length: int, at: int, shift: int) -> None:
    old = Period(first, first + timedelta(days=length))
    new = Period(first + timedelta(days=shift), first + timedelta(days=shift + length))
    day = first + timedelta(days=min(at, length))
    moved = same_week_of(day, old, new)
    assert moved in new and moved.weekday() == day.weekday()


@pytest.mark.parametrize(
    ("number", "percent", "expected"), [(None, 105, None), (200, 105, 210), (7, 105, 8), (0, 50, 0)]
)
def test_expected_numbers_grow_by_the_percentage_rounded_up(
    number: int | None, percent: int, expected: int | None
) -> None:
    assert scaled(number, percent) == expected
