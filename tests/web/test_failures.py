"""What a person or a program reads when something fails, and the headers of every answer."""

from collections.abc import Callable

import pytest
from flask import Flask, Response, session
from flask.testing import FlaskClient

from outreach.errors import Conflict, TooMany
from outreach.web.access import Permission, permit
from outreach.web.clean import UnsavedChanges
from outreach.web.headers import CONTENT_SECURITY_POLICY
from outreach.web.language import chosen_language
from tests.web.conftest import sign_in


def refusing(app: Flask, refusal: Exception) -> None:
    def refuse() -> str:
        raise refusal

    app.add_url_rule("/refuse", "refuse", permit(Permission.PUBLIC)(refuse))


def test_a_refusal_is_a_page_that_says_what_is_safe(small: Flask) -> None:
    refusing(small, Conflict("Somebody moved <it>.", code="moved", version=3))
    answer = small.test_client().get("/refuse", headers={"Accept-Language": "en"})
    code, happened, safe, next_step, request_id = answer.text.split("|")
    assert (answer.status_code, code, happened) == (409, "moved", "Somebody moved &lt;it&gt;.")
    assert safe.startswith("Nothing was changed")
    assert next_step
    assert request_id == answer.headers["X-Request-ID"]


def test_a_refusal_is_json_for_who_asks_for_json(small: Flask) -> None:
    refusing(small, Conflict("Somebody moved it.", code="moved", version=3))
    answer = small.test_client().get("/refuse", headers={"Accept": "application/json"})
    assert answer.json == {"error": {"code": "moved", "message": "Somebody moved it.", "facts": {"version": 3}}}


def test_too_many_tries_say_when_to_come_again(small: Flask) -> None:
    refusing(small, TooMany("Wait.", retry_after=30))
    answer = small.test_client().get("/refuse")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")


@pytest.mark.parametrize(
    ("path", "method", "status", "code"),
    [
        ("/nowhere", "GET", 404, "not_found"),
        ("/reports/3000000000/scores", "GET", 404, "not_found"),
        ("/nowhere.json", "GET", 404, "not_found"),
        ("/report", "DELETE", 405, "method_not_allowed"),
        ("/api/batch", "GET", 405, "method_not_allowed"),
    ],
)
def test_http_failures_have_a_face(visitor: FlaskClient, path: str, method: str, status: int, code: str) -> None:
    answer = visitor.open(path, method=method)
    said = answer.json["error"]["code"] if answer.is_json else answer.text.split("|")[0]
    assert (answer.status_code, said, answer.is_json) == (status, code, "json" in path or "api" in path)


def test_a_form_that_is_too_large_is_told_so(small: Flask) -> None:
    small.config["MAX_CONTENT_LENGTH"] = 100
    answer = small.test_client().post("/plan", data={"list": "x" * 200})
    assert (answer.status_code, answer.text.split("|")[0]) == (413, "too_large")


def test_a_crash_tells_its_number_and_nothing_else(small: Flask, caplog: pytest.LogCaptureFixture) -> None:
    small.config["PROPAGATE_EXCEPTIONS"] = False
    answer = small.test_client().get("/crash")
    assert answer.status_code == 500
    assert "42" not in answer.text.replace(answer.headers["X-Request-ID"], "")
    assert answer.headers["X-Request-ID"] in caplog.text


def test_a_crash_of_the_error_page_still_answers(small: Flask) -> None:
    small.config["PROPAGATE_EXCEPTIONS"] = False
    small.testing = False
    small.context_processor(lambda: 1 / 0)
    answer = small.test_client().get("/crash")
    assert (answer.status_code, "<h1>" in answer.text) == (500, True)


def test_every_answer_carries_the_policy(visitor: FlaskClient) -> None:
    for path in ("/open", "/nowhere", "/static/none.css", "/report"):
        with visitor.get(path) as answer:
            assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
            assert answer.headers["Referrer-Policy"] == "same-origin"
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
            assert "Strict-Transport-Security" not in answer.headers


def test_a_page_is_alone_in_its_window(visitor: FlaskClient) -> None:
    """No other site frames it, holds on to its window, or gets at a sensor through it."""
    headers = visitor.get("/open").headers
    assert (headers["X-Frame-Options"], headers["Cross-Origin-Opener-Policy"]) == ("DENY", "same-origin")
    assert (headers["Cross-Origin-Embedder-Policy"], headers["Origin-Agent-Cluster"]) == ("require-corp", "?1")
    policy = headers["Permissions-Policy"].split(", ")
    assert {"camera=()", "geolocation=()", "microphone=()", "usb=()"} <= {*policy} and len(policy) == len({*policy})
    assert [feature for feature in policy if not feature.endswith("=()")] == [
        "clipboard-write=(self)",
        "screen-wake-lock=(self)",
    ]


