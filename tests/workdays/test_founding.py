"""The holidays that the program knows: announced years whole, a year that is not announced not at all."""

from datetime import date

import pytest
from flask import Flask

from outreach.audit.actions import Machine
from outreach.db import transaction
from outreach.periods import Period
from outreach.workdays.founding import add_known_years, named_days
from outreach.workdays.models import AnnouncedYear, SpecialDay
from outreach.workdays.queries import work_calendar
from outreach.workdays.rules import DayKind, WorkCalendar
from tests.making import NOW, stored


@pytest.mark.parametrize(
    ("day", "works", "name"),
    [
        (date(2025, 1, 28), False, "春节"),  # its eve
        (date(2025, 2, 1), False, "春节"),  # a Saturday inside it
        (date(2025, 4, 6), False, "清明节"),  # a Sunday beside it
        (date(2025, 9, 28), True, "国庆节、中秋节"),  # a Sunday that is made up for
        (date(2025, 10, 8), False, "国庆节、中秋节"),  # a Wednesday
        (date(2025, 10, 9), True, None),
        (date(2025, 10, 11), True, "国庆节、中秋节"),
        (date(2025, 10, 12), False, None),  # an ordinary Sunday
        (date(2025, 6, 2), False, "端午节"),  # a Monday for a Saturday
    ],
)
def test_days_are_worked_as_the_notice_says(app_context: Flask, day: date, works: bool, name: str | None) -> None:
    with transaction():
        add_known_years(now=NOW, by=Machine())
    calendar = work_calendar(Period(date(2025, 1, 1), date(2025, 12, 31)))
    assert (calendar.is_working(day), calendar.name(day), calendar.is_known(day)) == (works, name, True)


def test_a_year_without_a_notice_is_not_guessed() -> None:
    assert named_days(2099) == []
    assert not WorkCalendar().is_known(date(2099, 5, 3))


def test_known_years_are_added_once(app_context: Flask) -> None:
    for _twice in range(2):
        with transaction():
            add_known_years(now=NOW, by=Machine())
    assert len(work_calendar(Period(date(2025, 1, 1), date(2025, 12, 31))).named) == len(named_days(2025))


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2024, ["2024-02-17", "2024-04-06", "2024-05-04", "2024-09-15", "2024-10-05"]),
        (2025, ["2025-02-01", "2025-04-05", "2025-05-03", "2025-06-01", "2025-10-04"]),
        (2026, ["2026-01-03", "2026-02-15", "2026-04-04", "2026-05-03", "2026-06-20", "2026-10-04"]),
    ],
)
def test_a_weekend_that_touches_days_off_is_off_with_them(year: int, days: list[str]) -> None:
    off = {each.day.isoformat() for each in named_days(year) if each.kind is DayKind.OFF}
    assert off >= set(days)
    assert not off & {"2024-02-18", "2025-01-26", "2026-01-04", "2026-02-14"}  # worked to make up


def test_a_day_that_the_next_years_notice_names_is_known_before_its_own_year_is(app_context: Flask) -> None:
    stored(AnnouncedYear(year=2031, changed_at=NOW))
    stored(SpecialDay(day=date(2030, 12, 31), year=2031, kind=DayKind.OFF, name="元旦"))
    calendar = work_calendar(Period(date(2030, 12, 20), date(2031, 1, 5)))
    assert (calendar.name(date(2030, 12, 31)), calendar.announced) == ("元旦", {2031})
