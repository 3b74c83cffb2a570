"""What the program does by itself is done once, whichever process is first, and again where it failed."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from flask import Flask

from outreach.db import db
from outreach.errors import Conflict
from outreach.jobs.chores.actions import take_turn
from outreach.jobs.chores.queries import last_done, turns_of
from outreach.jobs.chores.rules import KEPT_FOR, Outcome, may_take
from outreach.jobs.chores.running import do_turn, do_what_is_due
from outreach.people.rules import Role
from outreach.web import chores
from tests.making import NOW, make_bureau, make_person
from tests.signing_in import sign_in

HOUR = timedelta(hours=1)


@pytest.fixture
def done(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When the one chore of this test was done."""
    instants: list[datetime] = []
    monkeypatch.setitem(app.extensions, "outreach.chores", [])
    chores.add(app, "test.chore", "Tests", instants.append)
    return instants


@pytest.fixture
def quiet(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The product with no chore but those of the test."""
    monkeypatch.setitem(sqlite_app.extensions, "outreach.chores", [])
    return sqlite_app


@pytest.mark.parametrize(
    ("outcome", "hours", "tries", "may"),
    [
        (Outcome.DONE, 99, 1, False),
        (None, 2, 1, False),
        (None, 3, 1, True),
        (Outcome.FAILED, 0.4, 1, False),
        (Outcome.FAILED, 0.5, 1, True),
        (Outcome.FAILED, 99, 4, False),
    ],
)
def test_a_turn_is_taken_again_where_nobody_finished_it(
    outcome: Outcome | None, hours: float, tries: int, may: bool
) -> None:
    ended = None if outcome is None else NOW
    facts = {"outcome": outcome, "began_at": NOW, "ended_at": ended, "tries": tries}
    assert may_take(**facts, now=NOW + hours * HOUR) is may


def test_of_many_that_ask_at_once_one_does_it(app: Flask) -> None:
    done, start = [], threading.Barrier(6)

    def ask() -> None:
        with app.app_context():
            start.wait()
            do_turn("sweep", "2025-03-04", lambda _now: {"swept": len(done)} if done.append(1) is None else {}, now=NOW)
            db.session.remove()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [1]
    with app.app_context():
        assert [turn.outcome for turn in turns_of("sweep", 9)] == [Outcome.DONE]


def test_of_two_processes_one_does_a_chore_and_again_only_when_it_is_due(app: Flask, done: list[datetime]) -> None:
    with ThreadPoolExecutor(2) as processes:
        told = list(processes.map(lambda _process: do_what_is_due(app, now=NOW), range(2)))
    assert sorted(told) == [[], ["test.chore"]]
    assert done == [NOW]
    assert do_what_is_due(app, now=NOW) == []
    assert do_what_is_due(app, now=NOW + HOUR) == ["test.chore"]
    assert done[-1] == NOW + HOUR


def test_what_failed_says_why_and_is_tried_again(quiet: Flask) -> None:
    answers = [Conflict("no room"), OSError(28, "No space left on device"), None]

    def work(_now: datetime) -> dict[str, int]:
        if error := answers.pop(0):
            raise error
        return {"size": 7}

    chores.add(quiet, "test", "Tests", work, due=lambda now: now.date().isoformat(), is_long=True)
    gone = [do_what_is_due(quiet, now=NOW + hours * HOUR) for hours in (0, 0.1, 24, 48)]
    assert gone == [["test"], [], ["test"], ["test"]]
    with quiet.app_context():
        said = [turn.facts for turn in turns_of("test", 9)]
        assert said == [{"size": 7}, {"reason": "No space left on device"}, {"reason": "no room"}]
        assert last_done("test").slot == "2025-03-06"  # type: ignore[union-attr]


def test_a_chore_that_fails_stops_no_other_and_writes_nothing(quiet: Flask) -> None:
    def fall(now: datetime) -> None:
        take_turn("half", "written", now=now)
        raise RuntimeError("a full disk")

    chores.add(quiet, "test.falls", "Falls", fall)
    chores.add(quiet, "test.stands", "Stands", lambda now: now)
    do_what_is_due(quiet, now=NOW)
    client = quiet.test_client()
    client.set_cookie("language", "en")
    with quiet.app_context():
        ends = {name: turns_of(name, 1)[0].outcome for name in ("test.falls", "test.stands")}
        assert turns_of("half", 9) == []
        make_bureau()
        sign_in(client, make_person(Role.ADMIN))
    assert ends == {"test.falls": Outcome.FAILED, "test.stands": Outcome.DONE}
    assert "RuntimeError: a full disk" in client.get("/admin").text


def test_turns_of_long_ago_are_forgotten_but_none_since_the_last_good_one(quiet: Flask) -> None:
    falls = [False, True, True, False, False]

    def work(_now: datetime) -> None:
        if falls.pop(0):
            raise OSError(28, "No space left on device")

    chores.add(quiet, "test", "Tests", work)
    kept = []
    for days in (0, 50, 100, 101, 150):
        do_what_is_due(quiet, now=NOW + timedelta(days=days))
        with quiet.app_context():
            kept.append(len(turns_of("test", 9)))
    assert timedelta(days=50) > KEPT_FOR
    assert kept == [1, 2, 3, 4, 2]


def test_scans_contacts_and_what_is_over_go_by_themselves(sqlite_app: Flask) -> None:
    named = {chore.name for chore in chores.chores(sqlite_app)}
    assert {"evidence.past_sheets", "follow_ups.contacts", "orders.contacts", "people.over", "backup"} <= named
    assert set(do_what_is_due(sqlite_app, now=NOW)) == named - {"backup"}  # nobody's bureau is backed up
    client = sqlite_app.test_client()
    client.set_cookie("language", "en")
    with sqlite_app.app_context():
        make_bureau()
        sign_in(client, make_person(Role.ADMIN))
    assert "Deletes scanned sheets past their day" in client.get("/admin").text