def test_a_style_sheet_says_only_that_it_is_one(visitor: FlaskClient) -> None:
    with visitor.get("/static/a.css") as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Content-Security-Policy" not in answer.headers and "Permissions-Policy" not in answer.headers


def test_pages_of_a_person_are_kept_nowhere(visitor: FlaskClient) -> None:
    assert visitor.get("/open").headers["Cache-Control"] == "no-cache, private"
    sign_in(visitor, "staff")
    assert visitor.get("/open").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("base_url", "reached_by", "is_secure"),
    [
        (None, "http://localhost", False),
        (None, "https://localhost", True),
        ("https://pufa.example", "http://localhost", True),
    ],
)
def test_cookies_are_secure_where_the_site_is_https(
    make_small: Callable[..., Flask], base_url: str | None, reached_by: str, is_secure: bool
) -> None:
    answer: Response = make_small(base_url=base_url).test_client().get("/language/en", base_url=reached_by)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-language=en" if is_secure else "language=en") and "Path=/" in cookie
    assert ("Secure" in cookie, "HttpOnly" in cookie, "SameSite=Lax" in cookie) == (is_secure, True, True)
    assert ("max-age" in answer.headers.get("Strict-Transport-Security", "")) is is_secure


@pytest.mark.parametrize(
    ("reached_by", "name", "other"),
    [("http://localhost", "outreach", "__Host-outreach"), ("https://localhost", "__Host-outreach", "outreach")],
)
def test_no_neighbour_sets_the_session_of_a_site_that_is_https(
    small: Flask, reached_by: str, name: str, other: str
) -> None:
    begin = permit(Permission.PUBLIC)(lambda: session.update(_user_id="staff") or "begun")
    small.add_url_rule("/begin", "begin", begin)
    browser = small.test_client()
    cookie = browser.get("/begin", base_url=reached_by).headers["Set-Cookie"]
    assert cookie.startswith(f"{name}=") and "Path=/" in cookie and "Domain" not in cookie
    assert browser.get("/report", base_url=reached_by).status_code == 200
    browser.delete_cookie(name)
    browser.set_cookie(other, cookie.partition("=")[2].partition(";")[0])
    assert browser.get("/report", base_url=reached_by).status_code == 302


def test_no_neighbour_chooses_the_language_of_a_site_that_is_https(small: Flask) -> None:
    small.add_url_rule("/said", "said", permit(Permission.PUBLIC)(lambda: str(chosen_language())))
    browser = small.test_client()
    site = "https://localhost"
    browser.set_cookie("language", "en")
    assert browser.get("/said", base_url=site).text == "zh"
    browser.get("/language/en", base_url=site)
    assert browser.get("/said", base_url=site).text == "en"


def test_the_log_names_the_request_and_hides_tokens(small: Flask, caplog: pytest.LogCaptureFixture) -> None:
    small.add_url_rule("/feeds/<token>/all.ics", "feed", permit(Permission.PUBLIC)(lambda token: "feed"))
    small.add_url_rule("/reply/<code>", "reply", permit(Permission.PUBLIC)(lambda code: "reply"))
    with caplog.at_level("INFO", "outreach.access"):
        answer = small.test_client().get("/feeds/s3cret/all.ics?x=s3cret")
        small.test_client().get("/reply/s3cretcode")
    assert caplog.records[0].request == answer.headers["X-Request-ID"]
    assert "GET /feeds/.../all.ics 200" in caplog.text
    assert "GET /reply/... 200" in caplog.text
    assert "s3cret" not in caplog.text


def test_rows_that_nobody_commits_are_found(visitor: FlaskClient) -> None:
    with pytest.raises(UnsavedChanges):
        visitor.get("/write")
    assert visitor.get("/write?kept=1").status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "logged"),
    [
        (
            "GET",
            "/feeds/s3cret-token_of-a-colleague/all.ics/",
            "/feeds/.../all.ics/ 404",
        ),  # what a messenger makes of it
        ("PUT", "/feeds/s3cret-token_of-a-colleague/all.ics", "/feeds/.../all.ics 405"),
        ("GET", "/x%0a0123 GET /forged 200%1b[31m", "/x?0123 GET /forged 200?[31m 404"),
    ],
)
def test_the_log_of_a_path_that_is_none_of_ours_tells_no_secret_and_stays_one_line(
    small: Flask, caplog: pytest.LogCaptureFixture, method: str, path: str, logged: str
) -> None:
    small.add_url_rule("/feeds/<token>/all.ics", "feed", permit(Permission.PUBLIC)(lambda token: "feed"))
    with caplog.at_level("INFO", "outreach.access"):
        small.test_client().open(path, method=method)
    (said,) = [each.getMessage() for each in caplog.records if each.name == "outreach.access"]
    assert logged in said
    assert "s3cret" not in said and "\n" not in said
