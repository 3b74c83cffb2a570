"""What a phone is told for its days, beside the events: what was logged there, teams, places at hand."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.people.models import Person
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Assignment
from outreach.schedule.rules import Answer
from tests.logbook.sending import a_line, phone_of, send, taking_back
from tests.making import NOW, make_event, make_material, make_person, make_place, make_team, stored


@pytest.fixture
def person(app_context: Flask) -> Person:
    return make_person(team=make_team())


@pytest.fixture
def phone(app_context: Flask, person: Person) -> FlaskClient:
    return phone_of(app_context, person)


def test_the_phone_gets_what_was_logged(phone: FlaskClient) -> None:
    event = make_event(team=make_team(), starts_at=clock.now())
    make_material(code="m")
    undone = a_line(event, 7, item="m")
    send(phone, a_line(event, 50, item="m"), undone, taking_back(undone), a_line(event, 3, kind="consultation"))
    silent = make_event(team=make_team(), starts_at=clock.now())
    facts = {each["id"]: each for each in phone.get("/api/phone").json["events"]}
    nets = sorted((net["kind"], net["code"], net["quantity"]) for net in facts[str(event.id)]["nets"])
    assert nets == [("consultation", None, 3), ("handout", "m", 50)]
    assert (facts[str(event.id)]["logged"], facts[str(silent.id)]["logged"]) == (True, False)
    assert facts[str(silent.id)]["nets"] == []


def test_facts_that_the_phone_has_are_not_told_again(phone: FlaskClient) -> None:
    event = make_event(team=make_team(), starts_at=clock.now())
    first = phone.get("/api/phone")
    known = {"If-None-Match": first.headers["ETag"]}
    again = phone.get("/api/phone", headers=known)
    assert (again.status_code, again.data, again.headers["X-Outreach"]) == (304, b"", "1")
    send(phone, a_line(event, 3, kind="consultation"))
    news = phone.get("/api/phone", headers=known)
    assert news.status_code == 200
    assert news.headers["ETag"] != first.headers["ETag"]


def test_the_phone_gets_who_is_planned_and_comes(phone: FlaskClient, person: Person) -> None:
    event, declined = make_event(team=make_team(), starts_at=clock.now()), make_person()
    stored(Assignment(event_id=event.id, person_id=person.id))
    facts = {"answer": Answer.DECLINED, "answered_at": NOW, "answer_reason": "出差"}
    stored(Assignment(event_id=event.id, person_id=declined.id, **facts))
    (told,) = phone.get("/api/phone").json["events"]
    assert told["staff"] == [{"id": str(person.id), "name": person.name}]


def test_the_phone_gets_the_places_of_its_team_first(phone: FlaskClient) -> None:
    now = clock.now()
    town = make_place(name="三江镇")
    last = make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=town)
    before = make_place(name="丁镇")
    make_place(name="旧址", retired_at=NOW)
    make_event(team=make_team(), place=last, starts_at=now)
    make_event(team=make_team(), place=before, starts_at=now - timedelta(days=30))
    facts = phone.get("/api/phone").json
    names = [place["name"] for place in facts["places"]]
    assert names[:2] == ["幸福社区", "丁镇"]
    assert "三江镇" in names
    assert "旧址" not in names
    assert facts["places"][0] == {"id": str(last.id), "name": "幸福社区", "kind": "community", "in": "三江镇"}
    assert facts["teams"][0] == {"code": "employment", "name": "就业创业", "name_en": None, "mark": "就", "palette": 1}
