"""Events made on the spot as phones send them: each gets its own answer, and counts once."""

import json
from collections import Counter
from functools import partial
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from outreach.audit.actions import Machine
from outreach.db import db, new_id, transaction
from outreach.people.actions.tokens import make_token
from outreach.people.models import Person
from outreach.people.rules import Role, Scope
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.rules import Duty, Form, Status, Track
from tests.logbook.sending import OWN_PAGE, a_line, codes, phone_of, send, strange_phone
from tests.making import NOW, make_event, make_person, make_place, make_team
from tests.together import at_once

PHONES = 8


def an_event(**changes: Any) -> dict[str, Any]:
    """A desk at a gate that is on no list, as JSON."""
    event = {
        "id": str(new_id()),
        "title": "东门口设台",
        "place": None,
        "place_name": "高新区东门口",
        "starts_at": "2025-03-04T09:00:00+08:00",
        "ends_at": "2025-03-04T11:30:00+08:00",
        "track": "public",
        "form": "desk",
        "team": None,
        "note": None,
    }
    return event | changes


@pytest.fixture
def person(app_context: Flask) -> Person:
    return make_person(team=make_team())


@pytest.fixture
def phone(app_context: Flask, person: Person) -> FlaskClient:
    return phone_of(app_context, person)


def post_events(client: FlaskClient, body: Any, **headers: str) -> TestResponse:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/api/events", data=data, content_type="application/json", headers=OWN_PAGE | headers)


def made(client: FlaskClient, *events: Any, **more: Any) -> dict[str, dict[str, str]]:
    answer = post_events(client, {"events": list(events), **more})
    assert answer.status_code == 200, answer.text
    return answer.json["answers"]


def count(model: Any) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_an_event_and_its_numbers_come_from_one_phone(phone: FlaskClient, person: Person) -> None:
    sent = an_event()
    assert codes(made(phone, sent, person=str(person.id))) == ["recorded"]
    event = db.session.scalars(select(Event)).one()
    assert (str(event.id), event.title, event.status, event.track) == (
        sent["id"],
        "东门口设台",
        Status.PLANNED,
        Track.PUBLIC,
    )
    assert (event.place.name, event.place.kind) == ("高新区东门口", PlaceKind.OTHER)
    assert [each.form for each in event.forms] == [Form.DESK]
    assert [(each.person_id, each.duty) for each in event.staff] == [(person.id, Duty.LEAD)]
    assert event.lead_team.code == "employment"
    assert codes(send(phone, a_line(sent["id"], 30))) == ["recorded"]
    db.session.refresh(event)
    assert event.status is Status.HELD


def test_a_batch_sent_twice_makes_one_event(phone: FlaskClient) -> None:
    sent = an_event()
    assert codes(made(phone, sent)) == ["recorded"]
    assert codes(made(phone, sent | {"id": sent["id"].upper(), "starts_at": "2025-03-04T01:00:00Z"})) == [
        "already_there"
    ]
    assert codes(made(phone, sent, sent | {"note": "别的"})) == ["differs"]
    assert (count(Event), count(Place)) == (1, 1)


def test_what_a_lead_corrects_does_not_make_it_differ(phone: FlaskClient) -> None:
    sent = an_event()
    made(phone, sent)
    with transaction():
        db.session.scalars(select(Event)).one().title = "改过的标题"
    assert codes(made(phone, sent)) == ["already_there"]


def test_one_bad_event_never_sinks_the_others(phone: FlaskClient) -> None:
    planned = make_event()
    events = [
        an_event(place_name=None),
        an_event(team="nobody"),
        an_event(starts_at="2025-03-04T09:00:00"),
        an_event(form="party"),
        an_event(ends_at="2025-03-04T08:00:00+08:00"),
        an_event(id=str(planned.id)),
        an_event(title=5),
    ]
    good = an_event()
    answers = made(phone, *events, "nonsense", good)
    assert [answers[each["id"]]["code"] for each in events] == [
        "place_needed",
        "unknown_team",
        "time_without_offset",
        "bad_form",
        "ends_before_start",
        "differs",
        "bad_title",
    ]
    assert answers["#7"]["code"] == "not_a_line"
    assert answers[good["id"]]["answer"] == "recorded"
    assert count(SpotEvent) == 1


