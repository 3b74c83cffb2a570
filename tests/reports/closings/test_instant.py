"""A closing and what came since share no line and lose none, whoever writes at that very instant."""

import json
from threading import Thread

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from outreach import clock
from outreach.db import db, snapshot, transaction
from outreach.logbook.actions import wait_for_turn
from outreach.logbook.batch import answer_batch, parse_batch
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.reports.closings.actions import Ready, close_period, ready_to_close
from outreach.reports.closings.rules import Kind, Stretch
from outreach.reports.closings.since import lines_since
from outreach.reports.drawings.queries import lines_in
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from tests.logbook.sending import a_line, phone_of, send
from tests.making import make_event, make_person

YEAR = Stretch(Kind.YEAR, 2025)
#: Whoever would go on at once is long done by then.
LONG = 0.3


@pytest.fixture
def event(app_context: Flask) -> Event:
    return make_event(status=Status.HELD)


@pytest.fixture
def clerk(app_context: Flask) -> Person:
    return make_person(Role.CLERK)


def kept_and_since(ready: Ready, clerk: Person) -> tuple[set[str], set[str]]:
    """The ids of the lines that the closing holds, and of those that came after it."""
    db.session.rollback()
    with transaction():
        closing = close_period(YEAR, by=clerk, now=clock.now(), reason="先报", ready=ready)
    kept = {str(line.line_id) for line in lines_in(closing.drawing_id, "handouts")}
    return kept, {str(line.id) for line in lines_since(closing, 1)}


def test_a_line_that_comes_while_the_snapshot_is_opened_came_since(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch, event: Event, clerk: Person
) -> None:
    phone, before, between = phone_of(app_context, clerk), a_line(event, 5), a_line(event, 7)
    send(phone, before)
    sending = Thread(target=send, args=(phone_of(app_context, clerk), between))
    options = snapshot.instant_options

    def opening(session: Session) -> dict[str, str]:
        sending.start()
        sending.join(LONG)
        return options(session)

    monkeypatch.setattr(snapshot, "instant_options", opening)
    ready = ready_to_close(YEAR)
    monkeypatch.undo()
    sending.join()
    assert kept_and_since(ready, clerk) == ({before["id"]}, {between["id"]})


def test_a_line_that_is_being_written_is_waited_for(app_context: Flask, event: Event, clerk: Person) -> None:
    line, made = a_line(event, 5), []

    def ready() -> None:
        with app_context.app_context():
            made.append(ready_to_close(YEAR))

    closing = Thread(target=ready)
    with transaction():
        wait_for_turn([event.id])
        received_at = clock.now()
        closing.start()
        closing.join(LONG)
        answer_batch(parse_batch(json.dumps({"tallies": [line]})), sender=clerk, now=received_at)
    closing.join()
    assert kept_and_since(made[0], clerk) == ({line["id"]}, set())
