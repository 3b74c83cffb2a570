"""What the calendar's address asks for."""

from datetime import date

import pytest

from outreach.periods import Period
from outreach.schedule.calendar.spans_shown import Shown, Unit, View, around, shown

TODAY = date(2025, 3, 4)  # a Tuesday


@pytest.mark.parametrize(
    ("arguments", "view", "first", "last"),
    [
        ({}, View.MONTH, date(2025, 3, 1), date(2025, 3, 31)),
        ({"month": "2024-02"}, View.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ({"month": "2024-2"}, View.MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ({"view": "week"}, View.WEEK, date(2025, 3, 3), date(2025, 3, 9)),
        ({"view": "week", "week": "2025-01-01"}, View.WEEK, date(2024, 12, 30), date(2025, 1, 5)),
        ({"view": "year", "year": "2026"}, View.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        ({"view": "list", "day": "2025-03-08"}, View.LIST, date(2025, 3, 8), date(2025, 3, 8)),
        ({"view": "list", "week": "2025-03-08"}, View.LIST, date(2025, 3, 3), date(2025, 3, 9)),
        # a place in time that the view does not show is kept as well as it can be
        ({"view": "week", "month": "2025-05"}, View.WEEK, date(2025, 4, 28), date(2025, 5, 4)),
        ({"view": "week", "month": "2025-03"}, View.WEEK, date(2025, 3, 3), date(2025, 3, 9)),
        ({"view": "list", "year": "2026"}, View.LIST, date(2026, 1, 1), date(2026, 1, 31)),
        # what can't be read is today
        ({"month": "2025-13"}, View.MONTH, date(2025, 3, 1), date(2025, 3, 31)),
        ({"month": "March"}, View.MONTH, date(2025, 3, 1), date(2025, 3, 31)),
        ({"view": "week", "week": "9999-12-31"}, View.WEEK, date(2025, 3, 3), date(2025, 3, 9)),
        ({"view": "year", "year": "1"}, View.YEAR, date(2025, 1, 1), date(2025, 12, 31)),
        ({"view": "decade"}, View.MONTH, date(2025, 3, 1), date(2025, 3, 31)),
    ],
)
def test_an_address_asks_for_a_view_and_its_days(
    arguments: dict[str, str], view: View, first: date, last: date
) -> None:
    asked = shown(arguments, TODAY)
    assert (asked.view, asked.period) == (view, Period(first, last))


@pytest.mark.parametrize("view", View)
def test_the_address_of_what_is_shown_shows_it_again_on_another_day(view: View) -> None:
    asked = around(view, date(2024, 12, 31))
    assert shown(asked.arguments, TODAY) == asked


@pytest.mark.parametrize("view", View)
def test_one_step_forth_and_one_back_is_where_one_was(view: View) -> None:
    asked = around(view, TODAY)
    later = asked.beside(1)
    assert later is not None
    assert later.beside(-1) == asked


def test_there_is_nothing_beyond_the_years_of_the_calendar() -> None:
    assert around(View.YEAR, date(2199, 5, 5)).beside(1) is None
    assert around(View.MONTH, date(1900, 1, 1)).beside(-1) is None


def test_another_view_stays_at_the_same_place_in_time() -> None:
    week = around(View.WEEK, date(2025, 7, 1))  # 30 June to 6 July: its Thursday lies in July
    assert week.as_view(View.MONTH, TODAY).period.first == date(2025, 7, 1)
    assert week.as_view(View.LIST, TODAY) == Shown(View.LIST, Unit.WEEK, week.period)
    assert around(View.YEAR, TODAY).as_view(View.MONTH, TODAY).period.first == date(2025, 3, 1)
