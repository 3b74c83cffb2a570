"""Spans of local days: what they hold, where they meet, and when they begin and end."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach import errors, periods
from outreach.periods import Period

days = st.dates(min_value=date(1901, 1, 1), max_value=date(2198, 12, 31))


@st.composite
def spans(draw: st.DrawFn) -> Period:
    first = draw(st.dates(min_value=date(2015, 1, 1), max_value=date(2035, 12, 31)))
    return Period(first, first + timedelta(days=draw(st.integers(0, 800))))


@pytest.mark.parametrize(
    ("period", "first", "last", "length"),
    [
        (periods.year(2025), date(2025, 1, 1), date(2025, 12, 31), 365),
        (periods.year(2024), date(2024, 1, 1), date(2024, 12, 31), 366),
        (periods.quarter(2025, 1), date(2025, 1, 1), date(2025, 3, 31), 90),
        (periods.quarter(2025, 4), date(2025, 10, 1), date(2025, 12, 31), 92),
        (periods.month(2025, 2), date(2025, 2, 1), date(2025, 2, 28), 28),
        (periods.month(2024, 2), date(2024, 2, 1), date(2024, 2, 29), 29),
        (periods.month(2025, 12), date(2025, 12, 1), date(2025, 12, 31), 31),
        (periods.week_of(date(2026, 11, 23)), date(2026, 11, 23), date(2026, 11, 29), 7),  # a Monday
        (periods.week_of(date(2026, 1, 1)), date(2025, 12, 29), date(2026, 1, 4), 7),  # over the year's end
    ],
)
def test_a_span_has_both_its_ends(period: Period, first: date, last: date, length: int) -> None:
    assert (period.first, period.last, period.days) == (first, last, length)
    assert first in period
    assert last in period
    assert first - timedelta(days=1) not in period
    assert last + timedelta(days=1) not in period


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Period(date(2025, 3, 2), date(2025, 3, 1)), "period_backwards"),
        (lambda: periods.year(1), "year_out_of_range"),
        (lambda: periods.month(2500, 1), "year_out_of_range"),
        (lambda: periods.month(2025, 13), "no_such_month"),
        (lambda: periods.month(2025, 0), "no_such_month"),
        (lambda: periods.quarter(2025, 5), "no_such_quarter"),
    ],
)
def test_a_span_that_is_none_is_refused_in_a_sentence(make, code: str) -> None:
    with pytest.raises(errors.Invalid) as refusal:
        make()
    assert refusal.value.code == code
    assert str(refusal.value.message).endswith(".")


def test_an_instant_is_no_day() -> None:
    with pytest.raises(TypeError):
        Period(datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 1, 2, tzinfo=UTC))


def test_a_local_day_begins_at_16_utc_of_the_day_before() -> None:
    start, end = periods.instants(Period(date(2025, 3, 1), date(2025, 3, 1)))
    assert start == datetime(2025, 2, 28, 16, tzinfo=UTC)
    assert end == datetime(2025, 3, 1, 16, tzinfo=UTC)


@given(spans())
def test_the_months_of_a_span_cut_to_size_are_the_span(period: Period) -> None:
    parts = [whole & period for whole in periods.months_of(period)]
    assert [day for part in parts if part for day in part] == list(period)


@given(spans(), spans())
def test_what_two_spans_share_is_what_lies_in_both(one: Period, other: Period) -> None:
    shared = one & other
    assert (shared is not None) == one.meets(other) == other.meets(one)
    assert set(shared or ()) == set(one) & set(other)
    assert shared is None or (shared in one and shared in other)


@given(spans())
def test_spans_that_follow_each_other_leave_no_instant_between(period: Period) -> None:
    after = Period(period.last + timedelta(days=1), period.last + timedelta(days=9))
    assert periods.instants(period)[1] == periods.instants(after)[0]
    assert not period.meets(after)


@given(days)
def test_a_day_lies_in_its_month_and_its_week(day: date) -> None:
    assert day in periods.month_of(day)
    assert day in periods.week_of(day)
    assert periods.week_of(day).first.weekday() == 0


@given(days)
def test_a_months_page_shows_six_weeks_that_hold_it(day: date) -> None:
    grid = periods.month_grid(day.year, day.month)
    shown = [day for week in grid for day in week]
    assert [len(week) for week in grid] == [7] * 6
    assert all(week[0].weekday() == 0 for week in grid)
    assert shown == list(Period(shown[0], shown[-1]))
    assert set(periods.month_of(day)) <= set(shown)
    assert periods.month_of(day).first in grid[0]


@pytest.mark.parametrize(
    ("one", "other", "span"),
    [
        (None, None, None),
        (date(2025, 3, 1), date(2025, 3, 9), Period(date(2025, 3, 1), date(2025, 3, 9))),
        (date(2025, 3, 9), date(2025, 3, 1), Period(date(2025, 3, 1), date(2025, 3, 9))),
        (date(2025, 3, 9), None, Period(date(2025, 3, 9), date(2199, 12, 31))),
        (None, date(2025, 3, 9), Period(date(1900, 1, 1), date(2025, 3, 9))),
    ],
)
def test_two_days_that_were_typed_are_a_span(one: date | None, other: date | None, span: Period | None) -> None:
    assert periods.between(one, other) == span


@pytest.mark.parametrize(
    ("day", "year", "same"),
    [
        (date(2025, 7, 1), 2024, date(2024, 7, 1)),
        (date(2024, 2, 29), 2023, date(2023, 2, 28)),
        (date(2024, 2, 29), 2020, date(2020, 2, 29)),
        (date(2023, 2, 28), 2024, date(2024, 2, 28)),
    ],
)
def test_a_day_of_another_year(day: date, year: int, same: date) -> None:
    assert periods.in_year(day, year) == same
