"""People say whether they can be there; what is missing stands on the lead's board with the link that mends it."""

from datetime import date, timedelta
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.audit.models import AuditEntry
from outreach.db import db, transaction
from outreach.errors import Conflict, Invalid
from outreach.people.actions import disable_person, enable_person
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule import actions, queries
from outreach.schedule.cautions import cautions
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.clashes.queries import find_clashes
from outreach.schedule.clashes.rules import ClashKind
from outreach.schedule.duties import gap_queries
from outreach.schedule.duties.actions import accept_duty, decline_duty
from outreach.schedule.duties.gap_rules import GapKind
from outreach.schedule.facts import Facts, facts_of
from outreach.schedule.models import Assignment, Event
from outreach.schedule.papers.notices import notice_of
from outreach.schedule.rules import Answer, Duty, Status
from tests.making import NOW, make_event, make_leave, make_person, make_team
from tests.signing_in import sign_in

LATER = NOW + timedelta(hours=1)
TODAY = date(2025, 3, 4)
TOMORROW = NOW + timedelta(days=1)


def an_event_of(*people: Person, duty: Duty = Duty.DESK, **changes: object) -> Event:
    event = make_event(**{"starts_at": TOMORROW, "team": make_team()} | changes)  # type: ignore[arg-type]
    with transaction():
        db.session.add_all(Assignment(event_id=event.id, person_id=each.id, duty=duty) for each in people)
    return queries.event(event.id)


def declined(event: Event, person: Person, reason: str = "另有会议") -> None:
    with transaction():
        decline_duty(queries.event(event.id), reason=reason, by=person, now=LATER)


def duty_of(event: Event) -> Assignment:
    db.session.rollback()
    return queries.event(event.id).staff[0]


def lacking(person: Person) -> list[str]:
    return [each.event.title for each in gap_queries.lacking(person, TODAY)]


def test_a_duty_is_accepted_or_declined_with_a_reason(app_context: Flask) -> None:
    anna = make_person(name="王芳")
    event = an_event_of(anna)
    with transaction():
        accept_duty(queries.event(event.id), by=anna, now=LATER)
    assert (duty_of(event).answer, duty_of(event).answered_at) == (Answer.ACCEPTED, LATER)
    with pytest.raises(Invalid):
        declined(event, anna, " ")
    declined(event, anna)
    assert (duty_of(event).answer, duty_of(event).answer_reason) == (Answer.DECLINED, "另有会议")
    newest = changes_of(event)[0]
    assert (newest.field, newest.new, newest.reason) == ("answer", "王芳：来不了", "另有会议")
    acts = db.session.scalars(db.select(AuditEntry.act).where(AuditEntry.act.startswith("duty.")))
    assert sorted(acts) == ["duty.accepted", "duty.declined"]


@pytest.mark.parametrize("status", [Status.HELD, Status.CANCELLED])
def test_there_is_nothing_to_answer_at_what_is_over(app_context: Flask, status: Status) -> None:
    anna = make_person()
    event = an_event_of(anna, status=status)
    with pytest.raises(Conflict):
        accept_duty(queries.event(event.id), by=anna, now=LATER)
    with pytest.raises(Conflict):
        accept_duty(queries.event(an_event_of().id), by=anna, now=LATER)


def test_at_another_time_everybody_is_asked_again(app_context: Flask) -> None:
    anna, clerk = make_person(), make_person(Role.CLERK)
    event = an_event_of(anna)
    declined(event, anna)
    with transaction():
        actions.change_event(queries.event(event.id), by=clerk, now=LATER, title="换个题目")
    assert duty_of(event).answer is Answer.DECLINED
    with transaction():
        later = TOMORROW + timedelta(days=1)
        actions.move_event(
            queries.event(event.id), starts_at=later, ends_at=later + timedelta(hours=1), by=clerk, now=LATER
        )
    assert (duty_of(event).answer, duty_of(event).answer_reason) == (Answer.NONE, None)


