"""Where a year leads, by table: pace, outlook, and from when somebody is told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.reports.course import Course, Outlook, Run

JUNE = date(2025, 6, 1)


def course(target: int, done: int, planned: int | None, elapsed: int, whole: int = 250) -> Course:
    return Course(target, done, planned, Run(elapsed, whole, JUNE))


@pytest.mark.parametrize(
    ("given", "pace", "outlook"),
    [
        (course(30, 30, 0, 100), 75, Outlook.REACHED),
        (course(30, 15, 0, 125), 30, Outlook.ON_COURSE),
        (course(30, 14, 16, 125), 28, Outlook.BEHIND),
        (course(30, 14, 15, 125), 28, Outlook.SHORT),
        (course(30, 14, None, 125), 28, Outlook.SHORT),
        (course(30, 0, 30, 1), 0, Outlook.BEHIND),
        (course(30, 0, 0, 0), None, Outlook.AHEAD),
        (course(30, 29, 0, 250), 29, Outlook.MISSED),
        (course(30, 31, 0, 250), 31, Outlook.REACHED),
        (course(30, 0, 5, 0, 0), None, Outlook.AHEAD),
        (course(1000, 333, 0, 84), 991, Outlook.SHORT),
    ],
)
def test_a_target_stands_as_its_numbers_say(given: Course, pace: int | None, outlook: Outlook) -> None:
    assert (given.pace, given.outlook) == (pace, outlook)


@pytest.mark.parametrize(
    ("given", "today", "told"),
    [
        (course(30, 5, 0, 100), date(2025, 5, 31), False),
        (course(30, 5, 0, 101), date(2025, 6, 1), True),
        (course(30, 5, 25, 101), date(2025, 6, 1), True),
        (course(30, 15, 0, 101), date(2025, 6, 1), False),
        (course(30, 30, 0, 101), date(2025, 12, 1), False),
        (course(30, 5, 0, 250), date(2026, 1, 2), False),
        (Course(30, 5, 0, Run(10, 20, None)), date(2025, 12, 1), False),
    ],
)
def test_a_warning_comes_in_june_and_not_in_december(given: Course, today: date, told: bool) -> None:
    assert given.warns(today) is told


@given(st.integers(1, 10_000), st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 260), st.integers(0, 260))
def test_more_done_never_makes_the_outlook_worse(
    target: int, done: int, planned: int, elapsed: int, whole: int
) -> None:
    order = [Outlook.MISSED, Outlook.AHEAD, Outlook.SHORT, Outlook.BEHIND, Outlook.ON_COURSE, Outlook.REACHED]
    run = Run(elapsed, whole, None)
    before, after = (Course(target, each, planned, run).outlook for each in (done, done + 1))
    assert order.index(after) >= order.index(before)
