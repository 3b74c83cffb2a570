"""Many phones at once: every line counts once, and nobody is answered with an error."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from outreach import clock
from outreach.audit.models import Change
from outreach.db import db, transaction
from outreach.logbook.doubles.queries import questions_at, sides_of
from outreach.logbook.models import Tally
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule import queries as schedule
from outreach.schedule.actions import review_event
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from tests.logbook.sending import a_line, phone_of, post, taking_back
from tests.making import make_event, make_person
from tests.together import at_once

PHONES = 8


@pytest.fixture
def event(app_context: Flask) -> Event:
    return make_event()


@pytest.fixture
def people(app_context: Flask) -> list[Person]:
    return [make_person() for _ in range(PHONES)]


def all_at_once(app: Flask, people: Sequence[Person], batch_of: Callable[[int], list[Any]]) -> list[dict[str, Any]]:
    """The answers that phones get which send `batch_of(n)` at the same instant."""
    phones = [phone_of(app, person) for person in people]
    batches = [batch_of(number) for number in range(len(phones))]
    works = [partial(post, phone, {"tallies": batch}) for phone, batch in zip(phones, batches, strict=True)]
    answers = at_once(works)
    assert [answer.status_code for answer in answers] == [200] * len(phones)
    return [answer.json["answers"] for answer in answers]


def test_eight_phones_with_one_batch_record_it_once(app_context: Flask, event: Event, people: list[Person]) -> None:
    lines = [a_line(event, quantity) for quantity in range(1, 31)]
    answers = all_at_once(app_context, people, lambda _: lines)
    for line in lines:
        said = Counter(each[line["id"]]["answer"] for each in answers)
        assert said == {"recorded": 1, "already_there": PHONES - 1}
    db.session.rollback()
    assert db.session.scalar(select(func.sum(Tally.quantity))) == sum(range(1, 31))


def test_the_first_tally_of_eight_phones_marks_the_event_held_once(
    app_context: Flask, event: Event, people: list[Person]
) -> None:
    all_at_once(app_context, people, lambda _: [a_line(event)])
    db.session.rollback()
    db.session.refresh(event)
    assert event.status is Status.HELD
    changes = db.session.scalar(select(func.count()).where(Change.field == "status"))
    assert changes == 1


def test_a_line_that_waited_for_a_review_came_after_it(app_context: Flask, event: Event, people: list[Person]) -> None:
    lead, phone = make_person(Role.ADMIN), phone_of(app_context, people[0])
    post(phone, {"tallies": [a_line(event, 10)]})
    db.session.refresh(event)
    line = a_line(event, 7)
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(post(phone, {"tallies": [line]})))
    with transaction() as session:
        session.execute(select(Event.id).where(Event.id == event.id).with_for_update())
        thread.start()
        time.sleep(0.5)  # the line has come in, and waits
        review_event(schedule.event(event.id), by=lead, now=clock.now())
    thread.join()
    assert answers[0].json["answers"][line["id"]]["code"] == "event_reviewed"
    db.session.refresh(event)
    received_at = db.session.scalar(select(Tally.received_at).where(Tally.quantity == 7))
    assert event.reviewed_at is not None
    assert received_at is not None
    assert received_at > event.reviewed_at


def test_overlapping_batches_in_any_order_lose_nothing(app_context: Flask, people: list[Person]) -> None:
    events = [make_event() for _ in range(3)]
    lines = [a_line(events[number % 3], number + 1) for number in range(40)]

    def batch_of(number: int) -> list[Any]:
        own = a_line(events[number % 3], 100)
        part = lines[number * 3 : number * 3 + 20]
        return [*(part if number % 2 else reversed(part)), own]

    answers = all_at_once(app_context, people, batch_of)
    said = Counter(answer["answer"] for each in answers for answer in each.values())
    assert set(said) == {"recorded", "already_there"}
    sent = {line["id"] for number in range(PHONES) for line in lines[number * 3 : number * 3 + 20]}
    assert said["recorded"] == len(sent) + PHONES


def test_of_two_reversals_of_one_line_one_is_recorded(app_context: Flask, event: Event, people: list[Person]) -> None:
    line = a_line(event, 20)
    post(phone_of(app_context, people[0]), {"tallies": [line]})
    answers = all_at_once(app_context, people, lambda _: [taking_back(line), a_line(event, 1)])
    codes = Counter(answer["code"] for each in answers for answer in each.values())
    assert codes == {"recorded": 1 + PHONES, "already_reversed": PHONES - 1}
    db.session.rollback()
    assert db.session.scalar(select(func.sum(Tally.quantity))) == PHONES


def test_eight_phones_at_one_desk_make_one_question(app_context: Flask, event: Event, people: list[Person]) -> None:
    all_at_once(app_context, people, lambda _: [a_line(event, 20), a_line(event, 30)])
    db.session.rollback()
    (question,) = questions_at(event.id)
    assert question.closed_at is None
    assert sides_of([question.id])[question.id] == {person.id for person in people}
