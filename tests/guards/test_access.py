"""Who may open what: the page that says it, and every address asked by everybody whom it refuses."""

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach.audit.models import AuditEntry
from outreach.audit.rules import Outcome
from outreach.db import db
from outreach.errors import Forbidden
from outreach.people.route_table import OF_OWN_TEAM, Way, ways
from outreach.people.rules import Post, Role
from outreach.web.access import Permission
from tests.guards.test_routes import address
from tests.making import make_bureau, make_event, make_person, make_team
from tests.signing_in import sign_in

JSON = {"Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
SOMEBODY: list[tuple[Role, Post | None]] = [*((role, None) for role in Role), *((Role.ADMIN, post) for post in Post)]


def asked(app: Flask, client: FlaskClient, way: Way, method: str) -> int:
    sent = {} if method == "GET" else {"json": {}}
    return client.open(place(app, way, method), method=method, headers=JSON, **sent).status_code  # type: ignore[arg-type]


def place(app: Flask, way: Way, method: str) -> str:
    rule = next(each for each in app.url_map.iter_rules() if each.endpoint == way.endpoint and each.rule == way.path)
    return address(app, rule, method)


@pytest.mark.parametrize(("role", "post"), SOMEBODY)
def test_every_view_refuses_what_the_table_leaves_empty(sqlite_app: Flask, role: Role, post: Post | None) -> None:
    with sqlite_app.app_context():
        person = make_person(role, post=post)
        for way in ways(sqlite_app):
            with sqlite_app.test_request_context(method="GET"):
                g.acting_person = person
                if not way.opens_for(role, post):
                    with pytest.raises(Forbidden):
                        sqlite_app.view_functions[way.endpoint]()


def test_a_reader_is_answered_403_wherever_the_table_is_empty(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        make_bureau()
        sign_in(client, make_person(Role.VIEWER))
    opened = [
        (way.path, method)
        for way in ways(sqlite_app)
        if not way.opens_for(Role.VIEWER)
        for method in way.methods
        if asked(sqlite_app, client, way, method) != 403
    ]
    assert opened == []


def test_what_is_open_to_strangers_takes_short_forms_alone(sqlite_app: Flask) -> None:
    """Whoever sends it, and before it is read: neither what was typed nor a token is looked for in it."""
    client = sqlite_app.test_client()
    took = [
        way.path
        for way in ways(sqlite_app)
        if way.permission is Permission.PUBLIC and "POST" in way.methods
        if client.post(place(sqlite_app, way, "POST"), data={"username": "x" * 64 * 1024}).status_code != 413
    ]
    assert took == []


def test_a_stranger_opens_only_what_is_public(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    opened = [
        (way.path, method)
        for way in ways(sqlite_app)
        if way.permission is not Permission.PUBLIC
        for method in way.methods
        if asked(sqlite_app, client, way, method) != 401
    ]
    assert opened == []


def test_a_lead_does_nothing_to_an_event_of_another_team(sqlite_app: Flask) -> None:
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        make_bureau()
        event = make_event(team=make_team("pension"))
        sign_in(client, make_person(Role.LEAD, team=make_team("employment")))
        event_id = str(event.id)
    done = []
    for way in ways(sqlite_app):
        of_event = "<uuid:event_id>" in way.path and way.path.count("<") == 1
        if of_event and way.permission in OF_OWN_TEAM and "POST" in way.methods:
            answer = client.post(way.path.replace("<uuid:event_id>", event_id), headers=JSON)
            if answer.status_code not in (403, 404):
                done.append(way.path.rpartition("/")[2])
    assert set(done) <= {"check", "check-move", "confirm"}, "these ask, or have nothing to confirm"
    with sqlite_app.app_context():
        assert list(db.session.scalars(select(AuditEntry).where(AuditEntry.outcome == Outcome.DONE))) == []
