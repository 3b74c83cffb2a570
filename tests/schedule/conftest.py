"""Who plans in the tests of pages."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.people.rules import Role
from tests.making import NOW, make_person, make_team
from tests.signing_in import sign_in


@pytest.fixture
def lead(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """The lead of the employment team, signed in, on 4 March 2025; an app context stays open."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    with sqlite_app.app_context():
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.LEAD, team=make_team()))
        yield client


@pytest.fixture
def clerk(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """The clerk, signed in, on 4 March 2025; an app context stays open."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    with sqlite_app.app_context():
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.CLERK))
        yield client
