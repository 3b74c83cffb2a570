"""Every route says who may enter, and what its parameters are."""

import re
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, IntegerConverter, Rule

from outreach.people.rules import Role
from outreach.web.access import Permission, takes_phones
from tests.making import make_bureau, make_person
from tests.signing_in import sign_in


def test_every_route_carries_its_permission(sqlite_app: Flask) -> None:
    open_doors = [
        rule.rule
        for rule in sqlite_app.url_map.iter_rules()
        if rule.endpoint not in ("static", "texts.static")
        and not hasattr(sqlite_app.view_functions[rule.endpoint], "permission")
    ]
    assert open_doors == []


def test_every_route_is_kebab_case_with_typed_parameters(sqlite_app: Flask) -> None:
    part = re.compile(r"(?:[a-z0-9.-]+|<[a-z]+(?:\([^)]*\))?:[a-z_]+>)+")
    odd = [
        rule.rule
        for rule in sqlite_app.url_map.iter_rules()
        if rule.endpoint != "static" and not all(part.fullmatch(each) for each in rule.rule.split("/") if each)
    ]
    assert odd == []


def test_a_paired_phone_opens_the_log_and_nothing_else(sqlite_app: Flask) -> None:
    """What takes phones writes or shows the log, asks for no more than LOG, and lies where the log lies."""
    odd = [
        rule.rule
        for rule in sqlite_app.url_map.iter_rules()
        if takes_phones(view := sqlite_app.view_functions[rule.endpoint])
        and (view.permission not in (Permission.LOG, Permission.PUBLIC) or not rule.rule.startswith(("/log", "/api/")))  # type: ignore[attr-defined]
    ]
    assert odd == []


@pytest.fixture
def guarded_app(sqlite_app: Flask) -> Iterator[Flask]:
    """The app with its CSRF check on, as it runs."""
    sqlite_app.config["WTF_CSRF_ENABLED"] = True
    yield sqlite_app
    sqlite_app.config["WTF_CSRF_ENABLED"] = False


def address(app: Flask, rule: Rule, method: str = "POST") -> str:
    """An address that `rule` takes."""
    values: dict[str, object] = {name: uuid.uuid4() for name in rule.arguments}
    values |= {name: 2025 for name, kind in rule._converters.items() if isinstance(kind, IntegerConverter)}
    values |= {name: "x" for name, kind in rule._converters.items() if type(kind).__name__ == "UnicodeConverter"}
    values |= {name: min(kind.items) for name, kind in rule._converters.items() if isinstance(kind, AnyConverter)}
    with app.test_request_context():
        return str(app.url_map.bind("localhost").build(rule.endpoint, values, method=method))


def test_nothing_is_written_for_a_page_of_somebody_elses(guarded_app: Flask) -> None:
    """A form on another site, sent by the admin's own browser, changes nothing anywhere."""
    with guarded_app.app_context():
        make_bureau()
        admin = make_person(Role.ADMIN)
    client = guarded_app.test_client()
    sign_in(client, admin)
    headers = {"Origin": "https://elsewhere.test", "Accept": "application/json"}  # no page is drawn for what is refused
    taken = []
    for rule in guarded_app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}):
            answer = client.open(address(guarded_app, rule, method), method=method, headers=headers)
            if answer.status_code not in (400, 403):
                taken.append((method, rule.rule, answer.status_code))
    assert taken == []
    assert client.get("/account").status_code == 200, "not one of all these was sent by a stranger"
