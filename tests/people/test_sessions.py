"""Who a request comes from, and when a session ends."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from outreach import clock
from outreach.db import db, transaction
from outreach.people.actions import change_own_password
from outreach.people.actions.forgetting import forget_what_is_over
from outreach.people.actions.tokens import make_token, revoke_token
from outreach.people.browser_queries import browsers_of
from outreach.people.lockout import KNOWN_FOR
from outreach.people.models import BrowserSession, Person, SignInTry
from outreach.people.passwords import hash_password
from outreach.people.queries import person_by_username
from outreach.people.rules import DESK_IDLE, Role, Scope
from outreach.people.sessions import SEEN_EVERY, begin_session, person_of_bearer
from outreach.upkeep.moving.source import close_for_good
from tests.making import NOW, make_bureau, make_person
from tests.signing_in import leave_alone, sign_in, sign_in_long_ago

RIGHT = "Kmpd-4827"
HASH = hash_password(RIGHT)


@pytest.fixture
def desk(sqlite_app: Flask) -> FlaskClient:
    """A browser in which 王敏 has given the password; `copied` makes a thief's copy of its cookie."""
    with sqlite_app.app_context():
        make_bureau()
        make_person(Role.ADMIN, username="wang.min", name="王敏", password_hash=HASH)
    return signed_in(sqlite_app)


