"""Who a request comes from, and when a session ends."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import transaction
from outreach.people.actions.tokens import make_token, revoke_token
from outreach.people.models import Person
from outreach.people.rules import Role, Scope
from outreach.people.sessions import DESK_IDLE, person_of_bearer, person_of_session
from tests.making import NOW, make_person
from tests.signing_in import sign_in


def test_a_session_ends_with_the_password_it_was_made_with(app_context: Flask) -> None:
    person = make_person(Role.LEAD)
    cookie = person.get_id()
    assert person_of_session(cookie) is person
    with transaction():
        person.session_number += 1
    assert person_of_session(cookie) is None


@pytest.mark.parametrize("cookie", ["", "x", "x:0", ":", "00000000-0000-7000-8000-000000000000:0"])
def test_a_cookie_that_names_nobody_is_nobody(app_context: Flask, cookie: str) -> None:
    assert person_of_session(cookie) is None


def test_a_disabled_account_is_signed_out(app_context: Flask) -> None:
    person = make_person(disabled_at=NOW)
    assert person_of_session(person.get_id()) is None


def token_of(person: Person, **changes: object) -> str:
    with transaction():
        facts = {"scope": Scope.LOG, "by": person, "now": clock.now(), "label": "phone"}
        _token, secret = make_token(person=person, **facts | changes)  # type: ignore[arg-type]
    return secret


def test_a_token_opens_its_scope_only(app_context: Flask) -> None:
    person = make_person()
    secret = token_of(person)
    assert person_of_bearer(secret, "log") is person
    assert person_of_bearer(secret, "read") is None
    assert person_of_bearer("outreach_guess", "log") is None


def test_a_token_ends_when_it_is_revoked_or_worn_out_or_its_person_disabled(app_context: Flask) -> None:
    person = make_person()
    worn_out = token_of(person, expires_at=clock.now() - timedelta(seconds=1))
    assert person_of_bearer(worn_out, "log") is None
    with transaction():
        token, revoked = make_token(person=person, scope=Scope.LOG, by=person, now=NOW, label="old")
        revoke_token(token=token, by=person, now=NOW)
    assert person_of_bearer(revoked, "log") is None
    secret = token_of(person)
    with transaction():
        person.disabled_at = NOW
    assert person_of_bearer(secret, "log") is None


def test_a_desk_that_was_left_is_signed_out(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person())
    with client.session_transaction() as session:
        session["seen_at"] -= int(DESK_IDLE.total_seconds()) + 1
    client.get("/language/zh")
    with client.session_transaction() as session:
        assert "_user_id" not in session
