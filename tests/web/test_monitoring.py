"""What whoever watches the server reads: log lines with the request's name, readiness, and numbers."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from outreach.config import Settings
from outreach.db import db
from outreach.web.access import Permission, permit
from outreach.web.monitoring import health
from outreach.web.monitoring.logs import prepare_handler, without_values
from outreach.web.monitoring.metrics import add_reading

SETTINGS = Settings("sqlite://", "for tests only", "Asia/Shanghai", "zh", None, Path())


@pytest.fixture
def written() -> Iterator[Callable[..., io.StringIO]]:
    """Lets the log be written, in the form that the settings say, into a text."""
    log, handlers = logging.getLogger("outreach"), []
    level = log.level

    def begin(form: str) -> io.StringIO:
        out = io.StringIO()
        handler = logging.StreamHandler(out)
        prepare_handler(handler, replace(SETTINGS, log_format=form))
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        handlers.append(handler)
        return out

    yield begin
    log.setLevel(level)
    for handler in handlers:
        log.removeHandler(handler)


def test_each_request_is_one_json_object_without_who_asked(small: Flask, written: Any) -> None:
    out = written("json")
    answer = small.test_client().get("/open?name=王芳", headers={"User-Agent": "x"})
    (line,) = [json.loads(line) for line in out.getvalue().splitlines()]
    assert (line["request"], line["level"]) == (answer.headers["X-Request-ID"], "INFO")
    assert (line["method"], line["path"], line["status"], line["at"][-6:]) == ("GET", "/open", 200, "+08:00")
    assert set(line) == {
        *("at", "level", "logger", "process", "host", "message"),
        *("request", "method", "path", "status", "ms"),
    }


def test_a_line_for_people_names_the_request_too(small: Flask, written: Any) -> None:
    out = written("text")
    answer = small.test_client().get("/open")
    assert f"INFO [{answer.headers['X-Request-ID']}] outreach.access: GET /open 200 " in out.getvalue()


def test_a_crash_is_logged_once_by_its_name_and_tells_no_row(small: Flask, written: Any) -> None:
    """Neither the values of the statement nor those that PostgreSQL quotes, nor an address that is a key."""

    def insert(word: str) -> str:
        with db.engine.begin() as connection:
            connection.execute(text("CREATE TABLE person (name TEXT UNIQUE)"))
            for _ in range(2):
                connection.execute(text("INSERT INTO person VALUES (:name)"), {"name": "".join(("王", "芳"))})
        return ""

    small.add_url_rule("/feeds/<string:word>", "insert", permit(Permission.PUBLIC)(insert))
    small.config["PROPAGATE_EXCEPTIONS"] = False
    out = written("text")
    answer = small.test_client().get("/feeds/a-secret", headers={"Accept": "application/json"})
    said = out.getvalue()
    assert answer.json["error"]["request"] == answer.headers["X-Request-ID"]
    assert said.count("Traceback") == 2  # SQLite's own, and what was made of it
    assert f"request {answer.headers['X-Request-ID']} failed: GET /feeds/..." in said
    assert "INSERT INTO person" in said
    assert "王芳" not in said and "a-secret" not in said


def test_what_an_error_quotes_of_a_row_is_taken_out() -> None:
    error = psycopg.errors.UniqueViolation("duplicate key\nDETAIL:  Key (username)=(王芳) already exists.")
    told = without_values(str(IntegrityError("INSERT", {}, error, hide_parameters=True)))
    assert "duplicate key" in told and "王芳" not in told
    assert without_values("bad: 13812345678, 11010119900307123X") == "bad: …, …"
    kept = "line 1234 of 20260101 in 0195f2d4-7f00-7000-8000-123456789012"
    assert without_values(kept) == kept


def test_only_a_proxy_of_our_own_names_a_request(make_small: Callable[..., Flask]) -> None:
    def named(app: Flask, name: str) -> str:
        return app.test_client().get("/open", headers={"X-Request-ID": name}).headers["X-Request-ID"]

    behind, open_to_all = make_small(proxies=1), make_small()
    assert named(behind, "a1b2c3d4e5f6") == "a1b2c3d4e5f6"
    assert named(behind, "a b; drop") != "a b; drop"
    assert named(open_to_all, "a1b2c3d4e5f6") != "a1b2c3d4e5f6"


def test_who_stops_is_not_ready_and_answers_all_the_same(small: Flask) -> None:
    visitor = small.test_client()
    assert visitor.get("/readyz").json == {"status": "ok"}
    health.begin_draining(small)
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "stopping"})
    assert visitor.get("/healthz").status_code == visitor.get("/open").status_code == 200


def test_what_a_feature_lacks_is_told(small: Flask) -> None:
    small.extensions[health.READINESS].append(lambda: "evidence out of reach")
    answer = small.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"status": "evidence out of reach"})


@pytest.mark.parametrize(("revision", "ready"), [("0001", False), ("of a later version", True), (None, False)])
def test_a_database_older_than_the_program_is_not_ready(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, revision: str | None, ready: bool
) -> None:
    monkeypatch.setattr(health, "revision_of_database", lambda: revision)
    answer = sqlite_app.test_client().get("/readyz")
    assert answer.status_code == (200 if ready else 503)


def numbers(visitor: FlaskClient, **headers: str) -> dict[str, float]:
    answer = visitor.get("/metrics", headers=headers)
    assert answer.status_code == 200, answer.text
    lines = [line.rpartition(" ") for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_the_numbers_count_what_was_answered(visitor: FlaskClient, small: Flask) -> None:
    add_reading(small, "outreach_things", "Things", lambda: 7)
    add_reading(small, "outreach_broken", "Broken", lambda: 1 / 0)
    for path in ("/open", "/open", "/nowhere", "/nowhere-else"):
        visitor.get(path)
    visitor.open("/open", method="BREW")
    told = numbers(visitor)
    assert told['outreach_requests_total{endpoint="open_to_all",method="GET",status="200"}'] == 2
    assert told['outreach_requests_total{endpoint="none",method="GET",status="404"}'] == 2
    assert told['outreach_requests_total{endpoint="none",method="other",status="405"}'] == 1
    assert told['outreach_request_seconds_count{endpoint="open_to_all"}'] == 2
    assert told["outreach_requests_under_way"] == 1
    assert told["outreach_things"] == 7
    assert "outreach_broken" not in told


def test_strangers_find_no_numbers(make_small: Callable[..., Flask]) -> None:
    """Not from another machine, and not through a proxy on this one."""
    visitor = make_small().test_client()
    assert visitor.get("/metrics", environ_base={"REMOTE_ADDR": "10.1.2.3"}).status_code == 404
    assert visitor.get("/metrics", headers={"X-Forwarded-For": "127.0.0.1"}).status_code == 404
    with_token = make_small(metrics_token="a token for tests").test_client()
    assert with_token.get("/metrics").status_code == 404
    assert with_token.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert numbers(with_token, Authorization="Bearer a token for tests")
