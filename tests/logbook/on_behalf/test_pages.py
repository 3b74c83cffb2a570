"""Logging for a colleague: the person, the event, the page on which all of its numbers are typed."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Assignment
from outreach.schedule.rules import Status
from tests.logbook.sending import phone_of
from tests.making import make_event, make_person, make_team, stored

pytestmark = pytest.mark.usefixtures("in_a_bureau")


@pytest.fixture
def colleague() -> Person:
    return make_person(name="李晓芳", team=make_team())


@pytest.fixture
def clerk(sqlite_app: Flask) -> FlaskClient:
    client = phone_of(sqlite_app, make_person(Role.CLERK, name="孙敏"))
    client.set_cookie("language", "en")
    return client


def test_the_colleague_s_events_come_first_and_lead_to_the_sheet(clerk: FlaskClient, colleague: Person) -> None:
    yesterday = clock.now() - timedelta(days=1)
    other = make_event(title="别人的活动", team=make_team("pension"), starts_at=yesterday)
    own = make_event(title="她的活动", starts_at=yesterday)
    stored(Assignment(event_id=own.id, person_id=colleague.id))
    make_event(title="太久以前", starts_at=yesterday - timedelta(days=20))
    make_event(title="取消了的", starts_at=yesterday, status=Status.CANCELLED)
    page = clerk.get(f"/log/on-behalf?by={colleague.id}").text
    assert page.index("她的活动") < page.index("别人的活动") and other.id
    assert "太久以前" not in page and "取消了的" not in page
    address = f"/log/{own.id}/tally-sheet/entry?by={colleague.id}"
    assert address in page
    entry = clerk.get(address).text
    chosen = entry.split('name="sheet-counted_by"')[1].split("</select>")[0]
    assert f'selected value="{colleague.id}"' in chosen


@pytest.mark.parametrize("asked", ["", "?by=", "?by=nobody", "?by=00000000-0000-0000-0000-000000000000"])
def test_without_a_person_it_asks_for_one(clerk: FlaskClient, colleague: Person, asked: str) -> None:
    page = clerk.get(f"/log/on-behalf{asked}")
    assert page.status_code == 200 and "李晓芳" in page.text and "Events of" not in page.text


def test_a_fortnight_without_events_says_what_to_do(clerk: FlaskClient, colleague: Person) -> None:
    assert "There was no event in the last 14 days" in clerk.get(f"/log/on-behalf?by={colleague.id}").text


def test_the_log_of_the_day_and_the_person_lead_there(sqlite_app: Flask, clerk: FlaskClient, colleague: Person) -> None:
    assert 'href="/log/on-behalf"' in clerk.get("/log").text and 'href="/log/ledgers"' in clerk.get("/log").text
    admin = phone_of(sqlite_app, make_person(Role.ADMIN))
    assert f"/log/on-behalf?by={colleague.id}" in admin.get(f"/admin/people/{colleague.id}").text
    with sqlite_app.app_context():
        reader = make_person(Role.VIEWER).id
    assert "/log/on-behalf" not in admin.get(f"/admin/people/{reader}").text  # logs nothing
