"""What was found, as phones send it: each answer gets its own answer, is stored once, and nobody overwrites another."""

from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import func, select

from outreach.audit.models import AuditEntry
from outreach.check_ups.judging import MOST_NEW_COMPANIES
from outreach.check_ups.models import CheckAnswer, CheckNote, CheckUp
from outreach.check_ups.rules import Found
from outreach.db import db, new_id
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.models import Place, PlaceMerge, PlaceName
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track
from tests.check_ups.sending import a_check, at, found_at, post_checks, send_checks, the_check_up
from tests.logbook.sending import codes, phone_of
from tests.making import (
    NOW,
    make_check_list,
    make_check_version,
    make_event,
    make_person,
    make_place,
    make_team,
    stored,
)
from tests.together import at_once

PHONES = 6


@pytest.fixture
def company(app_context: Flask) -> Place:
    return make_place(PlaceKind.ENTERPRISE, name="宏达机械有限公司", parent=make_place(PlaceKind.PARK))


@pytest.fixture
def event(app_context: Flask, company: Place) -> Event:
    assert company.parent is not None
    return make_event(place=company.parent, track=Track.ENTERPRISE)


@pytest.fixture
def person(app_context: Flask) -> Person:
    return make_person(team=make_team())


@pytest.fixture
def phone(app_context: Flask, person: Person) -> FlaskClient:
    return phone_of(app_context, person)


def test_what_was_found_is_stored_once(phone: FlaskClient, event: Event, company: Place, person: Person) -> None:
    point = make_check_list().points[0]
    sent = a_check(event, point, note="三人未签合同", **at(company))
    assert codes(send_checks(phone, sent, sent)) == ["already_there"]
    assert codes(send_checks(phone, sent)) == ["already_there"]
    assert codes(send_checks(phone, sent | {"found": "in_order"})) == ["differs"]
    check_up = the_check_up()
    assert (check_up.event_id, check_up.place_id, check_up.made_by_id) == (event.id, company.id, person.id)
    assert found_at(check_up) == {point.title: Found.RISK}
    assert db.session.scalar(select(CheckNote.text)) == "三人未签合同"
    db.session.refresh(event)
    assert event.status is Status.HELD


def test_two_phones_share_one_check_up_without_overwriting(
    app_context: Flask, phone: FlaskClient, event: Event, company: Place
) -> None:
    first, second = make_check_list("合同", "名册").points
    other = phone_of(app_context, make_person(team=event.lead_team))
    mine, theirs = a_check(event, first, "risk", **at(company)), a_check(event, first, "in_order", **at(company))
    alone = a_check(event, second, "in_order", **at(company))
    send_checks(phone, mine)
    send_checks(other, theirs, alone)
    assert found_at(the_check_up()) == {"合同": None, "名册": Found.IN_ORDER}
    settled = a_check(event, first, "risk", replaces=[mine["id"], theirs["id"]], **at(company))
    send_checks(other, settled)
    assert found_at(the_check_up()) == {"合同": Found.RISK, "名册": Found.IN_ORDER}
    assert db.session.scalar(select(func.count()).select_from(CheckAnswer)) == 4


def test_who_has_no_part_in_the_event_replaces_only_their_own(
    app_context: Flask, phone: FlaskClient, event: Event, company: Place, person: Person
) -> None:
    point = make_check_list("合同").points[0]
    stranger = phone_of(app_context, make_person(team=make_team("pension")))
    mine = a_check(event, point, "risk", **at(company))
    send_checks(phone, mine)
    theirs = a_check(event, point, "in_order", by=str(person.id), replaces=[mine["id"]], **at(company))
    assert codes(send_checks(stranger, theirs)) == ["recorded"]
    assert found_at(the_check_up()) == {"合同": None}
    again = a_check(event, point, "risk", replaces=[mine["id"], theirs["id"]], **at(company))
    send_checks(stranger, again)
    assert found_at(the_check_up()) == {"合同": Found.RISK}
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.act.like("check_up.answer%"))).all()
    assert acts == ["check_up.answered_for_others"]


def test_the_audit_tells_whose_answers_were_replaced(
    app_context: Flask, phone: FlaskClient, event: Event, company: Place, person: Person
) -> None:
    point = make_check_list("合同").points[0]
    mine = a_check(event, point, "risk", **at(company))
    send_checks(phone, mine)
    lead = phone_of(app_context, make_person(team=event.lead_team))
    send_checks(lead, a_check(event, point, "in_order", replaces=[mine["id"]], **at(company)))
    act = db.session.scalars(select(AuditEntry).where(AuditEntry.act == "check_up.answers_replaced")).one()
    assert act.facts == {"company": company.name, "count": 1, "people": [person.name], "points": ["合同"]}
    assert found_at(the_check_up()) == {"合同": Found.IN_ORDER}


def test_five_hundred_answers_are_few_statements(phone: FlaskClient, app_context: Flask, event: Event) -> None:
    points = make_check_list(*(f"要点{number}" for number in range(50))).points
    names = [f"公司{number}" for number in range(10)]
    checks = [a_check(event, point, note="备注", company_name=name) for name in names for point in points]
    send_checks(phone, *[a_check(event, points[0], company_name=name) for name in names])
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
    try:
        answers = send_checks(phone, *checks)
    finally:
        sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
    assert set(codes(answers)) == {"recorded"}
    assert len(seen) < 60


def test_one_may_name_so_many_new_companies_a_day(phone: FlaskClient, event: Event) -> None:
    point = make_check_list("合同").points[0]
    sent = [a_check(event, point, company_name=f"新公司{number}") for number in range(MOST_NEW_COMPANIES + 1)]
    assert codes(send_checks(phone, *sent)) == ["recorded"] * MOST_NEW_COMPANIES + ["too_many_companies"]
    assert codes(send_checks(phone, a_check(event, point, company_name="又一家"))) == ["too_many_companies"]
    assert codes(send_checks(phone, a_check(event, point, company_name="新公司0"))) == ["recorded"]