def test_a_known_name_is_the_known_place(phone: FlaskClient) -> None:
    park = make_place(PlaceKind.PARK, name="高新区")
    gate = make_place(PlaceKind.OTHER, name="东门", parent=park)
    made(phone, an_event(place_name="高新区"), an_event(place_name="高新区 · 东门"), an_event(place=str(gate.id)))
    assert count(Place) == 2
    assert {event.place_id for event in db.session.scalars(select(Event))} == {park.id, gate.id}
    assert all(spot.new_place_id is None for spot in db.session.scalars(select(SpotEvent)))


def test_a_title_begins_no_line_of_its_own(phone: FlaskClient) -> None:
    made(phone, an_event(title="进园区\r\n发放 900 份", place_name="北\u2028门"))
    event = db.session.scalars(select(Event)).one()
    assert (event.title, event.place.name) == ("进园区 发放 900 份", "北 门")


def test_a_phone_that_makes_events_without_end_is_stopped(
    phone: FlaskClient, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outreach.schedule.on_the_spot.actions.MOST_A_DAY", 3)
    events = [an_event() for _number in range(5)]
    said = codes(made(phone, *events))
    assert sorted(said) == ["recorded"] * 3 + ["too_many_events"] * 2
    stored = [event for event, code in zip(events, said, strict=True) if code == "recorded"]
    assert codes(made(phone, *stored)) == ["already_there"] * 3
    other = phone_of(phone.application, make_person(team=make_team("pension")))
    assert codes(made(other, an_event())) == ["recorded"]


def test_two_desks_at_one_new_gate_share_the_place(phone: FlaskClient) -> None:
    made(phone, an_event(), an_event(title=None))
    assert count(Place) == 1
    titles = set(db.session.scalars(select(Event.title)))
    assert titles == {"东门口设台", "高新区东门口普法宣传"}


def test_who_has_no_team_says_which(app_context: Flask) -> None:
    make_team("pension")
    clerk = phone_of(app_context, make_person(Role.CLERK))
    assert codes(made(clerk, an_event())) == ["team_needed"]
    assert codes(made(clerk, an_event(team="pension"))) == ["recorded"]
    assert not db.session.scalars(select(Event)).one().staff


@pytest.mark.parametrize(
    ("role", "scope", "status"),
    [(Role.STAFF, Scope.LOG, 200), (Role.STAFF, Scope.READ, 401), (Role.VIEWER, Scope.LOG, 403)],
)
def test_a_token_makes_events_when_its_scope_and_its_person_may(
    app_context: Flask, role: Role, scope: Scope, status: int
) -> None:
    holder = make_person(role, team=make_team())
    with transaction():
        secret = make_token(person=holder, scope=scope, by=Machine(), now=NOW, label="手机")[1]
    answer = strange_phone(app_context).post(
        "/api/events", json={"events": [an_event()]}, headers={"Authorization": f"Bearer {secret}"}
    )
    assert answer.status_code == status
    assert count(Event) == (1 if status == 200 else 0)


def test_strangers_other_sites_and_other_people_are_turned_away(app_context: Flask, phone: FlaskClient) -> None:
    body = {"events": [an_event()]}
    assert post_events(strange_phone(app_context), body).status_code == 401
    assert phone.post("/api/events", json=body, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    other = post_events(phone, body | {"person": str(make_person().id)})
    assert (other.status_code, other.json["error"]["code"]) == (409, "other_person")
    assert post_events(phone, b'{"tallies": []}').json["error"]["code"] == "no_batch"
    assert post_events(phone, {"events": [{}] * 501}).status_code == 413
    assert count(Event) == 0


def test_eight_phones_with_one_batch_make_its_events_once(app_context: Flask) -> None:
    team = make_team()
    phones = [phone_of(app_context, make_person(team=team)) for _ in range(PHONES)]
    events = [an_event(place_name=f"{number}号门") for number in range(4)]

    def one(number: int) -> TestResponse:
        batch = events if number % 2 else list(reversed(events))
        return post_events(phones[number], {"events": [*batch, an_event(place_name=f"门{number}")]})

    answers = at_once([partial(one, number) for number in range(PHONES)])
    assert [answer.status_code for answer in answers] == [200] * PHONES
    for event in events:
        said = Counter(answer.json["answers"][event["id"]]["answer"] for answer in answers)
        assert said == {"recorded": 1, "already_there": PHONES - 1}
    assert count(Event) == 4 + PHONES
    assert count(Place) == 4 + PHONES
