"""The pages at the door: set-up, sign-in, sign-out."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach import clock
from outreach.audit.models import AuditEntry
from outreach.audit.rules import Outcome
from outreach.db import db, transaction
from outreach.people import actions
from outreach.people.passwords import hash_password
from outreach.people.rules import Role, Scope
from tests.making import make_bureau, make_person
from tests.signing_in import sign_in

RIGHT = "Kmpd-4827"
HASH = hash_password(RIGHT)
FIRST = {
    "bureau_name": "示例县人社局",
    "admin_name": "王敏",
    "username": "wang.min",
    "password": RIGHT,
    "again": RIGHT,
}


def set_up_path(app: Flask) -> str:
    with app.app_context(), transaction():
        return "/set-up/" + actions.make_set_up_link(now=clock.now())


def test_before_set_up_the_sign_in_page_says_how(client: FlaskClient) -> None:
    assert "python3 -m outreach link" in client.get("/sign-in").text


def test_the_link_makes_the_first_admin_who_is_then_signed_in(sqlite_app: Flask, client: FlaskClient) -> None:
    path = set_up_path(sqlite_app)
    answer = client.post(path, data=FIRST)
    assert answer.status_code == 302
    assert client.get("/admin").status_code == 200
    assert "示例县人社局" in client.get("/account").text
    assert client.get(path).status_code == 404, "the link opens once"


def test_what_was_typed_stays_when_the_set_up_is_refused(sqlite_app: Flask, client: FlaskClient) -> None:
    answer = client.post(set_up_path(sqlite_app), data=FIRST | {"password": "abc", "again": "abd"})
    assert answer.status_code == 422
    assert "示例县人社局" in answer.text
    assert answer.text.count("error-summary") == 1
    answer = client.post(set_up_path(sqlite_app), data=FIRST | {"password": "abc", "again": "abc"})
    assert answer.status_code == 422


def test_every_fault_of_the_set_up_is_said_at_once(sqlite_app: Flask, client: FlaskClient) -> None:
    faults = {"bureau_name": "", "username": "王敏", "password": "abc", "again": "abd"}
    answer = client.post(set_up_path(sqlite_app), data=FIRST | faults)
    summary = answer.text.split("error-summary")[1].split("</ul>")[0]
    assert set(re.findall(r'href="#([a-z_]+)"', summary)) == set(faults)


def test_the_example_is_offered_where_the_program_brings_one(
    sqlite_app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[str] = []
    monkeypatch.delitem(sqlite_app.extensions, "outreach.example", raising=False)
    assert 'name="start"' not in client.get(set_up_path(sqlite_app)).text
    monkeypatch.setitem(sqlite_app.extensions, "outreach.example", lambda *, now, by: loaded.append(by.name))
    path = set_up_path(sqlite_app)
    assert 'name="start"' in client.get(path).text
    client.post(path, data=FIRST | {"start": "example"})
    assert loaded == ["王敏"]


def test_an_unknown_set_up_link_says_how_to_get_another(client: FlaskClient) -> None:
    answer = client.get("/set-up/guess")
    assert answer.status_code == 404
    assert "python3 -m outreach link" in answer.text


def test_refused_links_and_tokens_leave_one_line_an_hour(sqlite_app: Flask, client: FlaskClient) -> None:
    for _each in range(2):
        client.get("/set-up/guess")
        client.get("/reports/2025.json", headers={"Authorization": "Bearer outreach_guess"})
    with sqlite_app.app_context():
        told = [(entry.act, entry.outcome, entry.address) for entry in db.session.scalars(select(AuditEntry))]
    assert sorted(told) == [
        ("set_up_link.opened", Outcome.REFUSED, "127.0.0.1"),
        ("token.used", Outcome.REFUSED, "127.0.0.1"),
    ]


@pytest.fixture
def li_na(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        make_person(Role.STAFF, username="li.na", name="李娜", password_hash=HASH)


@pytest.mark.usefixtures("li_na")
@pytest.mark.parametrize(
    ("asked", "goes_to"),
    [
        ("", "/"),
        ("/events?team=pension", "/events?team=pension"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
    ],
)
def test_signing_in_goes_on_only_inside_this_site(client: FlaskClient, asked: str, goes_to: str) -> None:
    answer = client.post("/sign-in", data={"username": "li.na", "password": RIGHT}, query_string={"next": asked})
    assert (answer.status_code, answer.headers["Location"]) == (302, goes_to)
    assert "李娜" in client.get("/account").text


@pytest.mark.usefixtures("li_na")
def test_a_wrong_password_is_answered_kindly_and_the_name_kept(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"username": "li.na", "password": "Wrong-4827"})
    assert answer.status_code == 422
    assert 'value="li.na"' in answer.text
    assert "Wrong-4827" not in answer.text


@pytest.mark.usefixtures("li_na")
def test_the_sixth_try_in_a_row_waits(client: FlaskClient) -> None:
    for _each in range(5):
        assert client.post("/sign-in", data={"username": "li.na", "password": "Wrong-4827"}).status_code == 422
    answer = client.post("/sign-in", data={"username": "li.na", "password": RIGHT})
    assert answer.status_code == 429
    assert 290 < int(answer.headers["Retry-After"]) <= 301


@pytest.mark.usefixtures("li_na")
def test_a_phone_of_ones_own_stays_signed_in(client: FlaskClient) -> None:
    client.post("/sign-in", data={"username": "li.na", "password": RIGHT})
    shared = client.get_cookie("outreach")
    client.delete_cookie("outreach")
    client.post("/sign-in", data={"username": "li.na", "password": RIGHT, "own_device": "y"})
    own = client.get_cookie("outreach")
    assert shared is not None
    assert own is not None
    assert shared.expires is None
    assert own.expires is not None


@pytest.mark.usefixtures("li_na")
def test_signing_out_ends_the_session(client: FlaskClient) -> None:
    client.post("/sign-in", data={"username": "li.na", "password": RIGHT})
    assert client.post("/sign-out", data={}).status_code == 302
    assert client.get("/account").status_code == 302
    assert client.get("/sign-out").status_code == 405


def test_a_temporary_password_leads_to_the_page_where_it_is_changed(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.ADMIN, password_hash=HASH, must_change_password=True))
    answer = client.get("/admin/people?words=x")
    assert answer.headers["Location"] == "/account/password?next=/admin/people?words%3Dx"
    assert client.get("/api/anything").status_code == 403
    typed = {"current": RIGHT, "password": "Other-4827", "again": "Other-4827"}
    answer = client.post("/account/password", data=typed, query_string={"next": "/admin/people?words=x"})
    assert answer.headers["Location"] == "/admin/people?words=x"
    assert client.get("/admin/people").status_code == 200


def test_other_sessions_end_when_the_password_changes(sqlite_app: Flask, client: FlaskClient) -> None:
    elsewhere = sqlite_app.test_client()
    with sqlite_app.app_context():
        person = make_person(password_hash=HASH)
        sign_in(client, person)
        sign_in(elsewhere, person)
    typed = {"current": RIGHT, "password": "Other-4827", "again": "Other-4827"}
    assert client.post("/account/password", data=typed | {"current": "Wrong-4827"}).status_code == 422
    assert client.post("/account/password", data=typed).status_code == 302
    assert client.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 302


def test_a_token_is_shown_once_and_works_until_it_is_revoked(
    sqlite_app: Flask, client: FlaskClient, person_of: Callable[[str, str], str | None]
) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(name="李娜"))
    answer = client.post("/account/tokens/new", data={"label": "手机", "scope": "log", "days": "90"})
    secret = re.findall(r"outreach_[\w-]{43}", answer.text)[0]
    assert person_of(secret, "log") == "李娜"
    page = client.get("/account").text
    assert secret not in page
    revoke = re.findall(r"/account/tokens/[0-9a-f-]+/revoke", page)[0]
    client.post(revoke, data={})
    assert person_of(secret, "log") is None


def test_nobody_revokes_the_token_of_another(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        owner = make_person()
        with transaction():
            token, _secret = actions.make_token(person=owner, scope=Scope.LOG, label="手机", by=owner, now=clock.now())
        path = f"/account/tokens/{token.id}/revoke"
        sign_in(client, make_person())
    assert client.post(path, data={}).status_code == 404


def test_a_viewer_makes_no_token_that_logs(sqlite_app: Flask, client: FlaskClient) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.VIEWER))
    answer = client.post("/account/tokens/new", data={"label": "手机", "scope": "log", "days": "0"})
    assert answer.status_code == 422
