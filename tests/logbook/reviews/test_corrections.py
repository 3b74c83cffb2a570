"""A correction reads as one: 87 → 78, by whom, when and why, in the event's log and in its history."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.db import db, new_id
from outreach.logbook.corrections import corrections_in
from outreach.logbook.queries import lines_of
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from tests.logbook.sending import a_line, phone_of, send, taking_back
from tests.making import NOW, make_event, make_person, make_team


@pytest.fixture
def event(sqlite_app: Flask) -> Event:
    with sqlite_app.app_context():
        return make_event(team=make_team())


@pytest.fixture
def counter(sqlite_app: Flask) -> Person:
    with sqlite_app.app_context():
        return make_person(name="王秀英")


def correct(client: FlaskClient, line: str, quantity: str, reason: str) -> None:
    form = {"line_id": str(new_id()), "right_id": str(new_id()), "quantity": quantity, "what": "handout:"}
    answer = client.post(f"/log/lines/{line}/correct", data=form | {"reason": reason})
    assert answer.status_code == 302, answer.text


def test_a_correction_reads_as_one(sqlite_app: Flask, event: Event, counter: Person) -> None:
    client = phone_of(sqlite_app, counter)
    wrong, other = a_line(event, 87), a_line(event, 5)
    send(client, wrong, other)
    correct(client, wrong["id"], "78", "数错了")
    correct(client, other["id"], "", "记到别的活动了")
    page = client.get(f"/events/{event.id}").text
    assert "<del>87</del> → 78</b>" in page
    assert "王秀英" in page
    assert "数错了" in page
    assert "<del>5</del> → 已撤销</b>" in page
    assert "宣传资料（未写名称） 87 份" in page  # the history: from what
    assert "宣传资料（未写名称） 78 份" in page  # to what
    with sqlite_app.app_context():
        first, second = corrections_in(lines_of(event.id), undone="撤销")
        assert (first.old, first.new, first.back.by_name) == (87, 78, "王秀英")
        assert (second.old, second.new) == (5, None)


def test_what_was_undone_at_a_touch_is_no_correction(sqlite_app: Flask, event: Event, counter: Person) -> None:
    client = phone_of(sqlite_app, counter)
    line = a_line(event, 50)
    send(client, line, taking_back(line, reason="撤销"))
    with sqlite_app.app_context():
        assert corrections_in(lines_of(event.id), undone="撤销") == []


def test_an_event_that_was_opened_again_says_by_whom_and_why(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        event = make_event(team=make_team(), status=Status.HELD, reviewed_at=NOW)
        lead = make_person(Role.LEAD, team=make_team(), name="刘队长")
    client = phone_of(sqlite_app, lead)
    client.post(f"/events/{event.id}/undo-review", data={"reason": "少记了一叠"})
    for path in (f"/events/{event.id}", f"/reviews/{event.id}"):
        page = client.get(path).text
        assert "重新开放更正" in page
        assert "刘队长" in page
        assert "少记了一叠" in page
    client.post(f"/events/{event.id}/review")
    assert "重新开放更正" not in client.get(f"/events/{event.id}").text
    with sqlite_app.app_context():
        db.session.remove()
