"""Holidays, made-up working days and deadlines on the days of a calendar."""

from datetime import date, timedelta

import pytest
from flask import Flask

from outreach.periods import Period
from outreach.schedule.calendar.day_marks import mark_of, marks_of
from outreach.workdays.rules import DayKind, NamedDay, WorkCalendar
from tests.making import make_deadline, make_special_day

HOLIDAYS = {
    date(2025, 10, 1) + timedelta(days=offset): NamedDay(
        date(2025, 10, 1) + timedelta(days=offset), DayKind.OFF, "国庆节"
    )
    for offset in range(8)
}
WORK = WorkCalendar(
    HOLIDAYS | {date(2025, 10, 11): NamedDay(date(2025, 10, 11), DayKind.WORKED, "国庆节")}, frozenset({2025})
)


@pytest.mark.parametrize(
    ("day", "kind", "names_itself", "is_free"),
    [
        (date(2025, 9, 30), None, False, False),
        (date(2025, 10, 1), DayKind.OFF, True, True),  # a Wednesday off: the first is named
        (date(2025, 10, 2), DayKind.OFF, False, True),
        (date(2025, 10, 6), DayKind.OFF, True, True),  # a Monday: named again in its week
        (date(2025, 10, 11), DayKind.WORKED, True, False),  # a Saturday that is worked
        (date(2025, 10, 12), None, False, True),
    ],
)
def test_a_day_is_marked_as_the_notice_says(day: date, kind: DayKind | None, names_itself: bool, is_free: bool) -> None:
    mark = mark_of(day, WORK)
    assert (mark.kind, mark.names_itself, mark.is_free) == (kind, names_itself, is_free)


def test_the_marks_of_a_period_know_what_is_due_and_what_is_not_announced(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_special_day(date(2025, 1, 1), name="元旦")
        first, second = make_deadline(day=date(2025, 12, 31)), make_deadline(day=date(2025, 12, 31))
        make_deadline(day=date(2026, 1, 3))
        marks = marks_of(Period(date(2025, 12, 29), date(2026, 1, 2)))
        assert [each.id for each in marks[date(2025, 12, 31)].deadlines] == sorted([first.id, second.id])
        assert [day for day, mark in marks.items() if mark.deadlines] == [date(2025, 12, 31)]
        assert marks.unannounced == [2026]
