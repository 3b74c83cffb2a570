"""A check-up that was begun wrongly: it counts nowhere, its answers stay, and it can be restored."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from outreach import clock
from outreach.audit.models import AuditEntry, Change
from outreach.check_ups import soundness
from outreach.check_ups.actions import finish_check_up
from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.merging import merge_event
from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices.actions import hand_over, make_notice, review_notice
from outreach.check_ups.notices.queries import revisits_due
from outreach.check_ups.phone import phone_facts
from outreach.check_ups.queries import void_of
from outreach.check_ups.rules import Found
from outreach.check_ups.voiding import restore_check_up, void_check_up
from outreach.db import db
from outreach.errors import Conflict, Forbidden, Invalid
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.merging.actions import merge_places
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.reports.drawings.causes import causes_since
from outreach.reports.figures import figure
from outreach.reports.filters import Filters
from outreach.reports.values import draw
from outreach.schedule.models import Event
from outreach.schedule.rules import Track
from tests.check_ups.sending import a_check, at, found_at, send_checks
from tests.logbook.sending import phone_of
from tests.making import (
    NOW,
    make_bureau,
    make_check_list,
    make_check_up,
    make_event,
    make_person,
    make_place,
    make_team,
)

LATER = NOW + timedelta(days=1)
FIGURES = ("enterprises", "check_ups", "risks_found", "risks_mended")


@pytest.fixture
def clerk(app_context: Flask) -> Person:
    return make_person(Role.CLERK)


@pytest.fixture
def company(app_context: Flask) -> Place:
    return make_place(PlaceKind.ENTERPRISE, name="宏达机械有限公司")


@pytest.fixture
def point(app_context: Flask) -> CheckPoint:
    return make_check_list("合同").points[0]


def visit(days: int = 0) -> Event:
    """A session in a park, so that a company is visited by its check-up alone."""
    return make_event(starts_at=NOW + timedelta(days=days), track=Track.ENTERPRISE)


def counted() -> list[int | None]:
    return [draw(figure(key), Filters.of_year(NOW.year)).value for key in FIGURES]


def is_sound() -> bool:
    return list(soundness.findings()) == []


def test_it_counts_nowhere_until_it_is_restored(clerk: Person, company: Place, point: CheckPoint) -> None:
    check_up = make_check_up(visit(), company, {point: Found.RISK})
    later = make_check_up(visit(7), company, {point: Found.IN_ORDER})
    assert counted() == [1, 2, 1, 1]
    void_check_up(check_up, reason="走错了门", by=clerk, now=LATER)
    db.session.commit()
    assert (found_at(check_up), counted(), is_sound()) == ({}, [1, 1, 0, 0], True)
    void_check_up(later, reason="未到场", by=clerk, now=LATER)
    assert (counted(), is_sound()) == ([0, 0, 0, 0], True)
    for each in (check_up, later):
        restore_check_up(each, by=clerk, now=LATER)
    assert (counted(), is_sound()) == ([1, 2, 1, 1], True)


def test_history_and_kept_drawings_say_why(clerk: Person, company: Place, point: CheckPoint) -> None:
    check_up = make_check_up(visit(), company, {point: Found.RISK})
    void_check_up(check_up, reason="走错了门", by=clerk, now=LATER)
    restore_check_up(check_up, by=clerk, now=LATER)
    changes = db.session.scalars(db.select(Change).where(Change.field == "check_up").order_by(Change.id)).all()
    assert [(each.subject_id, each.reason, each.moves_figure) for each in changes] == [
        (check_up.event_id, "走错了门", True),
        (check_up.event_id, None, True),
    ]
    assert not any(company.name in f"{each.old}{each.new}" for each in changes)
    assert [each.reason for each in causes_since(NOW, [check_up.id])[check_up.id]] == ["走错了门", None]
    acts = db.session.scalars(
        db.select(AuditEntry).where(AuditEntry.act.startswith("check_up.")).order_by(AuditEntry.id)
    )
    assert [each.act for each in acts][-2:] == ["check_up.voided", "check_up.restored"]


def test_what_phones_still_send_is_kept_and_told(app_context: Flask, clerk: Person) -> None:
    point, other = make_check_list("合同", "名册").points
    company, event = make_place(PlaceKind.ENTERPRISE, name="宏达机械有限公司"), visit()
    check_up = make_check_up(event, company, {point: Found.RISK})
    void_check_up(check_up, reason="走错了门", by=clerk, now=NOW)
    db.session.commit()
    person = make_person(team=event.lead_team)
    phone = phone_of(app_context, person)
    sent = [a_check(event, other, **at(company)), a_check(event, other)]
    answers = send_checks(phone, *sent)
    assert {each["code"] for each in answers.values()} == {"check_up_voided"}
    assert (found_at(check_up), counted()[1:]) == ({}, [0, 0, 0])
    (told,) = phone_facts(person, event.day, [db.session.get_one(Event, event.id)])["check_ups"]
    assert (told["is_voided"], len(told["answers"])) == (True, 3)
    restore_check_up(check_up, by=clerk, now=LATER)
    db.session.commit()
    assert found_at(check_up) == {"合同": Found.RISK, "名册": Found.RISK}


def test_answers_that_came_since_are_told_to_the_lead(app_context: Flask, clerk: Person) -> None:
    make_bureau()
    point, other = make_check_list("合同", "名册").points
    check_up = make_check_up(visit(), make_place(PlaceKind.ENTERPRISE, name="宏达机械有限公司"), {point: Found.RISK})
    event = check_up.event
    void_check_up(check_up, reason="走错了门", by=clerk, now=clock.now())
    db.session.commit()
    of_team, of_another = (
        phone_of(app_context, make_person(Role.LEAD, team=team)) for team in (event.lead_team, make_team("pension"))
    )
    pages = "/reviews", f"/events/{event.id}"
    assert not any("又收到填报" in of_team.get(page).text for page in pages)
    send_checks(phone_of(app_context, make_person(team=event.lead_team)), a_check(event, other, **at(check_up.place)))
    for page in pages:
        said = of_team.get(page).text
        assert "作废的体检又收到填报" in said and f'href="/check-ups/{check_up.id}"' in said
    assert "又收到填报" not in of_another.get("/reviews").text
    check_up = db.session.get_one(CheckUp, check_up.id)
    restore_check_up(check_up, by=clerk, now=LATER)
    db.session.commit()
    assert not any("又收到填报" in of_team.get(page).text for page in pages)


def test_with_a_notice_it_stays(clerk: Person, company: Place, point: CheckPoint) -> None:
    check_up = make_check_up(visit(), company, {point: Found.RISK})
    make_notice(check_up, by=clerk, now=NOW, unfinished_is_meant=True)
    with pytest.raises(Conflict) as refusal:
        void_check_up(check_up, reason="走错了门", by=clerk, now=LATER)
    assert refusal.value.code == "notice_stands"


def test_a_voided_one_gets_no_notice_and_no_end(clerk: Person, company: Place, point: CheckPoint) -> None:
    check_up = make_check_up(visit(), company, {point: Found.RISK})
    void_check_up(check_up, reason="走错了门", by=clerk, now=LATER)
    for act in (make_notice, finish_check_up):
        with pytest.raises(Conflict) as refusal:
            act(check_up, by=clerk, now=LATER)
        assert refusal.value.code == "voided"


def test_a_revisit_that_was_none_is_due_again(clerk: Person, company: Place, point: CheckPoint) -> None:
    first = make_check_up(visit(), company, {point: Found.RISK})
    notice = make_notice(first, by=clerk, now=NOW, unfinished_is_meant=True)
    review_notice(notice, by=make_person(Role.CLERK), now=NOW)
    hand_over(notice, notice.reviewed_at.date(), by=clerk, now=LATER)
    due = notice.revisit_on + timedelta(days=1)
    again = make_check_up(visit(90), company, {point: Found.IN_ORDER})
    finish_check_up(again, by=clerk, now=LATER)
    assert list(revisits_due(None, due, most=9)) == []
    void_check_up(again, reason="没去成", by=clerk, now=LATER)
    assert list(revisits_due(None, due, most=9)) == [notice]
    restore_check_up(again, by=clerk, now=LATER)
    assert list(revisits_due(None, due, most=9)) == []


def test_what_was_voided_stays_out_when_its_company_was_another_one(
    clerk: Person, company: Place, point: CheckPoint
) -> None:
    event, twin = visit(), make_place(PlaceKind.ENTERPRISE, name="宏达机械")
    wrong = make_check_up(event, twin, {point: Found.RISK})
    right = make_check_up(event, company, {point: Found.IN_ORDER})
    void_check_up(wrong, reason="重复", by=clerk, now=NOW)
    merge_places(twin.id, company.id, by=clerk, now=LATER)
    db.session.commit()
    assert (found_at(right), counted(), is_sound()) == ({"合同": Found.IN_ORDER}, [1, 1, 0, 0], True)


def test_what_counts_never_goes_into_a_voided_one(clerk: Person, company: Place, point: CheckPoint) -> None:
    one, other = visit(), visit(1)
    make_check_up(one, company, {point: Found.RISK})
    void_check_up(make_check_up(other, company, {point: Found.RISK}), reason="没去成", by=clerk, now=NOW)
    with pytest.raises(Conflict) as refusal:
        merge_event(one, other, by=clerk, now=LATER)
    assert refusal.value.code == "voided_there"


@pytest.mark.parametrize(
    ("role", "is_of_team", "may"),
    [
        (Role.ADMIN, False, True),
        (Role.CLERK, False, True),
        (Role.LEAD, True, True),
        (Role.LEAD, False, False),
        (Role.STAFF, True, False),
    ],
)
def test_who_may_act_for_the_team_voids(
    clerk: Person, company: Place, point: CheckPoint, role: Role, is_of_team: bool, may: bool
) -> None:
    check_up = make_check_up(visit(), company, {point: Found.RISK})
    person = make_person(role, team=check_up.event.lead_team if is_of_team else make_team("pension"))
    if may:
        assert void_check_up(check_up, reason="走错了门", by=person, now=LATER).by_id == person.id
        return
    with pytest.raises(Forbidden):
        void_check_up(check_up, reason="走错了门", by=person, now=LATER)


def test_it_needs_a_reason_and_is_done_once(clerk: Person, company: Place, point: CheckPoint) -> None:
    check_up = make_check_up(visit(), company, {point: Found.RISK})
    with pytest.raises(Conflict):
        restore_check_up(check_up, by=clerk, now=LATER)
    with pytest.raises(Invalid):
        void_check_up(check_up, reason=" ", by=clerk, now=LATER)
    void_check_up(check_up, reason="走错了门", by=clerk, now=LATER)
    with pytest.raises(Conflict):
        void_check_up(check_up, reason="走错了门", by=clerk, now=LATER)


def test_a_page_voids_shows_and_restores(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        point = make_check_list("合同").points[0]
        check_up: CheckUp = make_check_up(visit(), make_place(PlaceKind.ENTERPRISE), {point: Found.RISK})
        desk = phone_of(sqlite_app, make_person(Role.CLERK))
        address, name = f"/check-ups/{check_up.id}", check_up.place.name
        assert f"{address}/void" in desk.get(address).text
        assert "请先撤回提示书" not in desk.get(f"{address}/void").text
        assert desk.post(f"{address}/void", data={"reason": ""}).status_code == 422
        assert desk.post(f"{address}/void", data={"reason": "走错了门"}).location == address
        page = desk.get(address).text
        assert "走错了门" in page
        assert not any(f"{address}/{act}" in page for act in ("finish", "points", "company", "void"))
        assert desk.get(f"{address}/points/{point.id}").status_code == 302
        making = desk.get(f"{address}/notice").text
        assert "走错了门" in making and "生成草稿" not in making
        assert desk.post(f"{address}/notice").status_code == 409
        assert name not in desk.get("/check-ups").text
        assert name in desk.get("/check-ups?state=voided").text
        of_event = f"/check-ups?event={check_up.event_id}&amp;state=voided"
        assert of_event in desk.get(f"/events/{check_up.event_id}").text
        begun = desk.post(f"/check-ups/new?event={check_up.event_id}", data={"company": name})
        assert (begun.status_code, void_of(check_up) is None) == (422, False)
        assert desk.post(f"{address}/restore").location == address
        assert "走错了门" not in desk.get(address).text
        assert name in desk.get("/check-ups").text
        assert of_event not in desk.get(f"/events/{check_up.event_id}").text
        made = desk.post(f"{address}/notice", data={}, follow_redirects=True)
        asked = re.findall('name="confirm" value="([^"]+)"', made.text)
        here = desk.post(f"{address}/notice", data={"confirm": asked}).location
        voiding = desk.get(f"{address}/void").text
        assert "请先撤回提示书" in voiding and here in voiding
