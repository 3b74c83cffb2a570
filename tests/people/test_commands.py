"""The commands about accounts."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from outreach.errors import Refusal
from outreach.people import commands
from outreach.people.queries import person_by_username
from outreach.people.rules import Role
from tests.making import NOW, make_person, make_team


@pytest.fixture
def runner(sqlite_app: Flask) -> FlaskCliRunner:
    return sqlite_app.test_cli_runner()


def test_the_token_command_prints_the_token_and_nothing_else(
    sqlite_app: Flask, runner: FlaskCliRunner, person_of: Callable[[str, str], str | None]
) -> None:
    with sqlite_app.app_context():
        make_person(username="li.na", name="李娜")
    for arguments, scope in ((["li.na"], "log"), (["li.na", "--scope", "read"], "read")):
        secret = runner.invoke(args=["token", *arguments]).stdout
        assert secret.endswith("\n")
        assert person_of(secret.strip(), scope) == "李娜"


def test_an_account_is_added_reset_and_disabled(sqlite_app: Flask, runner: FlaskCliRunner) -> None:
    with sqlite_app.app_context():
        make_person(Role.ADMIN)
        make_team("pension")
    said = runner.invoke(args=["user", "add", "li.na", "--name", "李娜", "--role", "lead", "--team", "pension"]).stdout
    assert re.search(r"[A-Z][a-z]{3}-[a-z]{4}-\d{4}", said)
    assert "-" in runner.invoke(args=["user", "reset-password", "li.na"]).stdout
    runner.invoke(args=["user", "disable", "li.na"])
    with sqlite_app.app_context():
        person = person_by_username("li.na")
        assert person is not None
        assert (person.role, person.is_active, len(person.memberships)) == (Role.LEAD, False, 1)
    runner.invoke(args=["user", "enable", "li.na"])
    with sqlite_app.app_context():
        person = person_by_username("li.na")
        assert person is not None
        assert person.is_active


def test_an_unknown_account_is_refused(runner: FlaskCliRunner) -> None:
    for arguments in (["token", "nobody"], ["user", "disable", "nobody"], ["user", "add", "li.na"]):
        assert isinstance(runner.invoke(args=arguments).exception, Refusal), arguments


def test_the_link_is_printed_until_somebody_has_an_account(sqlite_app: Flask, runner: FlaskCliRunner) -> None:
    with sqlite_app.app_context():
        assert "http://127.0.0.1:8000/set-up/" in "\n".join(commands.start_lines("http://127.0.0.1:8000"))
        assert "http://127.0.0.1:8000/set-up/" in runner.invoke(args=["link"]).stdout
        assert "http://127.0.0.1:8301/set-up/" in runner.invoke(args=["link", "--port", "8301"]).stdout
        make_person()
        assert commands.start_lines("http://127.0.0.1:8000") == []
    assert isinstance(runner.invoke(args=["link"]).exception, Refusal)


def test_demo_passwords_keep_the_server_on_this_machine(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_person(has_demo_password=True, disabled_at=NOW)
        assert commands.refusal_to_listen("0.0.0.0") is None
        make_person(has_demo_password=True)
        assert commands.refusal_to_listen("0.0.0.0")
        assert commands.refusal_to_listen("10.1.1.7")
        for host in ("127.0.0.1", "::1", "localhost"):
            assert commands.refusal_to_listen(host) is None
