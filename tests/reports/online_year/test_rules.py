"""How a period is divided for a picture, and which days stand beside a piece."""

from datetime import date, timedelta

import pytest

from outreach.periods import Period, year
from outreach.reports.online_year.rules import Step, days_after, days_before, heat_of, share_of, stretches


@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("number", [2018, 2024, 2025, 2026, 2028])
def test_stretches_cover_every_day_once(step: Step, number: int) -> None:
    for period in (year(number), Period(date(number, 2, 3), date(number, 9, 30))):
        days = [day for each in stretches(step, period) for day in each.period]
        assert days == list(period)


@pytest.mark.parametrize("number", [2018, 2024, 2025, 2026, 2028])
def test_weeks_begin_on_monday_and_have_the_number_that_the_day_of_the_year_gives(number: int) -> None:
    first = date(number, 1, 1)
    for week in stretches(Step.WEEK, year(number)):
        assert week.period.first.weekday() == 0 or week.period.first == first
        for day in week.period:
            assert ((day - first).days + first.weekday()) // 7 == week.number


def test_as_many_days_before_a_piece_as_from_its_own_day_on() -> None:
    day = date(2025, 3, 4)
    assert days_before(day).days == days_after(day).days == 14
    assert days_before(day).last == day - timedelta(days=1)
    assert day in days_after(day)


@pytest.mark.parametrize(("amount", "heat"), [(0, 0), (1, 1), (20, 1), (21, 2), (99, 5), (100, 5)])
def test_a_cell_is_the_darker_the_more_it_holds(amount: int, heat: int) -> None:
    assert heat_of(amount, 100) == heat


@pytest.mark.parametrize(("part", "whole", "share"), [(1, 3, 33), (3, 3, 100), (0, 0, 0), (-5, 10, 0)])
def test_a_share_is_never_below_nothing(part: int, whole: int, share: int) -> None:
    assert share_of(part, whole) == share
