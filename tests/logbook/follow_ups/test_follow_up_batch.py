"""Follow-ups as phones send them: each gets its own answer, counts nothing, and is stored once."""

from collections import Counter
from datetime import date, timedelta
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text
from werkzeug.test import TestResponse

from outreach import clock
from outreach.audit.actions import Machine
from outreach.db import db, new_id, transaction
from outreach.db.sealing import opened
from outreach.logbook.follow_ups.models import FollowUp, FollowUpContact
from outreach.logbook.follow_ups.rules import CONTACT_KEPT, Referral, State
from outreach.logbook.models import Tally
from outreach.people.actions.tokens import make_token
from outreach.people.models import Person
from outreach.people.rules import Role, Scope
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from tests.logbook.follow_ups.sending import a_follow_up, post_follow_ups, send_follow_ups
from tests.logbook.sending import a_line, codes, phone_of, send, strange_phone
from tests.making import NOW, make_event, make_person, make_team, make_topic
from tests.together import at_once

PHONES = 8


@pytest.fixture
def event(app_context: Flask) -> Event:
    return make_event()


@pytest.fixture
def person(app_context: Flask) -> Person:
    return make_person(team=make_team())


@pytest.fixture
def phone(app_context: Flask, person: Person) -> FlaskClient:
    return phone_of(app_context, person)


def stored() -> list[FollowUp]:
    db.session.rollback()
    return list(db.session.scalars(select(FollowUp).order_by(FollowUp.received_at, FollowUp.id)))


def test_a_question_is_owed_by_who_noted_it_within_the_usual_days(
    phone: FlaskClient, event: Event, person: Person
) -> None:
    topic = make_topic(code="t")
    sent = a_follow_up(event, topic="t", contact="139-0000-0000")
    assert codes(send_follow_ups(phone, sent)) == ["recorded"]
    kept = stored()[0]
    assert (kept.state, kept.owed_by_id, kept.made_by_id, kept.topic_id) == (
        State.OPEN,
        person.id,
        person.id,
        topic.id,
    )
    assert kept.due_on is not None
    until = [clock.today() + timedelta(days=number + 1) for number in range((kept.due_on - clock.today()).days)]
    assert sum(day.weekday() < 5 for day in until) == 5 and kept.due_on.weekday() < 5  # no holidays are known here
    contact = db.session.get_one(FollowUpContact, kept.id)
    assert contact.contact == "139-0000-0000"
    assert contact.erase_at <= clock.now() + CONTACT_KEPT


def test_a_contact_is_kept_sealed(phone: FlaskClient, event: Event) -> None:
    send_follow_ups(phone, a_follow_up(event, contact="139-0000-0000"))
    kept = db.session.scalar(text("SELECT contact FROM follow_up_contacts"))
    assert kept is not None
    assert "139" not in kept
    assert opened(kept) == "139-0000-0000"


def test_it_counts_nothing_and_holds_nothing(phone: FlaskClient, event: Event) -> None:
    line = a_line(event, 1, kind="consultation")
    send(phone, line)
    send_follow_ups(phone, a_follow_up(event, tally=line["id"]), a_follow_up(event))
    assert db.session.scalar(select(func.sum(Tally.quantity))) == 1
    other = make_event()
    send_follow_ups(phone, a_follow_up(other))
    db.session.refresh(other)
    assert other.status is Status.PLANNED


def test_a_mere_note_is_owed_by_nobody(phone: FlaskClient, event: Event) -> None:
    send_follow_ups(phone, a_follow_up(event, owed=False, referral="arbitration", contact="138"))
    kept = stored()[0]
    assert (kept.state, kept.owed_by_id, kept.due_on, kept.referral) == (
        State.NOTED,
        None,
        None,
        Referral.ARBITRATION,
    )
    assert db.session.scalar(select(func.count()).select_from(FollowUpContact)) == 0


def test_a_colleague_and_a_day_may_be_named(phone: FlaskClient, event: Event) -> None:
    colleague = make_person()
    send_follow_ups(phone, a_follow_up(event, owed_by=str(colleague.id).upper(), due_on="2025-03-10"))
    kept = stored()[0]
    assert (kept.owed_by_id, kept.due_on) == (colleague.id, date(2025, 3, 10))


