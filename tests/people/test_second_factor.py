"""A second factor: set up, asked for at the door, replaced by a recovery code, taken off."""

import re
from datetime import datetime, timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from outreach import clock
from outreach.audit.models import AuditEntry
from outreach.audit.rules import Outcome
from outreach.db import db, transaction
from outreach.people.actions.accounts import change_own_password
from outreach.people.passwords import hash_password
from outreach.people.proving import PROOF_LASTS
from outreach.people.queries import person_by_username
from outreach.people.rules import Role
from outreach.people.second_factor.rules import code_digits, hash_recovery_code, matching_step, new_secret
from outreach.people.sessions import CODE_AWAITED
from tests.making import NOW, make_bureau, make_person
from tests.signing_in import sign_in

RIGHT = "Kmpd-4827"
HASH = hash_password(RIGHT)
TYPED = {"username": "wang.min", "password": RIGHT}


@pytest.fixture
def desk(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """The browser of 王敏, who has no second factor yet."""
    with sqlite_app.app_context():
        make_bureau()
        sign_in(client, make_person(Role.CLERK, username="wang.min", name="王敏", password_hash=HASH))
    client.set_cookie("language", "en")
    return client


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """The instant that the program takes for the present one; it stands still."""
    instants = [clock.now()]
    monkeypatch.setattr(clock, "now", lambda: instants[-1])
    return instants


def set_up(desk: FlaskClient) -> tuple[pyotp.TOTP, list[str]]:
    """What the phone holds from now on, and the recovery codes."""
    page = desk.post("/account/second-factor/begin", follow_redirects=True).text
    otp = pyotp.TOTP(re.findall(r'class="secret small">([A-Z2-7]{32})<', page)[0])
    page = desk.post("/account/second-factor/confirm", data={"code": otp.at(clock.now())}).text
    return otp, codes_on(page)


def codes_on(page: str) -> list[str]:
    """The recovery codes that the page shows."""
    return page.partition('id="codes">')[2].partition("</pre>")[0].split()


def at_the_door(app: Flask) -> FlaskClient:
    """A browser in which the password was right."""
    client = app.test_client()
    client.set_cookie("language", "en")
    assert client.post("/sign-in", data=TYPED).headers["Location"].startswith("/sign-in/code")
    assert client.get("/account").status_code == 302, "the password alone opens nothing"
    return client


def gets_in(client: FlaskClient, code: str) -> bool:
    client.post("/sign-in/code", data={"code": code})
    return client.get("/account").status_code == 200


def test_the_password_alone_lets_nobody_in(sqlite_app: Flask, desk: FlaskClient, now: list[datetime]) -> None:
    otp, _codes = set_up(desk)
    now.append(now[-1] + timedelta(minutes=1))
    client = at_the_door(sqlite_app)
    door = client.get("/sign-in/code").text
    assert "Back to signing in" in door and "Back without saving" not in door
    assert not gets_in(client, "000000")
    assert gets_in(client, f" {otp.at(now[-1])[:3]} {otp.at(now[-1])[3:]}")
    with sqlite_app.app_context():
        told = select(AuditEntry).where(AuditEntry.act == "person.signed_in").order_by(AuditEntry.at, AuditEntry.id)
        lines = [(each.outcome, each.facts) for each in db.session.scalars(told)]
    assert sorted(lines, key=str) == sorted(
        [(Outcome.REFUSED, {"reason": "code"}), (Outcome.DONE, {"second_factor": "code"})], key=str
    )


def test_a_code_that_was_seen_opens_nothing_again(sqlite_app: Flask, desk: FlaskClient, now: list[datetime]) -> None:
    otp, _codes = set_up(desk)
    assert not gets_in(at_the_door(sqlite_app), otp.at(now[-1])), "used when it was set up"
    now.append(now[-1] + timedelta(minutes=1))
    assert gets_in(at_the_door(sqlite_app), otp.at(now[-1]))
    assert not gets_in(at_the_door(sqlite_app), otp.at(now[-1]))


def test_a_recovery_code_lets_in_once(sqlite_app: Flask, desk: FlaskClient) -> None:
    _otp, codes = set_up(desk)
    assert len(set(codes)) == 10
    assert gets_in(at_the_door(sqlite_app), codes[0].upper().replace("-", " "))
    assert not gets_in(at_the_door(sqlite_app), codes[0])
    page = desk.get("/account/second-factor").text
    assert "9 recovery codes" in page
    new = codes_on(desk.post("/account/second-factor/codes", data=button(page)).text)
    assert not gets_in(at_the_door(sqlite_app), codes[1])
    assert gets_in(at_the_door(sqlite_app), new[1])


def test_codes_are_not_made_again_when_their_page_is_sent_again(sqlite_app: Flask, desk: FlaskClient) -> None:
    set_up(desk)
    pressed = button(desk.get("/account/second-factor").text)
    new = codes_on(desk.post("/account/second-factor/codes", data=pressed).text)
    again = desk.post("/account/second-factor/codes", data=pressed, follow_redirects=True).text
    assert "renewed or used meanwhile" in again
    assert codes_on(again) == []
    assert gets_in(at_the_door(sqlite_app), new[0])


def button(page: str) -> dict[str, str]:
    """What the button that renews the codes sends."""
    found = re.search(r'name="instead_of" value="([^"]*)"', page)
    assert found is not None
    return {"instead_of": found[1]}


def test_wrong_codes_are_counted_and_no_right_password_wipes_them_out(sqlite_app: Flask, desk: FlaskClient) -> None:
    otp, _codes = set_up(desk)
    for _guess in range(5):
        client = at_the_door(sqlite_app)
        client.post("/sign-in/code", data={"code": "000000"})
    answer = client.post("/sign-in/code", data={"code": otp.at(clock.now() + timedelta(seconds=30))})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 200
    assert client.get("/account").status_code == 302


def test_the_step_is_over_after_minutes_and_with_a_new_password(
    sqlite_app: Flask, desk: FlaskClient, now: list[datetime]
) -> None:
    _otp, codes = set_up(desk)
    client = at_the_door(sqlite_app)
    now.append(now[-1] + CODE_AWAITED + timedelta(seconds=1))
    assert not gets_in(client, codes[0])
    client = at_the_door(sqlite_app)
    with sqlite_app.app_context(), transaction():
        person = person_by_username("wang.min")
        assert person is not None
        change_own_password(person=person, password_hash=HASH, now=NOW)
    assert not gets_in(client, codes[0])


def test_the_secret_lies_sealed_and_the_codes_as_hashes(sqlite_app: Flask, desk: FlaskClient) -> None:
    otp, codes = set_up(desk)
    with sqlite_app.app_context():
        stored = str(db.session.execute(text("SELECT secret, 1 FROM second_factors")).all())
        hashes = str(db.session.execute(text("SELECT code_hash, 1 FROM recovery_codes")).all())
    assert otp.secret not in stored
    assert codes[0] not in hashes
    assert hash_recovery_code(codes[0]) in hashes


def test_its_person_and_the_administrator_take_it_off(sqlite_app: Flask, desk: FlaskClient) -> None:
    def asks() -> bool:
        answer = sqlite_app.test_client().post("/sign-in", data=TYPED)
        return "/code" in answer.headers["Location"]

    set_up(desk)
    assert asks()
    desk.post("/account/second-factor/off")
    assert not asks()
    set_up(desk)
    admin = sqlite_app.test_client()
    with sqlite_app.app_context():
        person = person_by_username("wang.min")
        assert person is not None
        path = f"/admin/people/{person.id}"
        sign_in(admin, make_person(Role.ADMIN))
    assert f"{path}/second-factor/off" in admin.get(path).text
    admin.post(f"{path}/second-factor/off")
    assert not asks()


def test_a_key_is_made_only_by_who_gave_the_password_lately(sqlite_app: Flask, desk: FlaskClient) -> None:
    """Whoever holds an open session can't pair a phone, make a token or take the second factor off."""
    with sqlite_app.app_context():
        person = person_by_username("wang.min")
        assert person is not None
        pair = f"/phones/{person.id}/link"
        db.session.execute(text("UPDATE browser_sessions SET proved_at = :then"), {"then": "2025-01-01 00:00:00"})
        db.session.commit()
    assert timedelta(hours=1) > PROOF_LASTS
    doors = [("POST", pair), ("GET", "/account/tokens/new"), ("POST", "/account/tokens/new")]
    doors += [("POST", f"/account/second-factor/{each}") for each in ("begin", "codes", "off")]
    for method, path in doors:
        assert desk.open(path, method=method).headers["Location"].startswith("/account/prove?next="), path
    asked = desk.post(pair).headers["Location"]
    assert desk.post(asked, data={"current": "wrong"}).status_code == 422
    assert desk.post(asked, data={"current": RIGHT}).headers["Location"] == pair.removesuffix("/link")
    assert 'id="pairing-link"' in desk.post(pair).text
    assert desk.get("/account/tokens/new").status_code == 200


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B, for SHA-1, six digits."""
    secret, at = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", datetime.fromtimestamp(1111111109, tz=NOW.tzinfo)
    step = 1111111109 // 30
    assert matching_step(secret, "081804", at, after=0) == step
    assert matching_step(secret, "081804", at + timedelta(seconds=30), after=0) == step
    assert matching_step(secret, "081804", at + timedelta(seconds=90), after=0) is None
    assert matching_step(secret, "081804", at, after=step) is None
    assert (code_digits(" 081 804"), code_digits("08180"), code_digits("０８１８０４")) == ("081804", None, "081804")
    assert len(new_secret()) == 32
