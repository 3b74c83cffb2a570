"""Follow-ups on their pages: who may do what, what is overdue, and contacts that go away."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.audit.models import AuditEntry
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid
from outreach.logbook.follow_ups import queries
from outreach.logbook.follow_ups.actions import (
    Facts,
    answer_follow_up,
    change_follow_up,
    drop_follow_up,
    erase_contacts,
    reopen_follow_up,
)
from outreach.logbook.follow_ups.models import FollowUp, FollowUpContact
from outreach.logbook.follow_ups.rules import CONTACT_KEPT, Referral, State
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Event
from tests.logbook.follow_ups.sending import a_follow_up, make_follow_up, send_follow_ups
from tests.logbook.sending import phone_of
from tests.making import NOW, make_event, make_person, make_team

LATER = NOW + timedelta(days=1)


@pytest.fixture
def worker(app_context: Flask) -> Person:
    return make_person(team=make_team())


@pytest.fixture
def event(app_context: Flask) -> Event:
    return make_event(team=make_team())


def contacts() -> int:
    return db.session.scalar(select(func.count()).select_from(FollowUpContact)) or 0


def facts_of(follow_up: FollowUp, **changes: Any) -> Facts:
    said = {
        "asked": follow_up.asked,
        "topic_id": follow_up.topic_id,
        "owed_by_id": follow_up.owed_by_id,
        "due_on": follow_up.due_on,
        "referral": follow_up.referral,
        "referral_to": follow_up.referral_to,
        "order_number": follow_up.order_number,
    }
    return Facts(**said | changes)


def test_the_contact_goes_away_with_the_answer_and_is_in_no_history(worker: Person, event: Event) -> None:
    follow_up = make_follow_up(event, worker, contact="13900001111")
    with transaction():
        answer_follow_up(queries.follow_up(follow_up.id), answer="已电话答复", by=worker, now=LATER)
    done = queries.follow_up(follow_up.id)
    assert (done.state, done.answer, done.settled_by_id, contacts()) == (State.DONE, "已电话答复", worker.id, 0)
    written = [str(each.old) + str(each.new) for each in changes_of(done)]
    assert len(written) == 3  # state, answer, contact
    assert not any("139" in each or "电话" in each for each in written)
    acts = db.session.scalars(select(AuditEntry.act).where(AuditEntry.subject_id == done.id)).all()
    assert set(acts) == {"follow_up.made", "follow_up.done"}


def test_dropping_and_opening_again_need_a_reason(worker: Person, event: Event) -> None:
    follow_up = make_follow_up(event, worker, contact="139")
    with pytest.raises(Invalid), transaction():
        drop_follow_up(queries.follow_up(follow_up.id), reason=" ", by=worker, now=LATER)
    assert contacts() == 1
    with transaction():
        drop_follow_up(queries.follow_up(follow_up.id), reason="本人已到窗口办结", by=worker, now=LATER)
    assert contacts() == 0
    with pytest.raises(Conflict), transaction():
        answer_follow_up(queries.follow_up(follow_up.id), answer="x", by=worker, now=LATER)
    with transaction():
        reopen_follow_up(queries.follow_up(follow_up.id), reason="又来问", by=worker, now=LATER)
    again = queries.follow_up(follow_up.id)
    assert (again.state, again.settled_at, contacts()) == (State.OPEN, None, 0)
    assert {each.reason for each in changes_of(again)} == {"本人已到窗口办结", "又来问"}


def test_handing_on_stands_in_the_history(worker: Person, event: Event) -> None:
    colleague = make_person(name="王芳")
    follow_up = make_follow_up(event, worker)
    with transaction():
        found = queries.follow_up(follow_up.id)
        facts = facts_of(found, owed_by_id=colleague.id, due_on=date(2025, 4, 1), asked="改写的问题")
        change_follow_up(found, facts=facts, by=worker, now=LATER)
    handed = queries.follow_up(follow_up.id)
    assert (handed.owed_by_id, handed.due_on) == (colleague.id, date(2025, 4, 1))
    lines = {each.field: (each.old, each.new) for each in changes_of(handed)}
    assert lines["owed_by"] == (worker.name, "王芳")
    assert set(lines) == {"owed_by", "due_on", "asked"}
    assert "改写" not in str(lines["asked"])


def test_contacts_go_away_by_their_date(worker: Person, event: Event) -> None:
    make_follow_up(event, worker, contact="139")
    assert not queries.any_contact_over(NOW + CONTACT_KEPT - timedelta(seconds=1))
    assert queries.any_contact_over(NOW + CONTACT_KEPT)
    with transaction():
        assert erase_contacts(now=NOW + CONTACT_KEPT) == 1
    assert contacts() == 0


@pytest.mark.parametrize("way", ["", "/{}", "/{}/edit"])
def test_nobody_sees_a_contact_that_is_over(app_context: Flask, worker: Person, event: Event, way: str) -> None:
    follow_up = make_follow_up(event, worker, contact="139-0000")  # it came in 2025
    page = phone_of(app_context, worker).get("/follow-ups" + way.format(follow_up.id))
    assert page.status_code == 200
    assert "139-0000" not in page.text
    assert contacts() == 0


def people(event: Event, worker: Person) -> dict[str, Person]:
    team = event.lead_team
    return {
        "maker": worker,
        "lead": make_person(Role.LEAD, team=team),
        "clerk": make_person(Role.CLERK),
        "colleague": make_person(team=team),
        "other": make_person(team=make_team("pension")),
        "other_lead": make_person(Role.LEAD, team=make_team("pension")),
        "viewer": make_person(Role.VIEWER),
    }


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("maker", True),
        ("lead", True),
        ("clerk", True),
        ("colleague", False),
        ("other", False),
        ("other_lead", False),
        ("viewer", False),
    ],
)
def test_who_answers_and_who_sees_the_contact(
    app_context: Flask, worker: Person, event: Event, who: str, may: bool
) -> None:
    person = people(event, worker)[who]
    client = phone_of(app_context, person)
    sent = a_follow_up(event, contact="13977776666")
    send_follow_ups(phone_of(app_context, worker), sent)
    page = client.get(f"/follow-ups/{sent['id']}")
    assert page.status_code == 200
    assert ("13977776666" in page.text) is may
    assert client.get(f"/follow-ups/{sent['id']}/edit").status_code == (200 if may else 403)
    assert "13977776666" not in client.get("/follow-ups?whose=all").text
    assert "13977776666" not in client.get("/follow-ups/export.csv?whose=all").text
    done = client.post(f"/follow-ups/{sent['id']}/done", data={"answer-answer": "已答"})
    assert done.status_code == (302 if may else 403)
    db.session.rollback()
    assert db.session.scalars(select(FollowUp.state)).one() is (State.DONE if may else State.OPEN)


def test_an_act_of_somebody_else_is_refused_below_the_page(worker: Person, event: Event) -> None:
    follow_up, other = make_follow_up(event, worker), make_person(team=make_team("pension"))
    with pytest.raises(Forbidden), transaction():
        change_follow_up(queries.follow_up(follow_up.id), facts=facts_of(follow_up), by=other, now=LATER)


def test_the_list_shows_mine_my_teams_and_all_overdue_on_top(app_context: Flask, worker: Person, event: Event) -> None:
    today = clock.today()
    make_follow_up(event, worker, asked="问题甲", due_on=today + timedelta(days=3))
    make_follow_up(event, worker, asked="问题乙", due_on=today - timedelta(days=3))
    make_follow_up(make_event(team=make_team("pension")), make_person(), asked="问题丙", due_on=today)
    client = phone_of(app_context, worker)
    mine = client.get("/follow-ups").text
    assert mine.index("问题乙") < mine.index("问题甲")
    assert ("问题丙" in mine, mine.count("is-overdue")) == (False, 1)
    assert "问题丙" in client.get("/follow-ups?whose=all&state=open").text
    assert "问题丙" not in client.get("/follow-ups?whose=team&state=open").text
    assert "问题甲" not in client.get("/follow-ups?whose=all&team=pension").text
    assert "问题甲" not in client.get("/follow-ups?whose=all&state=done").text
    home = client.get("/").text
    assert "问题乙" in home
    assert "问题丙" not in home
    lead = phone_of(app_context, make_person(Role.LEAD, team=make_team()))
    assert "1件答复已逾期" in lead.get("/").text
    viewer = phone_of(app_context, make_person(Role.VIEWER)).get("/follow-ups").text
    assert "问题甲" in viewer


def test_the_event_shows_its_questions_and_where_people_were_sent(
    app_context: Flask, worker: Person, event: Event
) -> None:
    for _ in range(2):
        make_follow_up(event, worker, owed=False, referral=Referral.ARBITRATION)
    make_follow_up(event, worker, referral=Referral.BUREAU, referral_to="住建局")
    assert queries.referrals_of(event.id) == {Referral.ARBITRATION: 2, Referral.BUREAU: 1}
    page = phone_of(app_context, worker).get(f"/events/{event.id}").text
    assert '仲裁 <b class="number">2</b>' in page
    assert "转住建局" in page


def test_the_plain_form_notes_a_question_and_keeps_what_was_typed(
    app_context: Flask, worker: Person, event: Event
) -> None:
    client = phone_of(app_context, worker)
    page = client.get(f"/log/{event.id}?early=1").text
    assert f"/log/{event.id}/follow-up" in page
    form = {"follow-follow_up_id": "01956a3c-0000-7000-8000-000000000001", "follow-asked": "怎么补缴"}
    form |= {"follow-owed": "y", "follow-owed_by": str(worker.id), "follow-due_on": "2025-03-11"}
    both = client.post(f"/log/{event.id}/follow-up", data=form | {"follow-order_number": "1", "follow-contact": "2"})
    assert (both.status_code, "怎么补缴" in both.text) == (422, True)
    for _ in range(2):
        assert client.post(f"/log/{event.id}/follow-up", data=form).status_code == 302
    assert db.session.scalars(select(FollowUp.asked)).all() == ["怎么补缴"]
    form["follow-follow_up_id"] = "01956a3c-0000-7000-8000-000000000002"
    missing = client.post(f"/log/{event.id}/follow-up", data=form | {"follow-asked": ""})
    assert missing.status_code == 422


def test_a_question_that_may_name_somebody_is_asked_about(app_context: Flask, worker: Person, event: Event) -> None:
    client, here = phone_of(app_context, worker), f"/log/{event.id}/follow-up"
    form = {"follow-follow_up_id": "01956a3c-0000-7000-8000-000000000001", "follow-asked": "王女士的社保怎么转"}
    asked = client.post(here, data=form)
    assert asked.status_code == 409 and "像是姓名或号码：王女士" in asked.text
    [yes] = re.findall(r'name="follow-confirm" value="([^"]+)"', asked.text)
    assert client.post(here, data=form | {"follow-confirm": yes}).status_code == 302
    follow_up = db.session.scalars(select(FollowUp)).one()
    again = client.post(f"/follow-ups/{follow_up.id}/edit", data={"asked": "王女士的社保怎么转？13800138000"})
    assert again.status_code == 409 and "王女士、13800138000" in again.text


def test_the_list_leaves_as_a_sheet(app_context: Flask, worker: Person, event: Event) -> None:
    make_follow_up(event, worker, asked="怎么补缴", order_number="12333-7", referral=Referral.WINDOW)
    client = phone_of(app_context, worker)
    text = client.get("/follow-ups/export.csv").get_data().decode("utf-8-sig")
    assert "怎么补缴" in text.splitlines()[1]
    assert "12333-7" in text
    book = client.get("/follow-ups/export.xlsx")
    assert book.get_data()[:2] == b"PK"


@pytest.mark.parametrize(
    ("changes", "shown", "hidden"),
    [
        ({"contact": "139"}, ("drop_contact", "owed_by", "contact"), ()),
        ({}, ("owed_by", "contact"), ("drop_contact",)),
        ({"owed": False}, ("asked",), ("owed_by", "due_on", "contact", "drop_contact")),
    ],
)
def test_the_form_offers_what_can_be_changed(
    app_context: Flask, worker: Person, event: Event, changes: dict[str, Any], shown: Any, hidden: Any
) -> None:
    follow_up = make_follow_up(event, worker, now=clock.now(), **changes)
    client = phone_of(app_context, worker)
    page = client.get(f"/follow-ups/{follow_up.id}/edit").text
    assert [name for name in shown if f'name="{name}"' not in page] == []
    assert [name for name in hidden if f'name="{name}"' in page] == []
    form = {"asked": "改写", "owed_by": str(worker.id), "due_on": "2025-04-01", "contact": ""}
    assert client.post(f"/follow-ups/{follow_up.id}/edit", data=form).status_code == 302
    db.session.refresh(follow_up)
    assert follow_up.asked == "改写"
    assert contacts() == ("contact" in changes)
