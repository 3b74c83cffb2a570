"""What must hold for every ledger, whatever is sent in whatever order."""

import uuid
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as sqlalchemy_event
from sqlalchemy import select

from outreach.db import db, new_id
from outreach.logbook import queries
from outreach.logbook.actions import Batch, record_batch, record_batches
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis, Line
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule import queries as schedule
from outreach.schedule.actions import reinstate_event
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web.answers import Answer
from tests.logbook.sending import ledger
from tests.long import examples
from tests.making import NOW, make_display, make_event, make_material, make_person, make_topic

AT = datetime(2025, 3, 4, 1, 30, tzinfo=UTC)
THINGS = [(CountKind.HANDOUT, None), (CountKind.HANDOUT, "m"), (CountKind.CONSULTATION, "t"), (CountKind.DISPLAY, "d")]


@pytest.fixture
def events(app_context: Flask) -> list[Event]:
    make_material(code="m")
    make_topic(code="t")
    make_display(code="d")
    return [make_event(), make_event()]


@pytest.fixture
def person(app_context: Flask) -> Person:
    return make_person()


def some_lines(random: Random, events: list[Event], most: int = 25) -> list[Line]:
    """Lines and reversals, some of them twice, some changed, some of lines that are not there."""
    lines: list[Line] = []
    for _ in range(random.randint(1, most)):
        kind, item = random.choice(THINGS)
        quantity = random.choice([0, 1, 5, 50, 1_000_000, 1_000_001, -3])
        line = Line(new_id(), random.choice(events).id, kind, item, quantity, AT)
        if lines and random.random() < 0.4:
            undone = random.choice(lines)
            target = undone.id if random.random() < 0.9 else uuid.uuid4()
            reason = "按错了" if random.random() < 0.9 else None
            line = Line(
                new_id(), undone.event, undone.kind, undone.item, -undone.quantity, AT, reverses=target, reason=reason
            )
        if lines and random.random() < 0.15:
            line = random.choice(lines)
        lines.append(line)
    return lines


def record(lines: list[Line], person: Person, parts: list[int]) -> list[Answer]:
    """The answers to `lines`, sent in batches that end before each of `parts`."""
    said: list[Answer] = []
    edges = [0, *sorted(part % (len(lines) + 1) for part in parts), len(lines)]
    for first, last in pairwise(edges):
        said += [each.answer for each in record_batch(lines[first:last], sender=person, now=NOW)]
    return said


always = settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@always
@given(random=st.randoms(use_true_random=False), parts=st.lists(st.integers(0, 25), max_size=4))
def test_any_split_of_a_batch_makes_the_same_ledger(
    events: list[Event], person: Person, random: Random, parts: list[int]
) -> None:
    lines = some_lines(random, events)
    try:
        said = record(lines, person, [])
        whole = ledger()
        db.session.rollback()
        assert record(lines, person, parts) == said
        assert ledger() == whole
    finally:
        db.session.rollback()


@always
@given(random=st.randoms(use_true_random=False))
def test_a_replay_changes_nothing(events: list[Event], person: Person, random: Random) -> None:
    lines = some_lines(random, events)
    try:
        record(lines, person, [])
        before = ledger()
        assert Answer.RECORDED not in record(lines, person, [])
        assert ledger() == before
    finally:
        db.session.rollback()


@always
@given(random=st.randoms(use_true_random=False))
def test_the_net_is_the_sum_and_never_below_zero(events: list[Event], person: Person, random: Random) -> None:
    lines = some_lines(random, events)
    try:
        record(lines, person, [])
        sums: Counter[tuple[uuid.UUID, CountKind, uuid.UUID | None]] = Counter()
        for tally in db.session.scalars(select(Tally).order_by(Tally.received_at, Tally.id)):
            sums[tally.event_id, tally.kind, tally.item_id] += tally.quantity
            assert sums[tally.event_id, tally.kind, tally.item_id] >= 0
        nets = {
            (event.id, net.kind, net.item_id): net.quantity for event in events for net in queries.nets_of(event.id)
        }
        assert nets == dict(sums)
    finally:
        db.session.rollback()


def taking_back(line: Line) -> Line:
    return replace(line, id=new_id(), quantity=-line.quantity, reverses=line.id, reason="按错了", basis=Basis.COUNTED)


