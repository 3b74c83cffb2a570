"""How far a place is neglected."""

from datetime import date

import pytest

from outreach.coverage.rules import Neglect, Visits, months_between, neglect

UNTIL = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, Neglect.NEVER),
        (date(2025, 9, 26), Neglect.LONG),
        (date(2025, 11, 25), Neglect.LONG),
        (date(2025, 11, 26), Neglect.WHILE),
        (date(2026, 5, 29), Neglect.WHILE),
        (date(2026, 5, 30), Neglect.RECENT),
        (UNTIL, Neglect.RECENT),
    ],
)
def test_a_place_is_neglected_by_the_days_since_its_last_visit(last: date | None, expected: Neglect) -> None:
    assert neglect(last, UNTIL) is expected


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2025, 9, 26), UNTIL, 14),
        (date(2025, 9, 27), UNTIL, 13),
        (date(2026, 11, 26), UNTIL, 0),
        (date(2024, 2, 29), date(2025, 2, 28), 11),
    ],
)
def test_months_are_counted_when_they_are_over(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months


def test_the_visits_of_two_teams_add_up() -> None:
    one = Visits(held=2, joined=1, last=date(2026, 3, 1), next=None)
    other = Visits(held=1, last=date(2026, 5, 1), next=date(2026, 12, 1))
    assert one + other == Visits(3, 1, date(2026, 5, 1), date(2026, 12, 1))
    assert Visits() + Visits() == Visits()
