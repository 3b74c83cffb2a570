"""Who may enter: strangers, colleagues, programs with a token, other sites."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from outreach.web.access import routes_without_permission
from outreach.web.returning import safe_path
from tests.web.conftest import sign_in

OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


def test_a_stranger_is_led_to_the_sign_in_page_and_back(visitor: FlaskClient) -> None:
    answer = visitor.get("/report?team=pension")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=%2Freport%3Fteam%3Dpension")


def test_a_stranger_who_sends_a_form_is_not_led_back_to_an_address_that_opens_nothing(small: Flask) -> None:
    small.config["WTF_CSRF_ENABLED"] = False
    assert small.test_client().post("/forget").location == "/sign-in"


@pytest.mark.parametrize("path", ["/report.json", "/api/batch"])
def test_a_program_is_told_401_in_json(visitor: FlaskClient, path: str) -> None:
    answer = visitor.post(path, json={}) if path.startswith("/api") else visitor.get(path)
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "sign_in_needed")


def test_a_role_without_the_permission_is_refused(visitor: FlaskClient) -> None:
    sign_in(visitor, "staff")
    assert visitor.get("/report").text == "staff"
    assert visitor.get("/plan").status_code == 403
    sign_in(visitor, "lead")
    assert visitor.get("/plan").text == "planned"


@pytest.mark.parametrize(
    ("token", "status", "code"), [("good-read", 200, None), ("good-log", 401, "bad_token"), ("", 401, "bad_token")]
)
def test_a_token_opens_what_its_scope_names(visitor: FlaskClient, token: str, status: int, code: str | None) -> None:
    sign_in(visitor, "lead")  # a bad token is never made good by the cookie beside it
    answer = visitor.get("/report", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == status
    assert answer.text == "staff" if code is None else answer.json["error"]["code"] == code


def test_a_token_opens_nothing_that_takes_none(visitor: FlaskClient) -> None:
    assert visitor.get("/plan", headers={"Authorization": "Bearer good-read"}).status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "https://localhost"}, 200),  # TLS ended by a proxy
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[localhost"}, 403),  # no address at all
        ({"Origin": "http://localhost@evil.example"}, 403),
        ({}, 403),
    ],
)
def test_json_with_a_cookie_is_taken_only_from_our_own_pages(visitor: FlaskClient, headers: dict, status: int) -> None:
    sign_in(visitor, "staff")
    assert visitor.post("/api/batch", json={"a": 1}, headers=headers).status_code == status


def test_json_with_a_token_needs_no_origin(visitor: FlaskClient) -> None:
    answer = visitor.post("/api/batch", json=[1], headers={"Authorization": "Bearer good-log"})
    assert answer.json == {"by": "staff", "got": [1]}


def test_a_form_dressed_as_json_is_refused(visitor: FlaskClient) -> None:
    sign_in(visitor, "staff")
    answer = visitor.post("/api/batch", data="{}", content_type="text/plain", headers=OWN_PAGE)
    assert (answer.status_code, answer.json["error"]["code"]) == (400, "content_type")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"\xff\xfe", 400, "not_utf8"),
        (b"", 400, "not_json"),
        (b"{", 400, "not_json"),
        (b'{"a": NaN}', 400, "not_json"),
        (b"[" * 199, 400, "not_json"),
        (b" " * 201, 413, "too_large"),
    ],
)
def test_a_body_that_is_no_json_is_named(visitor: FlaskClient, body: bytes, status: int, code: str) -> None:
    sign_in(visitor, "staff")
    answer = visitor.post("/api/batch", data=body, content_type="application/json", headers=OWN_PAGE)
    assert (answer.status_code, answer.json["error"]["code"]) == (status, code)


def test_a_form_without_its_token_is_refused(visitor: FlaskClient) -> None:
    sign_in(visitor, "lead")
    answer = visitor.post("/plan")
    assert (answer.status_code, answer.text.split("|")[0]) == (400, "form_expired")


def test_a_route_without_permission_is_found(small: Flask) -> None:
    assert routes_without_permission(small) == []
    small.add_url_rule("/bare", "bare", lambda: "")
    assert routes_without_permission(small) == ["bare"]


@pytest.mark.parametrize(
    ("target", "is_safe"),
    [
        ("/events?team=pension#today", True),
        ("/a//b", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("/\t/evil.example", False),
        ("https://evil.example", False),
        ("javascript:alert(1)", False),
        ("events", False),
        ("", False),
        (None, False),
    ],
)
def test_only_paths_of_this_site_are_gone_back_to(target: str | None, is_safe: bool) -> None:
    assert (safe_path(target) == target and target is not None) == is_safe


@given(
    st.text(alphabet="/\\:@.?#[]%\t\r\n\x7f\u2028 aex"), st.sampled_from(["", "/", "//", "/\\", "/./", "http:", "/@"])
)
def test_whatever_is_gone_back_to_stays_on_this_site(rest: str, beginning: str) -> None:
    path = safe_path(beginning + rest)
    if path is not None:
        browsers = re.sub(r"[\t\r\n]", "", path).replace("\\", "/")  # as the URL standard reads an address
        assert browsers.startswith("/") and not browsers.startswith("//")
        assert urlsplit(urljoin("https://pufa.example/sign-in", browsers)).netloc == "pufa.example"


NAVIGATION = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    ("method", "path", "said", "status"),
    [
        ("GET", "/open", NAVIGATION, 200),  # a link in the chat, on the bureau's site, in a mail
        ("GET", "/open", {"Sec-Fetch-Mode": "navigate"}, 200),  # browsers of 2019
        ("GET", "/open", {**NAVIGATION, "Sec-Fetch-Dest": "iframe"}, 403),
        ("GET", "/open", {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, 403),
        ("GET", "/static/a.css", {"Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "style"}, 403),
        ("GET", "/report.json", {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, 403),
        ("OPTIONS", "/open", {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, 403),
        ("POST", "/plan", NAVIGATION, 403),
    ],
)
def test_another_site_leads_here_by_a_link_and_gets_nothing_else(
    visitor: FlaskClient, site: str, method: str, path: str, said: dict[str, str], status: int
) -> None:
    sign_in(visitor, "lead")
    with visitor.open(path, method=method, headers={"Sec-Fetch-Site": site} | said) as answer:
        assert answer.status_code == status


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_our_own_pages_ask_for_what_they_need(visitor: FlaskClient, site: str) -> None:
    headers = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "style"}
    with visitor.get("/static/a.css", headers=headers) as answer:
        assert answer.status_code == 200
