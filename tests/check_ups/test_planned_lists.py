"""Which lists are to be filled at an event is said beforehand; the phone is told, and any other can still be filled."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import true

from outreach.audit.models import Change
from outreach.check_ups.lists.models import CheckListVersion
from outreach.check_ups.lists.planned import plan_lists, planned_at, planned_at_each
from outreach.check_ups.phone import phone_facts
from outreach.check_ups.rules import Found
from outreach.check_ups.sheet import sheet_of
from outreach.db import db
from outreach.errors import Forbidden
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event
from outreach.schedule.rules import Track
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


@pytest.fixture
def lists(app_context: Flask) -> list[CheckListVersion]:
    return [make_check_list(title=title, position=at) for at, title in enumerate(("合同", "工资", "工时"))]


@pytest.fixture
def event(lists: list[CheckListVersion]) -> Event:
    return make_event(track=Track.ENTERPRISE)


def test_they_are_told_to_phones_and_stand_in_the_history(lists: list[CheckListVersion], event: Event) -> None:
    lead = make_person(Role.LEAD, team=event.lead_team)
    plan_lists(event, [lists[2].list_id, lists[1].list_id], by=lead, now=NOW)
    plan_lists(event, [lists[1].list_id, lists[2].list_id], by=lead, now=NOW)
    assert [each.title for each in planned_at(event.id)] == ["工资", "工时"]
    (told,) = phone_facts(lead, event.day, [event, make_event()])["planned_check_lists"]
    assert (told["event"], set(told["lists"])) == (str(event.id), {str(each.list_id) for each in lists[1:]})
    plan_lists(event, [], by=lead, now=NOW)
    assert planned_at_each([event.id]) == {}
    changes = db.session.scalars(db.select(Change).where(Change.field == "check_lists").order_by(Change.id)).all()
    assert [(each.old, each.new) for each in changes] == [(None, "工资、工时"), ("工资、工时", None)]


@pytest.mark.parametrize(("role", "team"), [(Role.STAFF, "employment"), (Role.LEAD, "pension")])
def test_only_who_plans_the_event_says_so(lists: list[CheckListVersion], event: Event, role: Role, team: str) -> None:
    with pytest.raises(Forbidden):
        plan_lists(event, [], by=make_person(role, team=make_team(team)), now=NOW)


def test_at_a_desk_they_stand_before_the_others(lists: list[CheckListVersion], event: Event) -> None:
    check_up = make_check_up(event, found={})
    plan_lists(event, [lists[2].list_id], by=make_person(Role.CLERK), now=NOW)
    assert next(section.check_list.title for section in sheet_of(check_up, true()).others) == "工时"


def test_at_a_desk_a_list_with_a_risk_of_last_time_stands_first_till_it_is_looked_at(app_context: Flask) -> None:
    lists = [make_check_list(title=title, position=at) for at, title in enumerate(("合同", "工资", "工时"))]
    company = make_place(PlaceKind.ENTERPRISE)
    make_check_up(make_event(place=company), company, {lists[1].points[0]: Found.RISK, lists[1].points[1]: Found.RISK})
    revisit = make_event(place=company, starts_at=NOW + timedelta(days=90))
    plan_lists(revisit, [lists[2].list_id], by=make_person(Role.CLERK), now=NOW)

    check_up = make_check_up(revisit, company, {})
    others = sheet_of(check_up, true()).others
    assert [(each.check_list.title, each.again) for each in others] == [("工资", 2), ("工时", 0), ("合同", 0)]
    make_check_up(revisit, company, {lists[1].points[0]: Found.IN_ORDER, lists[1].points[1]: Found.NOT_SEEN})
    assert [each.again for each in sheet_of(check_up, true()).begun] == [1]


@pytest.fixture
def lead(sqlite_app: Flask) -> Iterator[tuple[FlaskClient, Person]]:
    with sqlite_app.app_context():
        make_bureau()
        person = make_person(Role.LEAD, team=make_team())
        yield phone_of(sqlite_app, person), person


def test_the_event_of_a_revisit_names_the_lists_with_risks_of_last_time(lead: tuple[FlaskClient, Person]) -> None:
    client, _person = lead
    wage, company = make_check_list(title="工资"), make_place(PlaceKind.ENTERPRISE)
    make_check_up(make_event(place=company), company, dict.fromkeys(wage.points, Found.RISK))
    revisit = make_event(team=make_team(), place=company, track=Track.ENTERPRISE, starts_at=NOW + timedelta(days=90))
    assert "工资（2项）" in client.get(f"/events/{revisit.id}").text
    elsewhere = make_event(team=make_team(), track=Track.ENTERPRISE, starts_at=NOW + timedelta(days=90))
    assert "上次有风险" not in client.get(f"/events/{elsewhere.id}").text


def test_a_lead_chooses_them_at_the_event(lead: tuple[FlaskClient, Person]) -> None:
    client, _person = lead
    wage = make_check_list(title="工资")
    make_check_list(title="工时")
    event = make_event(team=make_team(), track=Track.ENTERPRISE)
    address = f"/check-lists/at/{event.id}"
    assert address in client.get(f"/events/{event.id}").text
    assert "工时" in client.get(address).text
    saved = client.post(address, data={"list_ids": [str(wage.list_id)]})
    assert saved.location == f"/events/{event.id}#check-ups"
    page = client.get(f"/events/{event.id}").text
    assert "工资" in page and "工时" not in page
    assert address not in client.get(f"/events/{make_event(team=make_team()).id}").text
