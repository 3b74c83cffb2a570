"""What a phone is told of check-ups for its days."""

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.laws.subjects import Subject
from outreach.people.models import Person
from outreach.places.rules import PlaceKind
from outreach.schedule.rules import Track
from tests.check_ups.sending import a_check, at, send_checks
from tests.logbook.sending import phone_of
from tests.making import (
    NOW,
    make_check_list,
    make_check_up,
    make_check_version,
    make_event,
    make_law,
    make_person,
    make_place,
    make_team,
)


@pytest.fixture
def person(app_context: Flask) -> Person:
    return make_person(team=make_team())


@pytest.fixture
def phone(app_context: Flask, person: Person) -> FlaskClient:
    return phone_of(app_context, person)


def test_the_phone_gets_the_last_published_version_of_each_list(phone: FlaskClient) -> None:
    version = make_check_list("合同", "名册", subject=Subject.PAY, title="工资")
    newer = make_check_version(version.check_list, "合同", before=version)
    make_check_version(version.check_list, "草稿", before=newer, published=False)
    make_check_list(retired_at=NOW)
    law = make_law(title="劳动合同法", in_force_to=date(2026, 11, 20))
    newer.points[0].law, newer.points[0].article = law, "第十条"
    db.session.commit()
    (told,) = phone.get("/api/phone").json["check_lists"]
    assert (told["title"], told["subject"], told["version"]) == ("工资", "pay", 2)
    (point,) = told["points"]
    assert (point["id"], point["key"]) == (str(newer.points[0].id), str(version.points[0].key))
    assert (point["law"], point["law_from"], point["law_to"]) == ("劳动合同法", "2008-01-01", "2026-11-20")


def test_the_phone_gets_check_ups_with_all_answers_and_what_was_found_before(
    app_context: Flask, phone: FlaskClient, person: Person
) -> None:
    now = clock.now()
    park = make_place(PlaceKind.PARK)
    company = make_place(PlaceKind.ENTERPRISE, name="宏达", parent=park)
    first, second = make_check_list("合同", "名册").points
    before = make_event(place=park, track=Track.ENTERPRISE, starts_at=now - timedelta(days=90))
    make_check_up(before, company, {first: Found.RISK, second: Found.NOT_SEEN})
    event = make_event(team=make_team(), place=park, track=Track.ENTERPRISE, starts_at=now)
    sent = a_check(event, first, "in_order", note="已补签", **at(company))
    better = a_check(event, first, "risk", replaces=[sent["id"]], **at(company))
    send_checks(phone, sent, better)
    facts = phone.get("/api/phone").json
    (told,) = facts["check_ups"]
    assert told["event"] == str(event.id)
    assert told["company"] == {"id": str(company.id), "name": "宏达"}
    assert told["before"] == {str(first.key): "risk"}
    assert [(each["id"], each["found"], each["note"], each["replaces"]) for each in told["answers"]] == [
        (sent["id"], "in_order", "已补签", []),
        (better["id"], "risk", None, [sent["id"]]),
    ]
    assert told["answers"][0]["by"] == person.name
    assert facts["companies"][0] == {"id": str(company.id), "name": "宏达", "in": park.name}


def test_an_event_that_goes_to_a_company_stands_there_before_anybody_begins(phone: FlaskClient) -> None:
    company = make_place(PlaceKind.ENTERPRISE)
    event = make_event(team=make_team(), place=company, starts_at=clock.now())
    assert phone.get("/api/phone").json["check_ups"] == [
        {
            "event": str(event.id),
            "company": {"id": str(company.id), "name": company.name},
            "answers": [],
            "is_cut": False,
            "before": {},
            "is_voided": False,
        }
    ]