@pytest.mark.parametrize("quantity", [0, 5])
def test_a_line_stands_until_it_is_taken_back_and_again_when_that_is(
    events: list[Event], person: Person, quantity: int
) -> None:
    event = events[0]
    line = Line(new_id(), event.id, CountKind.HANDOUT, None, quantity, AT)
    for stands in (True, False, True, False):
        assert record([line], person, []) == [Answer.RECORDED]
        assert (queries.logged_among([event.id]) == {event.id}) is stands
        assert queries.says_none(event.id) is (stands and quantity == 0)
        line = taking_back(line)
    db.session.rollback()


def test_an_estimate_that_was_taken_back_marks_nothing_whatever_basis_was_sent(
    events: list[Event], person: Person
) -> None:
    guess = Line(new_id(), events[0].id, CountKind.HANDOUT, "m", 50, AT, Basis.ESTIMATED)
    record([guess, taking_back(guess), replace(guess, id=new_id(), basis=Basis.COUNTED)], person, [])
    (net,) = queries.nets_of(events[0].id)
    assert (net.quantity, net.is_estimated) == (50, False)
    db.session.rollback()


@pytest.mark.parametrize("taken_back", [False, True])
def test_what_was_logged_to_a_cancelled_event_holds_it_when_it_is_reinstated(
    events: list[Event], person: Person, taken_back: bool
) -> None:
    event, admin = make_event(status=Status.CANCELLED), make_person(Role.ADMIN)
    line = Line(new_id(), event.id, CountKind.HANDOUT, "m", 5, AT)
    record([line, taking_back(line)] if taken_back else [line], person, [])
    assert event.status is Status.CANCELLED
    whole = schedule.event(event.id)
    assert reinstate_event(whole, by=admin, now=NOW, anyway=Anyway("人手已协调好")).status is Status.HELD
    db.session.rollback()


def test_none_is_asked_for_by_the_index_of_the_event(sqlite_app: Flask) -> None:
    """Over a million lines the index of reversals costs a second: nearly every line reverses nothing."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        seen.append((statement, parameters))

    with sqlite_app.app_context():
        sqlalchemy_event.listen(db.engine, "before_cursor_execute", note)
        try:
            queries.says_none(new_id())
        finally:
            sqlalchemy_event.remove(db.engine, "before_cursor_execute", note)
        statement, parameters = seen[-1]
        plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        steps = " ".join(row[-1] for row in plan)
    assert "ix_tallies_event_sums (event_id=? AND kind=?" in steps
    assert "SCAN" not in steps.replace("SCAN CONSTANT ROW", "")


def test_a_line_keeps_its_page_however_many_follow(events: list[Event], person: Person) -> None:
    event = events[0]
    lines = [Line(new_id(), event.id, CountKind.HANDOUT, "m", 1, AT) for _ in range(30)]
    record_batch(lines[:15], sender=person, now=NOW)
    tenth = queries.logged_line(lines[9].id)
    assert queries.page_of_line(tenth, size=5) == 2
    record_batch(lines[15:], sender=person, now=NOW + timedelta(minutes=1))
    assert queries.page_of_line(tenth, size=5) == 2
    shown = [line.id for number in range(1, 7) for line in queries.lines_of(event.id, number, size=5)]
    assert shown == [line.id for line in lines]
    assert tenth.id in {line.id for line in queries.lines_of(event.id, 2, size=5)}
    db.session.rollback()


def test_batches_of_several_phones_are_each_received_as_their_own(events: list[Event], person: Person) -> None:
    other, later = make_person(), NOW + timedelta(hours=2)
    lines = [Line(new_id(), event.id, CountKind.HANDOUT, "m", 5, AT) for event in (*events, events[0])]
    refused = Line(new_id(), events[1].id, CountKind.HANDOUT, "m", -5, AT)
    batches = [Batch([lines[0], lines[2]], person, NOW), Batch([refused, lines[1]], other, later, clock_offset=7)]
    said = [each.answer for each in record_batches(batches)]
    assert said == [Answer.RECORDED, Answer.RECORDED, Answer.REFUSED, Answer.RECORDED]
    stored = {each.id: each for each in db.session.scalars(select(Tally))}
    told = [(stored[line.id].received_at, stored[line.id].by_id, stored[line.id].clock_offset) for line in lines]
    second = timedelta(microseconds=1)
    assert told == [(NOW, person.id, None), (later + second, other.id, 7), (NOW + second, person.id, None)]
    assert [schedule.event(event.id).held_at for event in events] == [NOW, later]
