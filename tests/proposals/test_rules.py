"""What rises, and which days are held against each other."""

from datetime import date

import pytest

from outreach.periods import Period
from outreach.places.rules import PlaceKind
from outreach.proposals.questions.rules import change_in_percent, is_rise, latest_span, year_before
from outreach.proposals.rules import track_at
from outreach.schedule.rules import Track


@pytest.mark.parametrize(
    ("asked", "before", "rises"),
    [(9, 0, False), (10, 0, True), (10, 6, True), (10, 7, False), (15, 10, True), (14, 10, False), (300, 201, False)],
)
def test_small_counts_are_not_shouted_and_a_rise_is_by_half(asked: int, before: int, rises: bool) -> None:
    assert is_rise(asked, before) is rises


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2025, 7, 10), date(2025, 4, 1), date(2025, 6, 30)),
        (date(2025, 7, 1), date(2025, 4, 1), date(2025, 6, 30)),
        (date(2025, 1, 31), date(2024, 10, 1), date(2024, 12, 31)),
        (date(2025, 3, 31), date(2024, 12, 1), date(2025, 2, 28)),
    ],
)
def test_the_latest_span_is_of_full_months(today: date, first: date, last: date) -> None:
    assert latest_span(today) == Period(first, last)


@pytest.mark.parametrize(
    ("last", "before"),
    [
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2025, 6, 9), date(2024, 6, 9)),
    ],
)
def test_the_year_before_keeps_ends_of_months(last: date, before: date) -> None:
    assert year_before(Period(date(last.year, 1, 1), last)) == Period(date(last.year - 1, 1, 1), before)


@pytest.mark.parametrize(("asked", "before", "percent"), [(15, 10, 50), (5, 10, -50), (5, 0, None), (10, 10, 0)])
def test_the_change_in_percent(asked: int, before: int, percent: int | None) -> None:
    assert change_in_percent(asked, before) == percent


def test_a_company_is_visited_and_others_are_open_to_all() -> None:
    assert track_at(PlaceKind.ENTERPRISE) is Track.ENTERPRISE
    assert track_at(PlaceKind.SQUARE) is Track.PUBLIC