def test_many_phones_at_once_make_one_check_up_of_one_company(app_context: Flask, event: Event) -> None:
    points = make_check_list(*(f"要点{number}" for number in range(PHONES))).points
    phones = [phone_of(app_context, make_person()) for _ in range(PHONES)]

    sent = [a_check(event, point, company_name="新来的公司") for point in points]
    works = [partial(send_checks, phone, each) for phone, each in zip(phones, sent, strict=True)]
    assert [codes(answers) for answers in at_once(works)] == [["recorded"]] * PHONES
    check_up = the_check_up()
    assert (check_up.place.name, check_up.place.kind) == ("新来的公司", PlaceKind.ENTERPRISE)
    assert check_up.place.parent_id == event.place_id
    assert len(found_at(check_up)) == PHONES


def test_a_name_finds_its_company_by_any_of_its_names(phone: FlaskClient, event: Event, company: Place) -> None:
    point = make_check_list().points[0]
    stored(PlaceName(place_id=company.id, name="宏达（集团）"))
    for name in ("宏达机械有限公司", "宏达(集团)"):
        send_checks(phone, a_check(event, point, company_name=name))
    assert the_check_up().place_id == company.id


def test_of_two_companies_of_one_name_the_one_in_this_park_is_meant(
    phone: FlaskClient, event: Event, company: Place
) -> None:
    make_place(PlaceKind.ENTERPRISE, name=company.name, parent=make_place(PlaceKind.PARK))
    send_checks(phone, a_check(event, make_check_list().points[0]))
    assert the_check_up().place_id == company.id


def test_a_company_that_was_merged_is_the_one_it_was(phone: FlaskClient, event: Event, company: Place) -> None:
    twin = make_place(PlaceKind.ENTERPRISE, name="宏达公司", retired_at=NOW)
    stored(PlaceMerge(place_id=twin.id, into_id=company.id, at=NOW, by_id=make_person().id))
    point = make_check_list().points[0]
    send_checks(phone, a_check(event, point, **at(twin)), a_check(event, point, company_name="宏达公司"))
    assert the_check_up().place_id == company.id


def test_a_list_changed_meanwhile_is_kept_as_filled(
    app_context: Flask, phone: FlaskClient, event: Event, company: Place
) -> None:
    old = make_check_list("合同", "名册")
    new = make_check_version(old.check_list, "合同", "工资条", before=old)
    send_checks(phone, *(a_check(event, point, **at(company)) for point in old.points))
    check_up = the_check_up()
    assert found_at(check_up) == {"合同": Found.RISK, "名册": Found.RISK}
    other = phone_of(app_context, make_person())
    send_checks(other, a_check(event, new.points[0], "in_order", **at(company)))
    assert found_at(check_up) == {"合同": None, "名册": Found.RISK}  # the same point, whatever the version


def test_at_a_cancelled_event_it_is_stored_and_counts_nowhere(phone: FlaskClient, event: Event, company: Place) -> None:
    event.status, event.cancelled_at, event.cancel_reason = Status.CANCELLED, NOW, "停电"
    db.session.commit()
    sent = a_check(event, make_check_list().points[0], **at(company))
    assert codes(send_checks(phone, sent)) == ["event_cancelled"]
    (result,) = the_check_up().results
    assert (result.found, result.is_latest) == (Found.RISK, False)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": "x"}, "bad_id"),
        ({"event": "x"}, "bad_event"),
        ({"event": str(new_id())}, "unknown_event"),
        ({"point": None}, "bad_point"),
        ({"point": str(new_id())}, "unknown_point"),
        ({"found": "fine"}, "bad_found"),
        ({"company": str(new_id()), "company_name": None}, "unknown_company"),
        ({"company_name": None}, "company_needed"),
        ({"company_name": 5}, "bad_company_name"),
        ({"company_name": "长" * 101}, "company_too_long"),
        ({"note": "长" * 1001}, "note_too_long"),
        ({"replaces": "x"}, "bad_replaces"),
        ({"replaces": [str(new_id())] * 51}, "bad_replaces"),
        ({"at": "2025-03-04T09:30:00"}, "at_without_offset"),
        ({"by": str(new_id())}, "unknown_person"),
    ],
)
def test_what_can_not_be_stored_is_refused_and_sinks_nothing(
    phone: FlaskClient, event: Event, changes: dict[str, object], code: str
) -> None:
    point = make_check_list().points[0]
    good, bad = a_check(event, point), a_check(event, point) | changes
    said = send_checks(phone, bad, good)
    assert said[good["id"]]["answer"] == "recorded"
    assert next(each for key, each in said.items() if key != good["id"])["code"] == code


def test_a_draft_and_an_area_are_refused(phone: FlaskClient, event: Event) -> None:
    version = make_check_list()
    draft = make_check_version(version.check_list, "草稿", before=version, published=False)
    sent = [a_check(event, draft.points[0]), a_check(event, version.points[0], **at(event.place))]
    assert codes(send_checks(phone, *sent)) == ["unknown_point", "not_a_company"]
    assert db.session.scalar(select(func.count()).select_from(CheckUp)) == 0


def test_who_may_not_log_sends_nothing(app_context: Flask, event: Event) -> None:
    viewer = phone_of(app_context, make_person(Role.VIEWER))
    assert post_checks(viewer, {"checks": [a_check(event, make_check_list().points[0])]}).status_code == 403
