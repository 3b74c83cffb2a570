"""Putting into the ledger what a pasted message says, after somebody has looked at it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.logbook import actions
from outreach.logbook.pasted.drafts import line_id
from outreach.logbook.pasted.rules import fingerprint, without_personal
from outreach.logbook.rules import LONGEST_NOTE, Basis, Line
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.schedule.actions import plan_event
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.actions import make_events
from outreach.schedule.on_the_spot.rules import SpotFacts
from outreach.schedule.rules import Form, Track
from outreach.web.answers import Answer
from outreach.web.language import in_bureau_language

_EVENTS = uuid.UUID("0f5d7e0e-6a5b-4f6e-9d0a-2f2f5c1f7b21")


@dataclass(frozen=True)
class NewEvent:
    """An event that took place and was never planned.

    `team_id` None: whoever puts it in does not plan, so it is one made on the spot by the own team, which a lead
    confirms; its place may be one of no list (`place_id` None).
    """

    title: str
    track: Track
    team_id: uuid.UUID | None
    place_id: uuid.UUID | None
    place_name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Part:
    """One number of a message: its place among the numbers, what it counts, how many."""

    index: int
    kind: CountKind
    item: str | None
    quantity: int
    is_estimated: bool


@dataclass(frozen=True)
class Taken:
    """A message that is to be logged: to which event, its numbers, who counted, and whether its text is kept."""

    text: str
    event: uuid.UUID | NewEvent
    parts: Sequence[Part]
    by: uuid.UUID
    keeps_text: bool


@dataclass(frozen=True)
class Outcome:
    """What came of it: how many lines are new, how many were there, and of which events."""

    recorded: int
    there: int
    events: tuple[uuid.UUID, ...]


def put_in(new: NewEvent, text: str, *, by: Person, now: datetime) -> uuid.UUID:
    """The id of the event, planned afterwards with all that stands against it (it took place), or made on the spot.

    The same message makes the same event.
    """
    event_id = uuid.uuid5(_EVENTS, f"{by.id} {fingerprint(text)}")
    if db.session.get(Event, event_id) is not None:
        return event_id
    if new.team_id is None or new.place_id is None:
        return _made_on_the_spot(new, event_id, by, now)
    with in_bureau_language():
        anyway = Anyway(gettext("Put in afterwards, from a message"))
    plan_event(
        by=by,
        now=now,
        event_id=event_id,
        title=new.title,
        track=new.track,
        lead_team_id=new.team_id,
        place_id=new.place_id,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        forms=[Form.HANDOUT],
        anyway=anyway,
        past_is_meant=True,
    )
    return event_id


def _made_on_the_spot(new: NewEvent, event_id: uuid.UUID, by: Person, now: datetime) -> uuid.UUID:
    facts = SpotFacts(
        id=event_id,
        title=new.title or None,
        place=new.place_id,
        place_name=None if new.place_id else new.place_name,
        starts_at=new.starts_at,
        ends_at=new.ends_at,
        track=new.track,
    )
    (said,) = make_events([facts], sender=by, now=now)
    if said.answer is Answer.REFUSED:
        raise Invalid(said.message, code=said.code)
    return event_id


def take(messages: Sequence[Taken], *, by: Person, now: datetime) -> Outcome:
    """Log the messages, all or none; whoever calls has waited for the events' turn.

    A message that was logged to the same event before is found there and counts once; Conflict where its numbers were
    others then.
    """
    lines: list[Line] = []
    for message in messages:
        event = message.event
        event_id = put_in(event, message.text, by=by, now=now) if isinstance(event, NewEvent) else event
        lines += _lines(message, event_id)
    try:
        said = actions.record_all(lines, sender=by, now=now)
    except Conflict:
        message = _(
            "This very message was logged to this event before, with other numbers. Correct its lines there: the old "
            "ones and the new ones both stay in the ledger."
        )
        raise Conflict(message, code="differs") from None
    recorded = sum(each.answer is Answer.RECORDED for each in said)
    return Outcome(recorded, len(said) - recorded, tuple(dict.fromkeys(line.event for line in lines)))


def _lines(message: Taken, event_id: uuid.UUID) -> list[Line]:
    note = without_personal(message.text)[:LONGEST_NOTE] if message.keeps_text else None
    return [
        Line(
            id=line_id(event_id, message.text, part.index),
            event=event_id,
            kind=part.kind,
            item=part.item,
            quantity=part.quantity,
            at=None,
            basis=Basis.ESTIMATED if part.is_estimated else Basis.COUNTED,
            by=message.by,
            note=note if place == 0 else None,
        )
        for place, part in enumerate(message.parts)
    ]
