"""Planning, changing, moving, cancelling, holding and reviewing, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from outreach.audit.histories import changes_of
from outreach.audit.models import AuditEntry, Change
from outreach.db import db, new_id, transaction
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule import actions, queries
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event
from outreach.schedule.rules import Duty, Form, Status, Track
from tests.making import (
    NOW,
    make_edition,
    make_event,
    make_law,
    make_material,
    make_person,
    make_place,
    make_team,
)

LATER = NOW + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


def planned(**changes: Any) -> Event:
    """An event planned by the clerk through the action."""
    facts: dict[str, Any] = {
        "by": make_person(Role.CLERK),
        "now": NOW,
        "title": "稳就业政策进园区",
        "track": Track.PUBLIC,
        "starts_at": TOMORROW,
        "ends_at": TOMORROW + timedelta(hours=2),
    }
    facts.setdefault("lead_team_id", make_team().id)
    facts.setdefault("place_id", make_place().id)
    with transaction():
        return actions.plan_event(**facts | changes)


def told_changes(event: Event) -> dict[str, Change]:
    """The newest line of history of each field."""
    return {change.field: change for change in reversed(changes_of(event))}


def test_an_event_is_planned_with_all_that_hangs_on_it(app_context: Flask) -> None:
    lead, other = make_team(), make_team("pension")
    person, item, law, edition = make_person(), make_material(), make_law(), make_edition()
    made = planned(
        joining_team_ids=[other.id, lead.id],
        edition_ids=[edition.id],
        forms=[Form.DESK, Form.TALK],
        staff={person.id: Duty.SPEAKER},
        planned_items={item.id: 300},
        law_ids=[law.id],
        partners=" 县总工会 ",
        expected_handouts=300,
    )
    event = queries.event(made.id)
    assert event.day == date(2025, 3, 5)
    assert [each.team for each in event.joining] == [other], "the lead team does not join itself"
    assert [each.edition for each in event.tags] == [edition]
    assert {each.form for each in event.forms} == {Form.DESK, Form.TALK}
    assert [(each.person, each.duty) for each in event.staff] == [(person, Duty.SPEAKER)]
    assert [(each.item, each.quantity) for each in event.planned_items] == [(item, 300)]
    assert [each.law for each in event.laws] == [law]
    assert (event.partners, event.expected_handouts, event.sequence) == ("县总工会", 300, 0)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"ends_at": TOMORROW}, "ends_at", "ends_before_start"),
        ({"ends_at": TOMORROW - timedelta(hours=1)}, "ends_at", "ends_before_start"),
        ({"ends_at": TOMORROW + timedelta(days=15)}, "ends_on", "too_long"),
        ({"title": "  "}, "title", "blank"),
        ({"title": "长" * 201}, "title", "too_long"),
        ({"place_id": new_id()}, "place_id", "unknown"),
        ({"lead_team_id": new_id()}, "lead_team_id", "unknown"),
        ({"joining_team_ids": [new_id()]}, "joining_team_ids", "unknown"),
        ({"edition_ids": [new_id()]}, "edition_ids", "unknown"),
        ({"staff": {new_id(): Duty.HELP}}, "staff", "unknown"),
        ({"planned_items": {new_id(): 1}}, "planned_items", "unknown"),
        ({"law_ids": [new_id()]}, "law_ids", "unknown"),
        ({"expected_handouts": -1}, "expected_handouts", "quantity"),
        ({"expected_attendance": 10**12}, "expected_attendance", "quantity"),
    ],
)
def test_what_cannot_be_stored_is_refused_at_its_field(
    app_context: Flask, changes: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(Invalid) as refused:
        planned(**changes)
    assert (refused.value.field, refused.value.code) == (field, code)
    assert db.session.scalar(db.select(db.func.count()).select_from(Event)) == 0


def test_a_lead_plans_for_the_own_team_only(app_context: Flask) -> None:
    own, other = make_team(), make_team("pension")
    lead = make_person(Role.LEAD, team=own)
    event = planned(by=lead)
    with pytest.raises(Forbidden):
        planned(by=lead, lead_team_id=other.id)
    with pytest.raises(Forbidden), transaction():
        actions.change_event(queries.event(event.id), by=lead, now=LATER, lead_team_id=other.id)
    stranger = make_person(Role.LEAD, team=other)
    with pytest.raises(Forbidden), transaction():
        actions.cancel_event(queries.event(event.id), reason="下雨", by=stranger, now=LATER)


def test_a_change_leaves_a_line_for_each_field(app_context: Flask) -> None:
    event = planned(forms=[Form.TALK], expected_handouts=100)
    place = make_place(name="城关镇")
    clerk = make_person(Role.CLERK)
    with transaction():
        actions.change_event(
            queries.event(event.id),
            by=clerk,
            now=LATER,
            place_id=place.id,
            forms=[Form.TALK, Form.DESK],
            expected_handouts=1200,
            title="稳就业政策进乡镇",
        )
    changes = told_changes(event)
    assert set(changes) == {"place", "forms", "expected_handouts", "title"}
    assert (changes["place"].new, changes["place"].by_name) == ("城关镇", clerk.name)
    assert (changes["expected_handouts"].old, changes["expected_handouts"].new) == ("100", "1,200")
    assert {field for field, change in changes.items() if change.moves_figure} == {"place", "forms"}
    changed = queries.event(event.id)
    assert (changed.sequence, changed.changed_at, changed.moved_at) == (1, LATER, None)


def test_a_change_of_nothing_leaves_nothing(app_context: Flask) -> None:
    event = planned()
    with transaction():
        actions.change_event(queries.event(event.id), by=make_person(Role.CLERK), now=LATER, title=event.title)
    assert not changes_of(event)
    assert queries.event(event.id).changed_at == NOW


def test_a_moved_event_counts_on_its_new_day_and_says_where_it_was(app_context: Flask) -> None:
    event = planned()
    new = TOMORROW + timedelta(days=30)
    with transaction():
        actions.move_event(
            queries.event(event.id),
            starts_at=new,
            ends_at=new + timedelta(hours=2),
            by=make_person(Role.CLERK),
            now=LATER,
            reason="场地有变",
        )
    moved = queries.event(event.id)
    assert (moved.day, moved.moved_from, moved.moved_at) == (date(2025, 4, 4), TOMORROW, LATER)
    assert (moved.sequence, moved.changed_at) == (1, LATER)
    day = told_changes(event)["day"]
    assert (day.moves_figure, day.reason) == (True, "场地有变")
    assert db.session.scalar(db.select(AuditEntry).filter_by(act="event.moved", subject_id=event.id))


def test_a_day_begins_at_midnight_in_the_bureau(app_context: Flask) -> None:
    late = NOW.replace(hour=15, minute=59)
    assert planned(starts_at=late, ends_at=late + timedelta(hours=9)).day == date(2025, 3, 4)
    assert planned(starts_at=late + timedelta(minutes=1, days=1), ends_at=late + timedelta(days=2)).day == date(
        2025, 3, 6
    )


def test_a_cancelled_event_cannot_be_edited_until_it_is_reinstated(app_context: Flask) -> None:
    event, clerk = planned(), make_person(Role.CLERK)
    with pytest.raises(Invalid), transaction():
        actions.cancel_event(queries.event(event.id), reason=" ", by=clerk, now=LATER)
    with transaction():
        actions.cancel_event(queries.event(event.id), reason="下雨", by=clerk, now=LATER)
    with pytest.raises(Conflict), transaction():
        actions.change_event(queries.event(event.id), by=clerk, now=LATER, title="别的")
    cancelled = queries.event(event.id)
    assert (cancelled.status, cancelled.cancel_reason, cancelled.sequence) == (Status.CANCELLED, "下雨", 1)
    with transaction():
        actions.reinstate_event(queries.event(event.id), by=clerk, now=LATER)
    again = queries.event(event.id)
    assert (again.status, again.cancelled_at, again.sequence) == (Status.PLANNED, None, 2)


def test_a_held_event_that_is_cancelled_comes_back_as_held(app_context: Flask) -> None:
    clerk = make_person(Role.CLERK)
    event = make_event(status=Status.HELD)
    with transaction():
        actions.review_event(queries.event(event.id), by=clerk, now=LATER)
        actions.cancel_event(queries.event(event.id), reason="登记错了", by=clerk, now=LATER)
        actions.reinstate_event(queries.event(event.id), by=clerk, now=LATER)
    again = queries.event(event.id)
    assert (again.status, again.reviewed_at) == (Status.HELD, None)


def test_of_many_first_tallies_one_makes_the_event_held(app: Flask) -> None:
    with app.app_context():
        event_id, person_id = make_event().id, make_person().id

    def first_tally(_number: int) -> bool:
        with app.app_context(), transaction():
            person = db.session.get_one(Person, person_id)
            return actions.mark_held(db.session.get_one(Event, event_id), by=person, now=LATER)

    with ThreadPoolExecutor(8) as phones:
        answers = list(phones.map(first_tally, range(8)))
    assert sorted(answers) == [False] * 7 + [True]
    with app.app_context():
        event = queries.event(event_id)
        assert (event.status, event.held_at, event.sequence) == (Status.HELD, LATER, 0)
        assert [change.field for change in changes_of(event)] == ["status"]


def test_a_change_that_moves_a_figure_of_a_held_event_needs_a_reason(app_context: Flask) -> None:
    event, clerk = make_event(status=Status.HELD), make_person(Role.CLERK)
    with pytest.raises(Invalid) as refused, transaction():
        actions.change_event(queries.event(event.id), by=clerk, now=LATER, track=Track.ENTERPRISE)
    assert refused.value.field == "reason"
    with transaction():
        actions.change_event(
            queries.event(event.id), by=clerk, now=LATER, track=Track.ENTERPRISE, reason="实为送法入企"
        )
        actions.change_event(queries.event(event.id), by=clerk, now=LATER, title="不动数的改动")
    assert told_changes(event)["track"].reason == "实为送法入企"


def test_only_a_held_event_is_reviewed_and_a_review_is_undone_with_a_reason(app_context: Flask) -> None:
    clerk, event = make_person(Role.CLERK), make_event()
    with pytest.raises(Conflict), transaction():
        actions.review_event(queries.event(event.id), by=clerk, now=LATER)
    with transaction():
        actions.declare_held(queries.event(event.id), by=clerk, now=LATER)
        actions.review_event(queries.event(event.id), by=clerk, now=LATER)
    assert queries.event(event.id).reviewed_by_id == clerk.id
    with transaction():
        actions.unreview_event(queries.event(event.id), reason="漏了一行", by=clerk, now=LATER)
    assert queries.event(event.id).reviewed_at is None
    with transaction():
        actions.declare_not_held(queries.event(event.id), reason="没办成", by=clerk, now=LATER)
    assert queries.event(event.id).status is Status.PLANNED


def test_nobody_writes_over_what_somebody_else_changed_meanwhile(app_context: Flask) -> None:
    event, clerk = planned(), make_person(Role.CLERK)
    with transaction():
        actions.change_event(queries.event(event.id), by=clerk, now=LATER, seen=NOW, title="先改的")
    with pytest.raises(Question) as asked, transaction():
        actions.change_event(queries.event(event.id), by=clerk, now=LATER, seen=NOW, title="后改的")
    assert clerk.name in str(asked.value.message)


def test_what_is_planned_to_be_handed_out_is_expected_where_nothing_else_is_said(app_context: Flask) -> None:
    leaflet, book, cards = make_material(), make_material(unit="册", counted_as="份"), make_material(unit="副")
    clerk = make_person(Role.CLERK)
    event = planned(planned_items={leaflet.id: 300, book.id: 50, cards.id: 20})
    assert event.expected_handouts == 350, "cards are no 份"
    with transaction():
        actions.change_event(
            queries.event(event.id),
            by=clerk,
            now=LATER,
            planned_items={leaflet.id: 400, book.id: None},
            expected_handouts=350,
        )
    assert queries.event(event.id).expected_handouts == 400, "it follows the plan from which it came"
    with transaction():
        actions.change_event(queries.event(event.id), by=clerk, now=LATER, expected_handouts=1000)
        actions.change_event(queries.event(event.id), by=clerk, now=LATER, planned_items={leaflet.id: 10})
    assert queries.event(event.id).expected_handouts == 1000, "what somebody said stays"
    assert planned(planned_items={leaflet.id: None}, anyway=Anyway("另有人手")).expected_handouts is None
