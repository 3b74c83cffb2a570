"""This one, this and later, all: what is changed with one event of a series, and what stays, on both databases."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from outreach.audit.histories import changes_of
from outreach.db import transaction
from outreach.errors import Conflict, Question
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule import actions, queries
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.facts import Facts
from outreach.schedule.models import Event
from outreach.schedule.rules import Duty, Status
from outreach.schedule.series import changes as series_changes
from outreach.schedule.series import preview as series_preview
from outreach.schedule.series import queries as series_queries
from outreach.schedule.series.amendments import amended, amendment
from outreach.schedule.series.changes import Done
from outreach.schedule.series.models import Series
from outreach.schedule.series.rules import Left, Scope
from tests.making import NOW, make_event, make_person, make_place, make_team
from tests.schedule.test_series import DAYS, FIRST, at, repeated

THEN = NOW + timedelta(hours=2)


def series_of_six(**facts: Any) -> tuple[Series, list[Event]]:
    """Every second Tuesday, six times, and its events in order."""
    made = repeated(make_event(**{"title": "招聘日", "starts_at": at(FIRST)} | facts))
    return made.series, list(series_queries.events_of_series(made.series.id))


def change(event: Event, scope: Scope, *, by: Person | None = None, now: datetime = THEN, **said: Any) -> Done:
    """The event changed by the clerk, and others of its series with it."""
    circumstances = {key: said.pop(key) for key in ("anyway", "reason", "seen") if key in said}
    with transaction():
        return series_changes.change_events(
            queries.event(event.id),
            scope=scope,
            changes=Facts(**said),
            by=by or make_person(Role.CLERK),
            now=now,
            **circumstances,
        )


def told(series: Series, field: str) -> list[Any]:
    """What the events of the series say in that field, in order."""
    return [getattr(each, field) for each in series_queries.events_of_series(series.id)]


@pytest.mark.parametrize(
    ("scope", "notes"),
    [
        (Scope.THIS, [None, None, "新", None, None, None]),
        (Scope.LATER, [None, None, "新", "新", "新", "新"]),
        (Scope.ALL, ["新"] * 6),
    ],
)
def test_a_change_reaches_as_far_as_it_is_meant(app_context: Flask, scope: Scope, notes: list[str | None]) -> None:
    series, events = series_of_six()
    done = change(events[2], scope, note="新")
    assert told(series, "note") == notes
    assert done.others == notes.count("新") - 1
    changed = [each for each, note in zip(events, notes, strict=True) if note]
    assert all([line.field for line in changes_of(each)] == ["note"] for each in changed), (
        "each has a history of its own"
    )
    assert {queries.event(each.id).changed_at for each in changed} == {THEN}


def test_held_cancelled_begun_and_another_teams_stay_as_they_are_and_are_counted(app_context: Flask) -> None:
    series, events = series_of_six()
    clerk, lead = make_person(Role.CLERK), make_person(Role.LEAD, team=make_team())
    with transaction():
        actions.mark_held(queries.event(events[0].id), by=clerk, now=THEN)
        actions.cancel_event(queries.event(events[3].id), reason="下雨", by=clerk, now=THEN)
        actions.change_event(queries.event(events[4].id), by=clerk, now=THEN, lead_team_id=make_team("pension").id)
    done = change(events[2], Scope.ALL, by=lead, now=at(DAYS[1], 10), note="新")
    assert told(series, "note") == [None, None, "新", None, None, "新"]
    assert dict(done.left) == {Left.HELD: 1, Left.PASSED: 1, Left.CANCELLED: 1, Left.OTHER_TEAM: 1}


def test_only_what_was_changed_is_changed_elsewhere_and_what_differs_there_is_kept(app_context: Flask) -> None:
    speaker, helper, other = make_person(), make_person(), make_person()
    series, events = series_of_six()
    clerk = make_person(Role.CLERK)
    change(events[0], Scope.ALL, staff={speaker.id: Duty.SPEAKER, helper.id: Duty.HELP})
    with transaction():
        event = queries.event(events[4].id)
        actions.change_event(
            event, by=clerk, now=THEN, title="专场", staff={speaker.id: Duty.SPEAKER, other.id: Duty.DESK}
        )
    place = make_place()
    change(events[1], Scope.LATER, title="招聘日", place_id=place.id, staff={speaker.id: Duty.LEAD})
    assert told(series, "title") == ["招聘日"] * 4 + ["专场", "招聘日"], "the title was not changed in the form"
    assert [each == place.id for each in told(series, "place_id")] == [False, *[True] * 5]
    staffs = [{each.person_id: each.duty for each in staff} for staff in told(series, "staff")]
    assert staffs[0] == {speaker.id: Duty.SPEAKER, helper.id: Duty.HELP}
    assert staffs[4] == {speaker.id: Duty.LEAD, other.id: Duty.DESK}
    assert staffs[5] == {speaker.id: Duty.LEAD}


def test_this_and_later_move_by_the_same_difference_and_a_moved_one_stays_apart(app_context: Flask) -> None:
    series, events = series_of_six()
    clerk = make_person(Role.CLERK)
    with transaction():
        apart, wednesday = queries.event(events[4].id), DAYS[4] + timedelta(days=1)
        actions.move_event(apart, starts_at=at(wednesday), ends_at=at(wednesday, 11), by=clerk, now=THEN)
    with transaction():
        done = series_changes.move_events(
            queries.event(events[2].id),
            scope=Scope.LATER,
            changes={"starts_at": at(DAYS[2] + timedelta(days=2)), "ends_at": at(DAYS[2] + timedelta(days=2), 11)},
            by=clerk,
            now=THEN + timedelta(hours=1),
        )
    assert done.others == 3
    moved = [day + timedelta(days=2) for day in DAYS]
    assert told(series, "day") == [*DAYS[:2], moved[2], moved[3], moved[4] + timedelta(days=1), moved[5]]
    assert told(series, "sequence") == [0, 0, 1, 1, 2, 1]
    pattern = series_queries.series(series.id).pattern
    assert pattern.weekdays == {4}
    assert [line.field for line in changes_of(series)] == ["pattern"]
    shown = series_preview.further_days(
        series_queries.series(series.id),
        series_queries.pattern_event(series.id),
        now=THEN,
        until=moved[5] + timedelta(days=30),
    )
    assert [each.occasion.slot for each in shown] == [moved[5] + timedelta(days=days) for days in (14, 28)]


def test_other_hours_leave_the_days_and_the_pattern(app_context: Flask) -> None:
    series, events = series_of_six()
    change(events[0], Scope.ALL, starts_at=at(FIRST, 14), ends_at=at(FIRST, 17))
    assert told(series, "starts_at") == [at(day, 14) for day in DAYS]
    assert told(series, "ends_at") == [at(day, 17) for day in DAYS]
    assert series_queries.series(series.id).pattern.weekdays == {2}


@pytest.mark.parametrize("days", [14, -1, 1])
def test_a_series_that_moves_does_not_meet_itself(app_context: Flask, days: int) -> None:
    series, events = series_of_six()
    by = timedelta(days=days)
    change(events[0], Scope.ALL, starts_at=at(FIRST + by), ends_at=at(FIRST + by, 11))
    assert told(series, "day") == [day + by for day in DAYS]
    assert not [line for each in events for line in changes_of(each) if line.field == "clash"]


def test_what_the_many_meet_is_asked_about_once_and_kept_with_its_reason(app_context: Flask) -> None:
    series, events = series_of_six()
    met = [make_event(title="先定的", starts_at=at(day, 14)) for day in DAYS[3:5]]
    times = {"starts_at": at(DAYS[2], 14), "ends_at": at(DAYS[2], 16)}
    with pytest.raises(Question) as asked:
        change(events[2], Scope.LATER, **times)
    assert set(asked.value.facts["events"]) == {str(each.id) for each in met}
    assert told(series, "starts_at") == [at(day) for day in DAYS], "nothing is stored while it is asked"
    change(events[2], Scope.LATER, anyway=Anyway("各去一组", frozenset({asked.value.code})), **times)
    assert told(series, "starts_at")[3:5] == [at(day, 14) for day in DAYS[3:5]]
    kept = [line.reason for line in changes_of(queries.event(events[3].id)) if line.field == "clash"]
    assert kept
    assert set(kept) == {"各去一组"}


@pytest.mark.parametrize(
    ("scope", "cancelled"), [(Scope.THIS, [3]), (Scope.LATER, [3, 4, 5]), (Scope.ALL, [1, 2, 3, 4, 5])]
)
def test_a_cancellation_reaches_as_far_as_it_is_meant(
    app_context: Flask, scope: Scope, cancelled: Collection[int]
) -> None:
    series, events = series_of_six()
    clerk = make_person(Role.CLERK)
    with transaction():
        actions.mark_held(queries.event(events[0].id), by=clerk, now=THEN)
    with transaction():
        series_changes.cancel_events(queries.event(events[3].id), scope=scope, reason="市场停业", by=clerk, now=THEN)
    states = told(series, "status")
    assert [number for number, state in enumerate(states) if state is Status.CANCELLED] == list(cancelled)
    assert states[0] is Status.HELD
    assert {reason for reason in told(series, "cancel_reason") if reason} == {"市场停业"}
    with transaction():
        actions.reinstate_event(queries.event(events[3].id), by=clerk, now=THEN)
    assert told(series, "status")[3] is Status.PLANNED
    with pytest.raises(Conflict), transaction():
        actions.reinstate_event(queries.event(events[3].id), by=clerk, now=THEN)


def test_an_event_of_no_series_is_changed_alone_whatever_is_asked(app_context: Flask) -> None:
    event = make_event(starts_at=at(FIRST))
    done = change(event, Scope.ALL, note="新")
    assert (done.others, dict(done.left)) == (0, {})
    assert queries.event(event.id).note == "新"


KEYS = st.sampled_from("abcdef")
SAID = st.fixed_dictionaries(
    {
        "title": st.text("甲乙", max_size=3),
        "note": st.one_of(st.none(), st.text("甲乙", max_size=3)),
        "expected_handouts": st.one_of(st.none(), st.integers(0, 3)),
        "staff": st.dictionaries(KEYS, st.sampled_from(Duty)),
        "joining_team_ids": st.sets(KEYS).map(list),
        "starts_at": st.integers(0, 10_000).map(lambda minutes: at(date(2025, 3, 1)) + timedelta(minutes=minutes)),
    }
).map(lambda said: said | {"ends_at": said["starts_at"] + timedelta(hours=2)})


@given(SAID, SAID)
def test_an_amendment_makes_one_form_of_the_other(before: Any, after: Any) -> None:
    became = before | amended(before, amendment(before, after))
    assert {key: sorted(value) if isinstance(value, list) else value or None for key, value in became.items()} == {
        key: sorted(value) if isinstance(value, list) else value or None for key, value in after.items()
    }


@given(SAID)
def test_a_form_that_changes_nothing_amends_nothing(said: Any) -> None:
    assert not amendment(said, said)
    assert not amended(said, amendment(said, said))
