"""A full disk and a database that is away are told in words, and what was typed is kept."""

import errno
import re
import sqlite3
from collections.abc import Callable, Iterator

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from outreach.db import db
from outreach.db.outages import Outage, outage_of
from outreach.web.access import Permission, permit


def of_sqlite(code: int) -> DBAPIError:
    said = sqlite3.OperationalError("said by SQLite")
    said.sqlite_errorcode = code
    return OperationalError("INSERT", {}, said)


def of_postgresql(kind: type[psycopg.Error]) -> DBAPIError:
    return OperationalError("INSERT", {}, kind("said by PostgreSQL"))


@pytest.mark.parametrize(
    ("error", "outage"),
    [
        (of_sqlite(sqlite3.SQLITE_FULL), Outage.FULL),
        (of_sqlite(sqlite3.SQLITE_IOERR_SHMSIZE), Outage.FULL),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), Outage.AWAY),
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Outage.BUSY),
        (of_sqlite(sqlite3.SQLITE_CANTOPEN), Outage.AWAY),
        (of_sqlite(sqlite3.SQLITE_ERROR), None),
        (of_postgresql(psycopg.errors.DiskFull), Outage.FULL),
        (of_postgresql(psycopg.errors.AdminShutdown), Outage.AWAY),
        (of_postgresql(psycopg.errors.TooManyConnections), Outage.BUSY),
        (of_postgresql(psycopg.errors.ReadOnlySqlTransaction), Outage.AWAY),
        (of_postgresql(psycopg.OperationalError), Outage.AWAY),
        (of_postgresql(psycopg.errors.UndefinedTable), None),
        (IntegrityError("INSERT", {}, psycopg.errors.UniqueViolation()), None),
        (NoConnectionLeft(), Outage.BUSY),
        (OSError(errno.ENOSPC, "No space left on device"), Outage.FULL),
        (FileNotFoundError(errno.ENOENT, "No such file"), None),
    ],
)
def test_each_failure_of_the_machine_has_its_name(error: Exception, outage: Outage | None) -> None:
    assert outage_of(error) is outage


@pytest.fixture
def failing(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[[Exception], FlaskClient]:
    """A stranger's browser for whom a page of the whole program fails so."""

    def begin(error: Exception) -> FlaskClient:
        def fail(code: str) -> str:
            raise error

        monkeypatch.setitem(sqlite_app.view_functions, "language.choose", permit(Permission.PUBLIC)(fail))
        return sqlite_app.test_client()

    return begin


Failing = Callable[[Exception], FlaskClient]


@pytest.fixture
def asked(sqlite_app: Flask) -> Iterator[list[str]]:
    """Every statement that goes to the database, whoever sends it."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    with sqlite_app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def test_what_was_typed_waits_on_a_page_that_asks_no_database(failing: Failing, asked: list[str]) -> None:
    browser, typed = failing(of_sqlite(sqlite3.SQLITE_FULL)), {"title": '送法"进企业', "csrf_token": "old"}
    headers = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "zh"}
    answer = browser.post("/language/en?day=1", data=typed, headers=headers)
    assert (answer.status_code, answer.headers["Retry-After"]) == (507, "60")
    assert "服务器磁盘已满" in answer.text and 'action="/language/en?day=1"' in answer.text
    assert asked == []
    assert re.findall(r'name="(\w+)" value="([^"]*)"', answer.text)[-1] == ("title", "送法&#34;进企业")


def test_nothing_of_another_site_is_laid_under_our_button(failing: Failing) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = failing(OSError(errno.ENOSPC, "No space left")).post("/language/en", data={"a": "b"}, headers=headers)
    assert "<form" not in answer.text


def test_a_program_is_told_the_code(failing: Failing) -> None:
    answer = failing(of_postgresql(psycopg.OperationalError)).get(
        "/language/en", headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.json["error"]["code"]) == (503, "database_away")


def test_a_fault_of_the_program_stays_a_crash(failing: Failing) -> None:
    with pytest.raises(FileNotFoundError):
        failing(FileNotFoundError(errno.ENOENT, "No such file")).get("/language/en")
