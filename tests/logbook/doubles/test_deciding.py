"""Two tallies of one desk: asked about when they arrive, decided, decided otherwise; the ledger is only added to."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from outreach.db import db, new_id
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.logbook.actions import record_all, record_batch
from outreach.logbook.doubles import queries
from outreach.logbook.doubles.actions import decide_double, lines_in_doubt, reopen_double
from outreach.logbook.doubles.models import Double, DoubleDecision
from outreach.logbook.doubles.rules import Choice, seen, sums
from outreach.logbook.models import Tally
from outreach.logbook.rules import Line
from outreach.materials.models import Material
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule import queries as schedule
from outreach.schedule.actions import change_event, review_event
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from tests.making import NOW, make_event, make_material, make_person, make_team


@pytest.fixture
def event(app_context: Flask) -> Event:
    return make_event(team=make_team())


@pytest.fixture
def book(app_context: Flask) -> Material:
    return make_material(code="book")


@pytest.fixture
def people(app_context: Flask) -> tuple[Person, Person]:
    return make_person(name="王秀英"), make_person(name="李建国")


@pytest.fixture
def lead(app_context: Flask) -> Person:
    return make_person(Role.LEAD, team=make_team())


def log(event: Event, person: Person, quantity: int, minute: float, **changes: Any) -> Line:
    facts: dict[str, Any] = {"kind": CountKind.HANDOUT, "item": "book", "at": NOW + timedelta(minutes=minute)}
    line = Line(id=new_id(), event=event.id, quantity=quantity, **facts | changes)
    record_all([line], sender=person, now=NOW + timedelta(minutes=minute, seconds=5))
    return line


def question() -> Double:
    return db.session.scalars(select(Double).execution_options(populate_existing=True)).one()


def in_doubt() -> set[Any]:
    return queries.sides_of([question().id]).get(question().id, set())


def undecided(event: Event) -> list[int]:
    return [line.quantity for line in queries.undecided_lines(event.id)]


def net() -> int:
    return db.session.scalar(select(func.sum(Tally.quantity))) or 0


def two_tallies(event: Event, people: tuple[Person, Person]) -> Double:
    """87 and 64 of one title, counted in the same hour."""
    for quantity, minute in ((40, 5), (47, 55)):
        log(event, people[0], quantity, minute)
    for quantity, minute in ((30, 10), (34, 50)):
        log(event, people[1], quantity, minute)
    return question()


def decide(double: Double, by: Person, choice: Choice, wanted: Any = None, **changes: Any) -> DoubleDecision:
    facts: dict[str, Any] = {
        "seen_lines": seen(lines_in_doubt(double)), "word": "同一个台", "decision_id": new_id(),
        "now": NOW + timedelta(hours=5),
    }  # fmt: skip
    return decide_double(double, choice=choice, wanted=wanted or {}, by=by, **facts | changes)


def test_two_people_at_one_desk_make_one_question(event: Event, book: Material, people: tuple[Person, Person]) -> None:
    double = two_tallies(event, people)
    assert (double.event_id, double.kind, double.item_id) == (event.id, CountKind.HANDOUT, book.id)
    assert double.closed_at is None
    assert in_doubt() == {each.id for each in people}
    assert sums(lines_in_doubt(double)) == {people[0].id: 87, people[1].id: 64}
    assert undecided(event).count(40) == 1
    assert sum(undecided(event)) == 151


def test_no_question_where_they_said_that_they_count_separately(
    event: Event, book: Material, people: tuple[Person, Person], lead: Person
) -> None:
    two_tallies(event, people)
    assert queries.open_at([event.id]) == {event.id}
    change_event(schedule.event(event.id), by=lead, now=NOW, counts_separately=True, reason="各有一台")
    log(event, make_person(), 5, 20)
    assert not queries.open_at([event.id])
    assert not queries.questions_at(event.id)


def test_a_wrong_clock_is_put_right_before_spans_are_compared(
    event: Event, book: Material, people: tuple[Person, Person]
) -> None:
    hour_ahead = 3600
    for person, minute, offset in ((people[0], 5, 0), (people[0], 30, 0), (people[1], 70, hour_ahead)):
        line = Line(new_id(), event.id, CountKind.HANDOUT, "book", 5, NOW + timedelta(minutes=minute))
        record_batch([line], sender=person, now=NOW + timedelta(minutes=minute), clock_offset=offset)
    assert in_doubt() == {each.id for each in people}


def test_lines_that_are_taken_back_are_in_doubt_no_more(
    event: Event, book: Material, people: tuple[Person, Person]
) -> None:
    log(event, people[0], 40, 5)
    log(event, people[0], 47, 55)
    wrong = log(event, people[1], 30, 10)
    assert question().closed_at is None
    back = Line(new_id(), event.id, wrong.kind, "book", -30, None, reverses=wrong.id, reason="按错了")
    record_all([back], sender=people[0], now=NOW + timedelta(hours=1))
    assert question().closed_at is not None
    assert not list(queries.undecided_lines(event.id))
    assert db.session.get_one(Tally, back.id).by_id == people[1].id  # a reversal is of whoever counted


def test_add_takes_nothing_back(event: Event, book: Material, people: tuple[Person, Person], lead: Person) -> None:
    double = two_tallies(event, people)
    decision = decide(double, lead, Choice.ADD, word="两张桌子")
    assert (net(), double.closed_at, decision.word) == (151, NOW + timedelta(hours=5), "两张桌子")
    assert not queries.open_at([event.id])


def test_keep_one_takes_the_other_back_and_reopening_puts_it_there_again(
    event: Event, book: Material, people: tuple[Person, Person], lead: Person
) -> None:
    double = two_tallies(event, people)
    before = db.session.scalar(select(func.count()).select_from(Tally))
    decide(double, lead, Choice.KEEP, {people[0].id: 0})
    assert net() == 87
    assert db.session.scalar(select(func.count()).select_from(Tally)) == (before or 0) + 2
    reopen_double(double, word="是两张桌子", by=lead, now=NOW + timedelta(hours=6))
    assert net() == 151
    assert in_doubt() == {each.id for each in people}
    assert sums(lines_in_doubt(double)) == {people[0].id: 87, people[1].id: 64}
    decide(double, lead, Choice.KEEP, {people[1].id: 0}, now=NOW + timedelta(hours=7))
    assert net() == 64


def test_split_puts_the_right_number_in_the_place_of_lines(
    event: Event, book: Material, people: tuple[Person, Person], lead: Person
) -> None:
    double = two_tallies(event, people)
    decide(double, lead, Choice.SPLIT, {people[0].id: 87, people[1].id: 20})
    assert net() == 107
    right = db.session.scalars(select(Tally).where(Tally.quantity == 20)).one()
    assert (right.by_id, right.sent_by_id, right.reason) == (people[1].id, lead.id, "一个台两份登记：同一个台")
    reopen_double(double, word="弄错了", by=lead, now=NOW + timedelta(hours=6))
    assert net() == 151


def test_lines_after_a_decision_ask_again(
    event: Event, book: Material, people: tuple[Person, Person], lead: Person
) -> None:
    double = two_tallies(event, people)
    decide(double, lead, Choice.KEEP, {people[0].id: 0})
    log(event, people[0], 3, 60)
    assert question().closed_at is not None  # the one that was kept goes on
    log(event, people[1], 9, 100)
    assert question().closed_at is None
    assert sums(lines_in_doubt(question())) == {people[0].id: 90, people[1].id: 9}
    decide(double, lead, Choice.ADD, now=NOW + timedelta(hours=7))
    log(event, people[1], 2, 30)
    assert question().closed_at is None
    decide(double, lead, Choice.ADD, for_later=True, now=NOW + timedelta(hours=8))
    log(event, people[1], 2, 31)
    assert question().closed_at is not None


def test_a_decision_holds_for_what_was_seen(
    event: Event, book: Material, people: tuple[Person, Person], lead: Person
) -> None:
    double = two_tallies(event, people)
    what_was_seen = seen(lines_in_doubt(double))
    log(event, people[1], 1, 40)
    with pytest.raises(Conflict) as refused:
        decide(double, lead, Choice.KEEP, {people[0].id: 0}, seen_lines=what_was_seen)
    assert refused.value.code == "lines_meanwhile"
    decision_id = new_id()
    decide(double, lead, Choice.KEEP, {people[0].id: 0}, decision_id=decision_id)
    decide(double, lead, Choice.KEEP, {people[0].id: 0}, decision_id=decision_id)  # touched twice
    with pytest.raises(Conflict) as refused:
        decide(double, lead, Choice.ADD)
    assert refused.value.code == "decided"
    assert net() == 87


def test_only_the_own_lead_decides_and_says_why(event: Event, book: Material, people: tuple[Person, Person]) -> None:
    double = two_tallies(event, people)
    with pytest.raises(Forbidden):
        decide(double, make_person(Role.LEAD, team=make_team("pension")), Choice.ADD)
    with pytest.raises(Invalid):
        decide(double, make_person(Role.CLERK), Choice.ADD, word=" ")


def test_what_was_reviewed_stays_reviewed_with_the_decision(
    event: Event, book: Material, people: tuple[Person, Person], lead: Person
) -> None:
    double = two_tallies(event, people)
    review_event(schedule.event(event.id), by=lead, now=NOW + timedelta(hours=3))
    log(event, people[0], 11, 250, kind=CountKind.CONSULTATION, item=None)
    with pytest.raises(Question) as asked:
        decide(double, lead, Choice.KEEP, {people[0].id: 0})
    assert asked.value.code == "late_lines"
    db.session.rollback()


def test_a_reviewed_event_takes_the_decision_into_its_figures(
    event: Event, book: Material, people: tuple[Person, Person], lead: Person
) -> None:
    double = two_tallies(event, people)
    review_event(schedule.event(event.id), by=lead, now=NOW + timedelta(hours=3))
    decide(double, lead, Choice.KEEP, {people[0].id: 0})
    found = schedule.event(event.id)
    assert found.status is Status.HELD
    assert found.reviewed_at is not None
    assert not db.session.scalar(select(func.count()).where(Tally.received_at > found.reviewed_at))