def test_somebody_new_at_another_time_is_asked_for_the_first_time(app_context: Flask) -> None:
    anna, ben, clerk = make_person(), make_person(), make_person(Role.CLERK)
    event = an_event_of(anna)
    later = TOMORROW + timedelta(days=1)
    with transaction():
        times = {"starts_at": later, "ends_at": later + timedelta(hours=1)}
        staff = {ben.id: Duty.LEAD}
        actions.change_event(queries.event(event.id), by=clerk, now=LATER, staff=staff, **times)
    assert [(each.person_id, each.answer) for each in queries.event(event.id).staff] == [(ben.id, Answer.NONE)]


def test_a_declined_duty_is_a_gap_until_somebody_else_is_chosen(app_context: Flask) -> None:
    lead = make_person(Role.LEAD, team=make_team())
    anna, ben = make_person(name="王芳"), make_person(name="李明")
    event = an_event_of(anna, title="下月的咨询", starts_at=NOW + timedelta(days=40))
    assert lacking(lead) == []
    declined(event, anna)
    assert lacking(lead) == ["下月的咨询"]
    with transaction():
        actions.change_event(
            queries.event(event.id), by=lead, now=LATER, staff={ben.id: Duty.DESK}, anyway=Anyway("已协调")
        )
    assert lacking(lead) == []


def test_a_leave_brings_the_event_to_the_board_unless_it_was_planned_anyway(app_context: Flask) -> None:
    clerk, anna = make_person(Role.CLERK), make_person(name="王芳")
    event = an_event_of(anna)
    make_leave(anna, date(2025, 3, 5))
    assert lacking(clerk) == [event.title]
    with transaction():
        actions.change_event(queries.event(event.id), by=clerk, now=LATER, staff={})
        actions.change_event(
            queries.event(event.id), by=clerk, now=LATER, staff={anna.id: Duty.DESK}, anyway=Anyway("本人同意")
        )
    assert lacking(clerk) == []


def test_a_lead_sees_the_gaps_of_the_own_team_of_the_next_three_weeks(app_context: Flask) -> None:
    lead = make_person(Role.LEAD, team=make_team())
    mine = make_event(team=make_team(), starts_at=TOMORROW)
    make_event(team=make_team(), starts_at=NOW + timedelta(days=30))
    make_event(team=make_team("pension"), starts_at=TOMORROW)
    make_event(team=make_team(), starts_at=TOMORROW, status=Status.CANCELLED)
    assert lacking(lead) == [mine.title]
    assert len(lacking(make_person(Role.CLERK))) == 2


def test_who_left_is_missed_however_far_ahead_the_event_is(app_context: Flask) -> None:
    lead, admin = make_person(Role.LEAD, team=make_team()), make_person(Role.ADMIN)
    anna = make_person(name="王芳", team=make_team())
    over = an_event_of(anna, starts_at=NOW - timedelta(days=3))
    ahead = an_event_of(anna, title="下月的咨询", starts_at=NOW + timedelta(days=40))
    busy = make_event(team=make_team("pension"), starts_at=NOW + timedelta(days=40))
    with transaction():
        disable_person(person=anna, by=admin, now=NOW)
    assert lacking(lead) == ["下月的咨询"]
    assert [gap.kind for gap in gap_queries.lacking(lead, TODAY).rows[0].gaps] == [GapKind.LEFT, GapKind.NOBODY]
    ahead, over = queries.event(ahead.id), queries.event(over.id)
    assert (ahead.coming, [each.person_id for each in over.coming]) == ([], [anna.id])
    assert "王芳" not in notice_of(ahead, None) and "王芳" in notice_of(over, None)
    said = facts_of(busy) | {"staff": {anna.id: Duty.DESK}}
    kinds = {clash.kind for clash in find_clashes(busy.id, cast(Facts, said), NOW).clashes}
    assert ClashKind.PERSON_BUSY not in kinds, "nobody who left is anywhere"
    with transaction():
        enable_person(person=anna, by=admin, now=LATER)
    assert lacking(lead) == []