def test_a_batch_sent_twice_stores_once(phone: FlaskClient, event: Event) -> None:
    sent = [a_follow_up(event), a_follow_up(event, contact="138"), a_follow_up(event, owed=False)]
    assert codes(send_follow_ups(phone, *sent)) == ["recorded"] * 3
    again = [each | {"id": each["id"].upper()} for each in sent]
    assert codes(send_follow_ups(phone, *again)) == ["already_there"] * 3
    assert codes(send_follow_ups(phone, sent[0], sent[0] | {"asked": "别的"})) == ["differs"]
    assert len(stored()) == 3


def test_one_bad_follow_up_never_sinks_the_others(phone: FlaskClient, event: Event) -> None:
    bad = [
        a_follow_up(str(new_id())),
        a_follow_up(event, asked=" "),
        a_follow_up(event, topic="x"),
        a_follow_up(event, order_number="1", contact="2"),
        a_follow_up(event, due_on="soon"),
    ]
    good = a_follow_up(event)
    answers = send_follow_ups(phone, *bad, 5, good)
    assert [answers[each["id"]]["code"] for each in bad] == [
        "unknown_event",
        "asked_missing",
        "unknown_item",
        "number_and_contact",
        "bad_due_on",
    ]
    assert answers["#5"]["code"] == "not_a_line"
    assert answers[good["id"]]["answer"] == "recorded"
    assert len(stored()) == 1


@pytest.mark.parametrize(
    ("role", "scope", "status"),
    [(Role.STAFF, Scope.LOG, 200), (Role.STAFF, Scope.READ, 401), (Role.VIEWER, Scope.LOG, 403)],
)
def test_a_token_notes_when_its_scope_and_its_person_may(
    app_context: Flask, event: Event, role: Role, scope: Scope, status: int
) -> None:
    with transaction():
        secret = make_token(person=make_person(role), scope=scope, by=Machine(), now=NOW, label="手机")[1]
    answer = strange_phone(app_context).post(
        "/api/follow-ups",
        json={"follow_ups": [a_follow_up(event)]},
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == status


def test_strangers_other_sites_and_other_people_are_turned_away(
    app_context: Flask, phone: FlaskClient, event: Event
) -> None:
    body = {"follow_ups": [a_follow_up(event)]}
    assert post_follow_ups(strange_phone(app_context), body).status_code == 401
    assert phone.post("/api/follow-ups", json=body, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert post_follow_ups(phone, body | {"person": str(make_person().id)}).status_code == 409
    assert post_follow_ups(phone, {"follow_ups": [{}] * 501}).status_code == 413
    assert stored() == []


def test_eight_phones_with_one_batch_store_it_once(app_context: Flask, event: Event) -> None:
    phones = [phone_of(app_context, make_person()) for _ in range(PHONES)]
    shared = [a_follow_up(event, contact=str(number)) for number in range(6)]

    def one(number: int) -> TestResponse:
        batch = shared if number % 2 else list(reversed(shared))
        return post_follow_ups(phones[number], {"follow_ups": [*batch, a_follow_up(event)]})

    answers = at_once([partial(one, number) for number in range(PHONES)])
    assert [answer.status_code for answer in answers] == [200] * PHONES
    for each in shared:
        said = Counter(answer.json["answers"][each["id"]]["answer"] for answer in answers)
        assert said == {"recorded": 1, "already_there": PHONES - 1}
    assert len(stored()) == 6 + PHONES
    assert db.session.scalar(select(func.count()).select_from(FollowUpContact)) == 6


def test_the_phone_knows_who_may_owe_an_answer(phone: FlaskClient, person: Person) -> None:
    colleague, viewer = make_person(team=make_team()), make_person(Role.VIEWER, team=make_team())
    other = make_person(team=make_team("pension"))
    known = {each["id"] for each in phone.get("/api/phone").json["colleagues"]}
    assert known == {str(person.id), str(colleague.id)}
    assert not {str(viewer.id), str(other.id)} & known


def test_a_phone_that_notes_questions_without_end_is_stopped(
    phone: FlaskClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outreach.logbook.follow_ups.queries.MOST_A_DAY", 3)
    wanted = [a_follow_up(event) for _number in range(4)]
    assert codes(send_follow_ups(phone, *wanted)) == ["recorded"] * 3 + ["too_many_follow_ups"]
    assert codes(send_follow_ups(phone, *wanted)) == ["already_there"] * 3 + ["too_many_follow_ups"]
    other = phone_of(phone.application, make_person(team=make_team()))
    assert codes(send_follow_ups(other, a_follow_up(event))) == ["recorded"]
