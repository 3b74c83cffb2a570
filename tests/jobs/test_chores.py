"""What the program does by itself."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask

from outreach import clock
from outreach.db import db
from outreach.jobs.chores.models import ChoreTurn
from outreach.jobs.chores.running import do_what_is_due
from outreach.people.rules import Role
from outreach.web import chores
from tests.making import make_bureau, make_person
from tests.signing_in import sign_in


@pytest.fixture
def done(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When the one chore of this test was done."""
    instants: list[datetime] = []
    monkeypatch.setitem(app.extensions, "outreach.chores", [])
    chores.add(app, "test.chore", "Tests", instants.append)
    return instants


def test_of_two_processes_one_does_a_chore_and_again_only_when_it_is_due(
    app: Flask, done: list[datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    with ThreadPoolExecutor(2) as processes:
        told = list(processes.map(do_what_is_due, [app, app]))
    assert sorted(told) == [[], ["test.chore"]]
    assert len(done) == 1
    assert do_what_is_due(app) == []
    later = clock.now() + timedelta(hours=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert do_what_is_due(app) == ["test.chore"]
    assert done[-1] == later


def test_a_chore_that_fails_stops_no_other_and_shows_no_end(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(_now: datetime) -> None:
        raise RuntimeError("a full disk")

    monkeypatch.setitem(sqlite_app.extensions, "outreach.chores", [])
    chores.add(sqlite_app, "test.falls", "Falls", fall)
    chores.add(sqlite_app, "test.stands", "Stands", lambda now: now)
    assert do_what_is_due(sqlite_app) == ["test.stands"]
    with sqlite_app.app_context():
        ends = {turn.name: turn.ended_at is not None for turn in db.session.scalars(db.select(ChoreTurn))}
    assert ends == {"test.falls": False, "test.stands": True}


def test_scans_contacts_and_what_is_over_go_by_themselves(sqlite_app: Flask) -> None:
    named = {chore.name for chore in chores.chores(sqlite_app)}
    assert {"evidence.past_sheets", "follow_ups.contacts", "orders.contacts", "people.over"} <= named
    assert set(do_what_is_due(sqlite_app)) == named
    client = sqlite_app.test_client()
    client.set_cookie("language", "en")
    with sqlite_app.app_context():
        make_bureau()
        sign_in(client, make_person(Role.ADMIN))
    assert "Deletes scanned sheets past their day" in client.get("/admin").text
