"""Whoever gives accounts sees at which of them sign-ins fail, and ends the wait of a colleague."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.errors import Refusal, TooMany
from outreach.people.actions.signing_in import let_try_again
from outreach.people.entering import enter
from outreach.people.models import Person
from outreach.people.passwords import hash_password
from outreach.people.rules import Role
from outreach.people.turned_away import failed_tries, turned_away
from tests.making import NOW, make_bureau, make_event, make_person
from tests.signing_in import sign_in

RIGHT, OFFICE = "Kmpd-Wxyz-4827", "10.0.0.9"


def fail(person: Person, times: int, *, address: str = OFFICE) -> None:
    for number in range(times):
        with pytest.raises(Refusal):
            enter(
                username=person.username, password="wrong", address=address, now=clock.now() + timedelta(seconds=number)
            )


@pytest.fixture
def at_ten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.usefixtures("at_ten")
def test_accounts_are_told_from_the_fifth_failure_on_and_for_a_day(app_context: Flask) -> None:
    often, seldom = make_person(name="李娜"), make_person()
    fail(seldom, 4)
    fail(often, 5)
    assert [(each.person.name, each.tries) for each in turned_away(NOW)] == [("李娜", 5)]
    assert turned_away(NOW + timedelta(days=2)) == []


@pytest.mark.usefixtures("at_ten")
def test_from_where_and_until_when_is_told_and_the_wait_can_be_ended(app_context: Flask) -> None:
    person = make_person(password_hash=hash_password(RIGHT))
    fail(person, 5)
    fail(person, 1, address="203.0.113.7")
    soon = NOW + timedelta(seconds=10)
    found = {each.address: (each.tries, each.wait > timedelta(minutes=4)) for each in failed_tries(person, soon)}
    assert found == {OFFICE: (5, True), "203.0.113.7": (1, False)}
    with pytest.raises(TooMany):
        enter(username=person.username, password=RIGHT, address=OFFICE, now=soon)
    with transaction():
        let_try_again(person=person, by=make_person(Role.ADMIN), now=soon)
    assert failed_tries(person, soon) == []
    assert enter(username=person.username, password=RIGHT, address=OFFICE, now=soon) == person


@pytest.mark.usefixtures("at_ten")
def test_the_boards_lead_to_the_page_on_which_the_wait_ends(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        make_bureau()
        sign_in(client, make_person(Role.ADMIN, name="王敏"))
        person = make_person(name="李娜")
        fail(person, 5)
        person_id = person.id
        make_event()  # a bureau that has begun
    client.set_cookie("language", "en")
    for board in ("/", "/admin"):
        page = client.get(board).text
        assert "5 wrong tries" in page and f'href="/admin/people/{person_id}"' in page, board
    page = client.get(f"/admin/people/{person_id}").text
    assert f"5 tries from {OFFICE}" in page and "waits there until" in page
    ended = client.post(f"/admin/people/{person_id}/let-try-again", follow_redirects=True).text
    assert "The wait is over" in ended and f"tries from {OFFICE}" not in ended
    with sqlite_app.app_context():
        assert failed_tries(db.session.get_one(Person, person_id), NOW) == []
