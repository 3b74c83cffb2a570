"""What is done by itself is done once, whichever process is first, and again where it failed."""

import threading
from datetime import datetime, timedelta

import pytest
from flask import Flask

from outreach.db import db
from outreach.errors import Conflict
from outreach.jobs.rounds.going import add_round, do_turn, go_round
from outreach.jobs.rounds.queries import last_done, turns_of
from outreach.jobs.rounds.rules import Outcome, may_take
from tests.making import NOW

HOUR = timedelta(hours=1)


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


def test_what_failed_says_why_and_is_tried_again(sqlite_app: Flask) -> None:
    answers = [Conflict("no room"), OSError(28, "No space left on device"), None]

    def work(_now: datetime) -> dict[str, int]:
        if error := answers.pop(0):
            raise error
        return {"size": 7}

    add_round(sqlite_app, "test", lambda now: now.date().isoformat(), work)
    try:
        gone = [go_round(sqlite_app, now=NOW + hours * HOUR) for hours in (0, 0.1, 24, 48)]
        assert [("test" in kinds) for kinds in gone] == [True, False, True, True]
        with sqlite_app.app_context():
            said = [turn.facts for turn in turns_of("test", 9)]
            assert said == [{"size": 7}, {"reason": "No space left on device"}, {"reason": "no room"}]
            assert last_done("test").slot == "2025-03-06"  # type: ignore[union-attr]
    finally:
        del sqlite_app.extensions["outreach.rounds"]["test"]
