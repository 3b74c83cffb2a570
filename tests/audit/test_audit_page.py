"""The page of every important act."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach.audit.actions import Machine, record_act
from outreach.audit.queries import Asked, exported
from outreach.audit.rules import Outcome
from outreach.db import transaction
from outreach.people.rules import Role
from tests.making import NOW, make_person
from tests.signing_in import sign_in


@pytest.fixture
def admin(sqlite_app: Flask, client: FlaskClient) -> FlaskClient:
    """A browser of the administrator, after three acts: 4 March by 李娜, refused, and a day later by the machine."""
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.ADMIN, name="王敏"))
        li_na = make_person(name="李娜")
        with transaction():
            record_act("event.cancelled", by=li_na, now=NOW, subject=li_na, reason="下雨")
            record_act("person.signed_in", by=li_na, now=NOW, outcome=Outcome.REFUSED, address="10.1.1.7")
            record_act("list.imported", by=Machine(), now=NOW + timedelta(days=1), text="=1+1")
    return client


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["下雨", "10.1.1.7", "=1+1"]),
        ("who=李", ["下雨", "10.1.1.7"]),
        ("words=下雨", ["下雨"]),
        ("words=10.1.1", ["10.1.1.7"]),
        ("words=%3D1%2B", ["=1+1"]),
        ("act=event.cancelled", ["下雨"]),
        ("outcome=refused", ["10.1.1.7"]),
        ("first_day=2025-03-05", ["=1+1"]),
        ("last_day=2025-03-04", ["下雨", "10.1.1.7"]),
        ("first_day=2025-03-05&last_day=2025-03-04", []),
    ],
)
def test_acts_are_narrowed_by_person_act_day_and_outcome(admin: FlaskClient, query: str, shown: list[str]) -> None:
    for path in ("/admin/audit", "/admin/audit.csv"):
        text = admin.get(f"{path}?{query}").text
        assert [word for word in ("下雨", "10.1.1.7", "=1+1") if word in text] == shown, path


def test_words_are_found_in_both_databases(app_context: Flask) -> None:
    with transaction():
        record_act("event.cancelled", by=Machine(), now=NOW, reason="下雨 100% \\ '改期'")
    for words, found in (("下雨 100% \\ '改", 1), ("雨_100", 0), ("晴", 0)):
        assert len(list(exported(Asked(words=words)))) == found, words


@pytest.mark.parametrize("words", ["取消活动", "密码不对", "锁定", "李娜", "2025年1月1日 周三", "2025年3月31日"])
def test_what_the_page_says_is_found(sqlite_app: Flask, client: FlaskClient, words: str) -> None:
    with sqlite_app.app_context():
        sign_in(client, make_person(Role.ADMIN, name="王敏"))
        with transaction():
            record_act("event.cancelled", by=make_person(name="李娜"), now=NOW, days="2025-01-01/2025-03-31")
            record_act("person.signed_in", by=Machine(), now=NOW, reason="wrong_password", locked=True)
            record_act("person.signed_in", by=Machine(), now=NOW, reason="disabled", locked=False)
    page = client.get(f"/admin/audit?words={words}").text
    assert page.count("<tr>") == 1 + 1 and "2025-01-01" not in page.partition("<tbody")[2]


def test_an_entry_says_from_where_our_own_people_asked_and_nobody_else(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        person = make_person()
    asked = sqlite_app.test_request_context(environ_base={"REMOTE_ADDR": "10.2.3.4"})
    for context in (asked, sqlite_app.app_context()):
        with context, transaction():
            record_act("team.added", by=person, now=NOW)
            record_act("order.made", by=Machine(), now=NOW)
    with sqlite_app.app_context():
        told = sorted((each.act, each.address or "") for each in exported(Asked()))
    assert told == [("order.made", ""), ("order.made", ""), ("team.added", ""), ("team.added", "10.2.3.4")]


def test_a_day_that_can_not_be_read_is_said_so(admin: FlaskClient) -> None:
    text = admin.get("/admin/audit?first_day=nonsense").text
    assert 'value="nonsense"' in text
    assert "field-error" in text


def test_saving_the_audit_as_a_file_leaves_a_line_itself(admin: FlaskClient) -> None:
    admin.get("/admin/audit.csv?who=李")
    answer = admin.get("/admin/audit?act=audit.exported")
    assert answer.text.count("<tr>") == 2
    assert "李" in answer.text.partition("<tbody>")[2]


def test_the_file_opens_in_a_spreadsheet(admin: FlaskClient) -> None:
    answer = admin.get("/admin/audit.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "2025-03-04 09:00:00,李娜" in answer.text
