"""A form that came too late keeps what was typed in it."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.people.queries import person_by_username
from outreach.people.rules import DESK_IDLE, Role
from tests.making import make_bureau, make_person
from tests.signing_in import leave_alone, sign_in

OURS = {"Origin": "http://localhost"}
TYPED = {"name": '社区 "一号"', "note": "第一行\n第二行", "csrf_token": "of an earlier sign-in", "sorts": ["a", "b"]}


@pytest.fixture
def guarded(sqlite_app: Flask) -> Iterator[FlaskClient]:
    """A browser nobody has signed in with, the check of tokens on."""
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    with sqlite_app.app_context():
        make_bureau()
        make_person(Role.ADMIN, username="admin", name="王敏")
    yield sqlite_app.test_client()
    sqlite_app.config["WTF_CSRF_ENABLED"] = False


def come_in(app: Flask, client: FlaskClient) -> None:
    with app.app_context():
        person = person_by_username("admin")
        assert person is not None
        with client.session_transaction() as session:
            session.clear()  # as signing in does
        sign_in(client, person)


def kept(page: str) -> dict[str, list[str]]:
    """Names and values of the hidden fields of the page's form."""
    form = page.partition('id="kept"')[2].partition("</form>")[0]
    fields: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form):
        fields.setdefault(name, []).append(html.unescape(value))
    return fields


def test_a_form_with_a_stale_token_is_sent_again_by_one_press(sqlite_app: Flask, guarded: FlaskClient) -> None:
    come_in(sqlite_app, guarded)
    answer = guarded.post("/admin/bureau?x=1", data=TYPED, headers=OURS)
    fields = kept(answer.text)
    token = fields.pop("csrf_token")
    assert answer.status_code == 400
    assert fields == {"name": [TYPED["name"]], "note": ["第一行\n第二行"], "sorts": ["a", "b"]}
    assert 'action="/admin/bureau?x=1"' in answer.text
    assert "王敏" in answer.text
    answer = guarded.post("/admin/bureau", data=fields | {"csrf_token": token, "views_label": "人次"}, headers=OURS)
    assert answer.status_code == 302


def test_who_was_signed_out_signs_in_and_goes_on_with_what_was_typed(sqlite_app: Flask, guarded: FlaskClient) -> None:
    answer = guarded.post("/admin/bureau", data=TYPED, headers=OURS)
    assert answer.status_code == 400
    assert 'href="/sign-in"' in answer.text
    come_in(sqlite_app, guarded)
    answer = guarded.post("/admin/bureau", data=kept(answer.text), headers=OURS)
    assert kept(answer.text)["name"] == [TYPED["name"]]


def test_a_session_that_ran_out_keeps_the_form_too(sqlite_app: Flask, guarded: FlaskClient) -> None:
    come_in(sqlite_app, guarded)
    token = re.findall(r'name="csrf_token" value="([^"]+)"', guarded.get("/account").text)
    leave_alone(guarded, DESK_IDLE + timedelta(seconds=1))
    answer = guarded.post("/admin/bureau", data=TYPED | {"csrf_token": token[0]}, headers=OURS)
    assert kept(answer.text)["name"] == [TYPED["name"]]


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 400), ({"Origin": "https://elsewhere.test"}, 400), ({"Sec-Fetch-Site": "cross-site"}, 403)],
    ids=["unsaid", "origin", "site"],
)
def test_nothing_is_kept_of_a_form_from_elsewhere(
    sqlite_app: Flask, guarded: FlaskClient, headers: dict[str, str], status: int
) -> None:
    come_in(sqlite_app, guarded)
    answer = guarded.post("/admin/bureau", data=TYPED, headers=headers)
    assert (answer.status_code, kept(answer.text)) == (status, {})


@pytest.mark.parametrize("path", ["/sign-in", "/account/password"])
def test_a_password_is_never_echoed(guarded: FlaskClient, path: str) -> None:
    answer = guarded.post(path, data={"username": "admin", "password": "Kmpd-4827"}, headers=OURS)
    assert answer.status_code == 400
    assert "Kmpd-4827" not in answer.text


def test_a_file_that_can_not_be_kept_is_said(sqlite_app: Flask, guarded: FlaskClient) -> None:
    come_in(sqlite_app, guarded)
    sent = {"pasted": "", "file": (open(__file__, "rb"), "people.csv")}  # noqa: SIM115
    answer = guarded.post("/imports/people", data=sent, headers=OURS | {"Accept-Language": "en"})
    assert "people.csv" in answer.text
