"""Feedback: anybody says something from any page, the administrator answers, and it leaves the house without names."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.db import db, transaction
from outreach.errors import Invalid
from outreach.feedback import queries
from outreach.feedback.actions import answer_note, send_note
from outreach.feedback.models import Note
from outreach.feedback.rules import MOST_WAITING, Kind
from outreach.people.models import Person
from outreach.people.rules import Role
from tests.making import NOW, make_bureau, make_person
from tests.signing_in import sign_in

SAID = {"kind": "mistake", "text": "合计少了一场\n应为三十四", "page": "/reports/2025"}


def say(by: Person, text: str = "看不懂") -> Note:
    return send_note(kind=Kind.UNCLEAR, text=text, page="", by_id=by.id, by=db.session.merge(by), now=NOW)


def test_what_was_said_is_answered_and_read_by_who_said_it(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        staff, admin = make_person(Role.STAFF, name="李外勤"), make_person(Role.ADMIN, name="王管理")
    sign_in(client, staff)
    form = client.get("/feedback", headers={"Referer": "http://localhost/reports/2025?team=x"}).get_data(as_text=True)
    assert 'value="/reports/2025"' in form
    assert client.post("/feedback", data=SAID).status_code == 302
    assert "等待答复" in client.get("/feedback").get_data(as_text=True)
    assert client.get("/feedback/all").status_code == 403

    sign_in(client, admin)
    assert "1条意见等待答复" in client.get("/admin").get_data(as_text=True)
    waiting = client.get("/feedback/all").get_data(as_text=True)
    assert "李外勤" in waiting and "合计少了一场<br>应为三十四" in waiting
    with sqlite_app.app_context():
        note = db.session.scalars(queries.all_notes()).one()
    answer = f"/feedback/{note.id}/answer"
    assert client.post(answer, data={"answer": ""}).status_code == 422
    assert client.post(answer, data={"answer": "已更正"}).status_code == 302
    table = client.get("/feedback/all.csv").get_data(as_text=True)
    assert "合计少了一场" in table and "已更正" in table and "李外勤" not in table

    sign_in(client, staff)
    mine = client.get("/feedback").get_data(as_text=True)
    assert "已更正" in mine and "王管理" in mine


def test_a_strangers_page_is_not_asked_about(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        staff = make_person(Role.STAFF)
    sign_in(client, staff)
    page = client.get("/feedback", headers={"Referer": "http://elsewhere.example/secret"}).get_data(as_text=True)
    assert "secret" not in page
    assert client.post("/feedback", data=SAID | {"kind": "praise"}).status_code == 422


def test_nobody_fills_the_list_alone_and_what_waits_stands_on_top(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        loud, quiet, admin = make_person(Role.STAFF), make_person(Role.STAFF), make_person(Role.ADMIN)
        with transaction():
            notes = [say(loud, str(number)) for number in range(MOST_WAITING)]
            last = say(quiet)
        with pytest.raises(Invalid), transaction():
            say(loud)
        with transaction():
            answered = queries.note(notes[0].id, lock=True)
            answer_note(note=answered, answer="好", by_id=admin.id, by=db.session.merge(admin), now=NOW)
            say(loud)
        listed = db.session.scalars(queries.all_notes()).all()
        assert listed[-1].id == notes[0].id and last in listed[:-1]
        assert queries.count_waiting() == MOST_WAITING + 1
