"""Check-ups when their event moves, is cancelled or was another one, and when a company was on the list twice."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from outreach.check_ups import soundness
from outreach.check_ups.beginning import check_up_of
from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.merging import merge_event
from outreach.check_ups.models import CheckNote, CheckResult, CheckUp
from outreach.check_ups.queries import check_up as the_one_that_stands
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.merging.actions import merge_places
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule import actions as schedule
from outreach.schedule import queries
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from tests.making import NOW, make_check_list, make_check_up, make_event, make_person, make_place

DAY = timedelta(days=1)


@pytest.fixture
def clerk(app_context: Flask) -> Person:
    return make_person(Role.CLERK)


@pytest.fixture
def company(app_context: Flask) -> Place:
    return make_place(PlaceKind.ENTERPRISE)


@pytest.fixture
def point(app_context: Flask) -> CheckPoint:
    return make_check_list("合同").points[0]


def visit(company: Place, days: int = 0) -> Event:
    return make_event(place=company, starts_at=NOW + days * DAY)


def standing(check_up: CheckUp) -> tuple[Found | None, Found | None, bool, bool]:
    """Found, found before, mended, latest."""
    db.session.expire_all()
    (each,) = db.session.scalars(select(CheckResult).where(CheckResult.check_up_id == check_up.id))
    return each.found, each.before, each.is_mended, each.is_latest


def all_is_sound() -> bool:
    return list(soundness.findings()) == []


def test_what_was_mended_is_a_risk_again_when_the_revisit_is_cancelled(
    clerk: Person, company: Place, point: CheckPoint
) -> None:
    first = make_check_up(visit(company), company, {point: Found.RISK})
    second = make_check_up(visit(company, 90), company, {point: Found.IN_ORDER})
    assert standing(first) == (Found.RISK, None, False, False)
    assert standing(second) == (Found.IN_ORDER, Found.RISK, True, True)
    schedule.cancel_event(queries.event(second.event_id), reason="未去", by=clerk, now=NOW)
    assert standing(first) == (Found.RISK, None, False, True)
    assert standing(second) == (Found.IN_ORDER, None, False, False)
    schedule.reinstate_event(queries.event(second.event_id), by=clerk, now=NOW)
    assert standing(second) == (Found.IN_ORDER, Found.RISK, True, True)
    assert all_is_sound()


def test_a_moved_event_changes_what_was_before(clerk: Person, company: Place, point: CheckPoint) -> None:
    first = make_check_up(visit(company), company, {point: Found.RISK})
    second = make_check_up(visit(company, 10), company, {point: Found.IN_ORDER})
    event = queries.event(second.event_id)
    times = {"starts_at": event.starts_at - 20 * DAY, "ends_at": event.ends_at - 20 * DAY}
    schedule.move_event(event, **times, by=clerk, now=NOW, reason="记错了", past_is_meant=True)
    assert standing(first) == (Found.RISK, Found.IN_ORDER, False, True)
    assert standing(second) == (Found.IN_ORDER, None, False, False)
    assert all_is_sound()


def test_an_event_that_was_another_one_brings_its_check_ups_along(
    clerk: Person, company: Place, point: CheckPoint
) -> None:
    check_up = make_check_up(visit(company), company, {point: Found.RISK})
    into = visit(company)
    merge_event(check_up.event, into, by=clerk, now=NOW)
    db.session.commit()
    assert (check_up.event_id, into.status) == (into.id, Status.HELD)
    assert standing(check_up) == (Found.RISK, None, False, True)


def test_two_check_ups_of_one_visit_are_one_and_no_answer_is_lost(
    clerk: Person, company: Place, point: CheckPoint
) -> None:
    one = make_check_up(visit(company), company, {point: Found.RISK})
    other = make_check_up(visit(company), company, {point: Found.IN_ORDER})
    merge_event(one.event, other.event, by=clerk, now=NOW)
    assert standing(other) == (None, None, False, False)  # they differ: somebody decides
    assert the_one_that_stands(one.id).id == other.id
    assert db.session.scalars(select(CheckResult).where(CheckResult.check_up_id == one.id)).all() == []
    assert all_is_sound()


def test_a_company_entered_twice_has_one_course(clerk: Person, company: Place, point: CheckPoint) -> None:
    twin = make_place(PlaceKind.ENTERPRISE)
    first = make_check_up(visit(twin), twin, {point: Found.RISK})
    second = make_check_up(visit(company, 90), company, {point: Found.IN_ORDER})
    assert standing(second) == (Found.IN_ORDER, None, False, True)
    merge_places(twin.id, company.id, by=clerk, now=NOW)
    assert standing(first) == (Found.RISK, None, False, False)
    assert standing(second) == (Found.IN_ORDER, Found.RISK, True, True)
    assert all_is_sound()


def test_at_one_event_both_entries_of_a_company_have_one_check_up(
    clerk: Person, company: Place, point: CheckPoint
) -> None:
    event, twin = visit(company), make_place(PlaceKind.ENTERPRISE)
    one = make_check_up(event, twin, {point: Found.RISK})
    other = make_check_up(event, company, {point: Found.RISK})
    merge_places(twin.id, company.id, by=clerk, now=NOW)
    assert standing(other) == (Found.RISK, None, False, True)
    assert check_up_of(one.event, company.id, by=clerk, now=NOW).id == other.id
    assert all_is_sound()


def test_the_doctor_names_what_is_not_so(clerk: Person, company: Place, point: CheckPoint) -> None:
    check_up = make_check_up(visit(company), company, {point: Found.RISK})
    assert all_is_sound()
    result = db.session.scalars(select(CheckResult)).one()
    result.is_latest = False
    db.session.add(CheckNote(answer_id=result.answer_id, text="没有写过"))
    db.session.flush()
    standing_of, note_of = soundness.findings()
    assert [standing_of.code, note_of.code] == ["check_standing", "changed_check_note"]
    for said in (str(standing_of.said), str(note_of.said)):
        assert company.name in said and point.title in said
        assert f"{check_up.event.title}, {check_up.event.day}" in said
    result.weight = 3
    db.session.flush()
    assert next(iter(soundness.findings())).code == "check_results"
    said = str(next(iter(soundness.findings())).said)
    assert str(check_up.id) in said and company.name in said
