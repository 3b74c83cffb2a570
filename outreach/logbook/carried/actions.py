"""Taking in what a phone wrote into a file: each sort by the way of its own batch, so that twice is once."""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app
from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_act
from outreach.db import db, transaction
from outreach.errors import Conflict
from outreach.jobs.actions import make_room
from outreach.jobs.models import Job
from outreach.jobs.rules import State
from outreach.logbook import batch as tallies
from outreach.logbook.actions import wait_for_turn
from outreach.logbook.attendance import batch as presences
from outreach.logbook.carried.rules import Carried, Item, batch_text, parse_file
from outreach.logbook.follow_ups import batch as follow_ups
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.on_the_spot import batch as events
from outreach.web.batches import MOST_LINES, Batch

KIND = "carried"
_MOST_KEPT = 100
_REGISTRY = "outreach.carried_ways"


@dataclass(frozen=True)
class Way:
    """How things of one sort come in: the list of their batch, and what reads and answers it.

    `waits_for` names the events whose turn is waited for before anything is recorded; `is_word`: it is the word of
    whose phone it was.
    """

    name: str
    parse: Callable[[str], Batch[Any]]
    answer: Callable[..., dict[str, dict[str, str]]]
    waits_for: Callable[[Sequence[Any]], Iterable[uuid.UUID]] | None = None
    is_word: bool = False


def _events_named(things: Sequence[Any]) -> set[uuid.UUID]:
    return {thing.event for thing in things}


_WAYS = {
    "event": Way("events", events.parse_batch, events.answer_batch),
    "tally": Way("tallies", tallies.parse_batch, tallies.answer_batch, _events_named),
    "follow_up": Way("follow_ups", follow_ups.parse_batch, follow_ups.answer_batch),
    "presence": Way("presences", presences.parse_presences, presences.answer_presences, is_word=True),
}


def add_way(app: Flask, sort: str, way: Way) -> None:
    """Let things of a sort come in that an upper feature knows (`carried.rules.SORTS` has its name)."""
    app.extensions.setdefault(_REGISTRY, {})[sort] = way


def _way_of(sort: str) -> Way | None:
    added: Mapping[str, Way] = current_app.extensions.get(_REGISTRY, {})
    return _WAYS.get(sort) or added.get(sort)


@dataclass(frozen=True)
class Answered:
    """One thing of the file, and what is said of it: recorded, already_there, differs or refused."""

    item: Item
    answer: str
    message: str


class _Rehearsed(Exception):
    """Everything was tried, and nothing is to be kept."""


def prepare(*, content: bytes, name: str, by: Person, now: datetime) -> Job:
    """Keep the file until whoever brought it has seen what would become of it; raises Invalid for no such file."""
    carried = parse_file(content)
    make_room(len(content), by=by, now=now)
    facts = {"sha256": hashlib.sha256(content).hexdigest(), "by": by.name, "person": carried.name}
    job = Job(kind=KIND, name=name, content=content, facts=facts, made_at=now, by_id=by.id)
    db.session.add(job)
    db.session.flush()
    return job


def rehearse(carried: Carried, *, sender: Person, now: datetime) -> list[Answered]:
    """What would be said of each thing now; it is really tried, and nothing of it is kept."""
    answered: list[Answered] = []
    try:
        with transaction():
            answered = take_in(carried, sender=sender, now=now)
            raise _Rehearsed
    except _Rehearsed:
        return answered


def take_in(carried: Carried, *, sender: Person, now: datetime) -> list[Answered]:
    """Take in whatever can be, in the name of who counted it; `sender` is who brings it."""
    answers: list[Answered] = []
    for sort, items in _by_sort(carried.items):
        way = _way_of(sort)
        speaker = sender if way is None else _speaker(way, carried, sender)
        if speaker is None:
            answers += [Answered(each, "refused", str(_("There is no such person here."))) for each in items]
            continue
        for start in range(0, len(items), MOST_LINES):
            part = items[start : start + MOST_LINES]
            said = {} if way is None else way.answer(way.parse(batch_text(part, way.name)), sender=speaker, now=now)
            answers += [_answered(each, index, said) for index, each in enumerate(part)]
    return answers


def _speaker(way: Way, carried: Carried, sender: Person) -> Person | None:
    """Who says it; None where nobody here does.

    What a lead or the office says of who was there opens what was found (`logbook.rights.answers_for`), and who only
    brings a colleague's file has not said it. Staff open nothing by it: what they bring is their own word, for a file
    names whom it likes.
    """
    if not way.is_word or sender.role is Role.STAFF:
        return sender
    return db.session.get(Person, carried.person)


def bring_in(*, job: Job, sender: Person, clock_now: Callable[[], datetime]) -> Job:
    """Take in the file of a job that waits; raises Conflict where it waits no more."""
    if job.state != State.PREPARED or job.content is None:
        raise Conflict(_("This file is not waiting any more: it was imported or put aside."), code="not_waiting")
    carried = parse_file(job.content)
    wait_for_turn(_events_of(carried))
    now = clock_now()
    answered = take_in(carried, sender=sender, now=now)
    counts = counted(answered)
    left = [{"label": each.item.label, "message": each.message} for each in answered if not is_taken(each)]
    job.state, job.content, job.ended_at = State.DONE, None, now
    job.total, job.done = len(answered), sum(is_taken(each) for each in answered)
    job.facts = job.facts | {"counts": counts, "left": left[:_MOST_KEPT]}
    db.session.flush()
    record_act("carried.imported", by=sender, now=now, person=carried.name, file=job.name, count=counts["recorded"])
    return job


def counted(answered: Sequence[Answered]) -> dict[str, int]:
    """How many things got each answer."""
    words = ("recorded", "already_there", "differs", "refused")
    return {word: sum(each.answer == word for each in answered) for word in words}


def is_taken(answered: Answered) -> bool:
    """Whether the thing is stored now."""
    return answered.answer in ("recorded", "already_there")


def _answered(item: Item, index: int, said: Mapping[str, Mapping[str, str]]) -> Answered:
    answer = said.get(item.key) or said.get(f"#{index}")
    if answer is None:
        return Answered(item, "refused", str(_("This program does not know such a thing yet.")))
    return Answered(item, answer["answer"], answer["message"])


def _by_sort(items: Sequence[Item]) -> Iterator[tuple[str, list[Item]]]:
    for sort in dict.fromkeys(each.sort for each in items):
        yield sort, [each for each in items if each.sort == sort]


def _events_of(carried: Carried) -> set[uuid.UUID]:
    found: set[uuid.UUID] = set()
    for sort, items in _by_sort(carried.items):
        way = _way_of(sort)
        if way is not None and way.waits_for is not None:
            batch = way.parse(batch_text(items[:MOST_LINES], way.name))
            found.update(way.waits_for(batch.things))
    return found
