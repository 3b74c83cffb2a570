"""How a week is laid out by its hours."""

from datetime import date, datetime

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from outreach import clock
from outreach.periods import week_of
from outreach.schedule.calendar.day_marks import marks_of
from outreach.schedule.calendar.weeks import MOST_BESIDE, beside, week_page
from outreach.schedule.models import Event
from tests.making import make_event, make_team

SPANS = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 6)).map(lambda span: (span[0], sum(span)))).map(sorted)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """An instant of March 2025, by the bureau's wall clock."""
    return clock.instant(datetime(2025, 3, day, hour, minute))


@pytest.mark.parametrize(
    ("spans", "places"),
    [
        ([], []),
        ([(36, 44)], [(0, 1)]),
        ([(36, 44), (44, 52)], [(0, 1), (0, 1)]),
        ([(36, 44), (40, 48)], [(0, 2), (1, 2)]),
        ([(36, 44), (36, 40), (40, 48)], [(0, 2), (1, 2), (1, 2)]),
        ([(36, 60), (36, 40), (44, 48), (60, 64)], [(0, 2), (1, 2), (1, 2), (0, 1)]),
    ],
)
def test_events_that_meet_stand_beside_each_other(spans: list[tuple[int, int]], places: list[tuple[int, int]]) -> None:
    assert beside(spans) == places


@given(SPANS)
def test_no_event_lies_over_another(spans: list[tuple[int, int]]) -> None:
    places = beside(spans)
    assert len(places) == len(spans)
    for number, ((start, end), (column, of)) in enumerate(zip(spans, places, strict=True)):
        assert 0 <= column < of
        for (other_start, other_end), (other, other_of) in zip(spans[:number], places, strict=False):
            if start < other_end and other_start < end:
                assert column != other
                assert of == other_of


def test_the_hours_shown_grow_with_the_events(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        usual = make_event(starts_at=at(4, 9), ends_at=at(4, 11))
        assert laid_out(usual).hours == range(7, 20)
        early = make_event(starts_at=at(5, 5, 30), ends_at=at(5, 8))
        late = make_event(starts_at=at(6, 19), ends_at=at(7, 0))
        page = laid_out(usual, early, late)
        assert page.hours == range(5, 24)
        block = page.days[3].blocks[0]
        assert (block.hour, block.quarter, block.hours, block.quarters) == (19, 0, 5, 0)


def test_an_event_over_midnight_runs_above_the_hours(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        page = laid_out(make_event(starts_at=at(4, 22), ends_at=at(5, 2)))
        assert [(bar.column, bar.span) for bar in page.bars] == [(2, 2)]
        assert not any(day.blocks for day in page.days)


def test_a_crowded_hour_says_how_many_have_no_room(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        team = make_team()
        crowd = [make_event(team=team, starts_at=at(4, 9), ends_at=at(4, 9, 10)) for _number in range(6)]
        tuesday = laid_out(*crowd).days[1]
        assert len(tuesday.blocks) == MOST_BESIDE
        assert tuesday.hidden == 2
        assert {block.length for block in tuesday.blocks} == {2}  # ten minutes are as high as half an hour


def laid_out(*events: Event):  # type: ignore[no-untyped-def]  # the page of the week of 4 March 2025
    week = week_of(date(2025, 3, 4))
    return week_page(week, events, [], marks_of(week))