def signed_in(app: Flask, **typed: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie("language", "en")
    assert client.post("/sign-in", data={"username": "wang.min", "password": RIGHT} | typed).status_code == 302
    return client


def copied(browser: FlaskClient) -> FlaskClient:
    thief = browser.application.test_client()
    thief.set_cookie("outreach", browser.get_cookie("outreach").value)  # type: ignore[union-attr]
    assert is_in(thief)
    return thief


def person_named(username: str) -> Person:
    person = person_by_username(username)
    assert person is not None
    return person


def is_in(browser: FlaskClient) -> bool:
    return browser.get("/account").status_code == 200


def test_signing_out_ends_a_stolen_cookie_too(desk: FlaskClient) -> None:
    thief = copied(desk)
    desk.post("/sign-out")
    assert not is_in(desk)
    assert not is_in(thief)


def test_signing_in_anew_ends_what_the_cookie_named_before(sqlite_app: Flask, desk: FlaskClient) -> None:
    thief = copied(desk)
    with sqlite_app.test_request_context(headers={"Cookie": f"outreach={desk.get_cookie('outreach').value}"}):  # type: ignore[union-attr]
        begin_session(person_named("wang.min"), own_device=False, now=clock.now())
    assert not is_in(thief)


def test_out_everywhere_is_out_everywhere(sqlite_app: Flask, desk: FlaskClient) -> None:
    elsewhere = signed_in(sqlite_app)
    thief = copied(desk)
    assert "signed out everywhere" in desk.post("/account/sign-out-everywhere", follow_redirects=True).text
    assert [is_in(each) for each in (desk, elsewhere, thief)] == [False, False, False]
    assert is_in(signed_in(sqlite_app))


def test_the_own_page_lists_the_browsers_and_ends_one(sqlite_app: Flask, desk: FlaskClient) -> None:
    elsewhere = signed_in(sqlite_app, own_device="y")
    page = desk.get("/account").text
    ways = re.findall(r"/account/browsers/[0-9a-f-]{36}/end", page)
    assert (len(ways), page.count('class="tag">this one'), page.count("· own device")) == (1, 1, 1)
    desk.post(ways[0])
    assert is_in(desk)
    assert "signed out here from elsewhere" in elsewhere.get("/account", follow_redirects=True).text


def test_nobody_ends_the_browser_of_another(sqlite_app: Flask, desk: FlaskClient) -> None:
    way = re.findall(r"/account/browsers/[0-9a-f-]{36}/end", signed_in(sqlite_app).get("/account").text)[0]
    stranger = sqlite_app.test_client()
    with sqlite_app.app_context():
        sign_in(stranger, make_person())
    assert stranger.post(way).status_code == 404
    assert is_in(desk)


def test_the_administrator_signs_somebody_out_everywhere(sqlite_app: Flask, desk: FlaskClient) -> None:
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        person = make_person()
        sign_in(client, person)
        path = f"/admin/people/{person.id}"
    assert "Windows · Edge" in desk.get(path).text
    desk.post(f"{path}/sign-out")
    assert not is_in(client)


def test_a_new_password_ends_every_session(sqlite_app: Flask, desk: FlaskClient) -> None:
    assert is_in(desk)
    with sqlite_app.app_context(), transaction():
        person = person_named("wang.min")
        change_own_password(person=person, password_hash="scrypt:of an own one", now=NOW)
        assert not browsers_of(person, clock.now())
    assert not is_in(desk)


@pytest.mark.parametrize("secret", ["", "x", 7, "00000000-0000-7000-8000-000000000000:0"])
def test_a_cookie_that_names_no_browser_is_nobody(client: FlaskClient, secret: object) -> None:
    with client.session_transaction() as session:
        session["_user_id"] = secret
    assert not is_in(client)


def test_a_closed_account_is_signed_out(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        person = make_person(username="zhao")
        sign_in(client, person)
    assert is_in(client)
    with sqlite_app.app_context(), transaction():
        person_named("zhao").disabled_at = NOW
    assert not is_in(client)


def test_the_last_use_is_written_every_five_minutes_at_most(sqlite_app: Flask, desk: FlaskClient) -> None:
    def seen_at() -> datetime:
        with sqlite_app.app_context():
            return db.session.scalars(select(BrowserSession.seen_at)).one()

    before = seen_at()
    desk.get("/account")
    assert seen_at() == before
    leave_alone(desk, SEEN_EVERY + timedelta(seconds=1))
    long_ago = seen_at()
    assert "outreach=" in desk.get("/account").headers["Set-Cookie"]
    assert seen_at() > long_ago


def test_a_page_opens_where_the_last_use_cannot_be_written(desk: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_facts: object, **_named: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("database or disk is full"))

    leave_alone(desk, SEEN_EVERY * 2)
    monkeypatch.setattr("outreach.people.sessions.note_seen", full)
    assert is_in(desk)


def test_a_page_opens_while_the_bureau_moves_and_says_what_is_not_saved(sqlite_app: Flask, desk: FlaskClient) -> None:
    leave_alone(desk, SEEN_EVERY * 2)
    with sqlite_app.app_context():
        close_for_good(db.engine, is_closed=True)
    assert is_in(desk)
    refused = desk.post("/account/sign-out-everywhere")
    assert refused.status_code == 503 and "Nothing is saved just now" in refused.text


def test_what_is_over_is_forgotten_by_itself(sqlite_app: Flask, desk: FlaskClient) -> None:
    left, ended = signed_in(sqlite_app), sqlite_app.test_client()
    leave_alone(left, DESK_IDLE + timedelta(seconds=1))
    with sqlite_app.app_context():
        person = make_person()
        sign_in(ended, person)
        with transaction():
            person.session_number += 1
        with transaction():
            forget_what_is_over(clock.now())
        assert db.session.scalar(select(func.count(BrowserSession.id))) == 1
        assert db.session.scalar(select(func.count(SignInTry.id))) == 2
    assert is_in(desk)
    with sqlite_app.app_context():
        with transaction():
            forget_what_is_over(clock.now() + KNOWN_FOR + timedelta(minutes=1))
        assert db.session.scalar(select(func.count(SignInTry.id))) == 0


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


def test_a_desk_is_asked_for_the_password_again_after_a_days_work_however_much_it_was_used(
    sqlite_app: Flask, desk: FlaskClient
) -> None:
    own = signed_in(sqlite_app, own_device="y")
    for browser in (desk, own):
        sign_in_long_ago(browser, timedelta(hours=12) - timedelta(minutes=1))
        assert is_in(browser)
        sign_in_long_ago(browser, timedelta(hours=12, minutes=1))
    with sqlite_app.app_context():
        assert [each.own_device for each in browsers_of(person_named("wang.min"), clock.now())] == [True]
    assert "asked for again" in desk.get("/account", follow_redirects=True).text
    assert not is_in(desk) and is_in(own)


def test_a_desk_that_was_left_is_signed_out(desk: FlaskClient) -> None:
    leave_alone(desk, DESK_IDLE + timedelta(seconds=1))
    assert "Nothing was done here" in desk.get("/account", follow_redirects=True).text
    with desk.session_transaction() as session:
        assert "_user_id" not in session