def test_an_event_after_the_last_day_of_its_team_is_marked_however_far_ahead(app_context: Flask) -> None:
    clerk, anna = make_person(Role.CLERK), make_person()
    closing = make_team("wages", name="欠薪", mark="薪", last_day=TODAY + timedelta(days=40))
    last, after = (an_event_of(anna, team=closing, starts_at=NOW + timedelta(days=days)) for days in (40, 41))
    an_event_of(anna, starts_at=NOW + timedelta(days=60))
    found = gap_queries.lacking(clerk, TODAY).rows
    assert [(each.event.id, [gap.kind for gap in each.gaps]) for each in found] == [(after.id, [GapKind.TEAM_CLOSED])]
    said = [cautions(queries.event(each.id)) for each in (last, after)]
    assert (said[0], len(said[1])) == ([], 1) and "欠薪" in said[1][0]


def test_pages_say_whose_account_is_disabled_where_the_plan_names_them(lead: FlaskClient) -> None:
    anna, admin = make_person(name="王芳", team=make_team()), make_person(Role.ADMIN)
    ahead = an_event_of(anna, starts_at=clock.now() + timedelta(days=2)).id
    over = an_event_of(anna, starts_at=clock.now() - timedelta(days=9)).id
    with transaction():
        disable_person(person=anna, by=admin, now=clock.now())
    pages = [lead.get(f"/events/{event}").text for event in (ahead, over)]
    assert ["账号已停用" in page for page in pages] == [True, False]
    assert ["王芳" in lead.get(f"/events/{event}/sheet").text for event in (ahead, over)] == [False, True]
    assert "账号已停用" in lead.get(f"/events/{ahead}/edit?part=staff").text
    assert "的账号已停用" in lead.get("/events/gaps").text
    assert "账号已停用" in lead.get("/").text
    assert lead.get("/events.csv").text.count("王芳（账号已停用）") == 1


def test_a_colleague_answers_on_the_pages_and_the_lead_mends_the_gap(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    phone, desk = sqlite_app.test_client(), sqlite_app.test_client()
    with sqlite_app.app_context():
        anna = make_person(name="王芳")
        event_id = an_event_of(anna, title="集市咨询").id
        sign_in(phone, anna)
        sign_in(desk, make_person(Role.LEAD, team=make_team()))
    where = f"/events/{event_id}"
    assert f'action="{where}/accept"' in phone.get("/").text
    assert "集市咨询" in phone.get("/events/mine").text
    assert phone.post(f"{where}/accept", data={"next": "/events/mine"}).location == "/events/mine"
    assert f'action="{where}/accept"' not in phone.get("/").text
    assert phone.post(f"{where}/decline", data={"reason": ""}).status_code == 422
    assert phone.post(f"{where}/decline", data={"reason": "另有会议"}).status_code == 302
    for board in (desk.get("/").text, desk.get("/events/gaps").text):
        assert "另有会议" in board
        assert f'href="{where}/edit?part=staff#staff"' in board
    assert desk.get(f"{where}/edit?part=staff").status_code == 200


def test_who_is_not_on_an_event_has_no_buttons_there(lead: FlaskClient) -> None:
    event = an_event_of(make_person())
    assert "/accept" not in lead.get(f"/events/{event.id}").text
    assert lead.get(f"/events/{event.id}/decline").status_code == 302
    assert lead.post(f"/events/{event.id}/accept").status_code == 302
    assert duty_of(event).answer is Answer.NONE


def test_a_page_of_my_events_that_is_empty_says_what_comes(lead: FlaskClient) -> None:
    assert "/calendar" in lead.get("/events/mine").text.split("<main")[1]


@pytest.mark.parametrize(("role", "reads"), [(Role.VIEWER, False), (Role.STAFF, False), (Role.CLERK, True)])
def test_only_planners_read_why_somebody_is_away(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, role: Role, reads: bool
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    with sqlite_app.app_context():
        ill, away = make_person(name="王芳"), make_person(name="李强")
        make_leave(away, TODAY + timedelta(days=1))
        event = an_event_of(ill, away)
        declined(event, ill, "陪孩子住院")
        client = sqlite_app.test_client()
        sign_in(client, make_person(role))
        page = client.get(f"/events/{event.id}").text
        assert "王芳" in page and "李强" in page
        assert ("陪孩子住院" in page, "休假" in page.partition("<main")[2]) == (reads, reads)
