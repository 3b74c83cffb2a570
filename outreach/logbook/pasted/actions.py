"""Putting into the ledger what a pasted message says, after somebody has looked at it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.errors import Conflict
from outreach.logbook import actions
from outreach.logbook.pasted.drafts import line_id
from outreach.logbook.pasted.rules import without_personal
from outreach.logbook.rules import LONGEST_NOTE, Basis, Line
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.schedule.actions import plan_event
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event
from outreach.schedule.rules import Form, Track
from outreach.web.answers import Answer
from outreach.web.language import in_bureau_language


@dataclass(frozen=True)
class NewEvent:
    """An event that took place and was never planned."""

    title: str
    track: Track
    team_id: uuid.UUID
    place_id: uuid.UUID
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


def put_in(new: NewEvent, *, by: Person, now: datetime) -> Event:
    """The event, planned afterwards with all that stands against it: it took place."""
    with in_bureau_language():
        anyway = Anyway(gettext("Put in afterwards, from a message"))
    return plan_event(
        by=by,
        now=now,
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


def take(messages: Sequence[Taken], *, by: Person, now: datetime) -> Outcome:
    """Log the messages, all or none; whoever calls has waited for the events' turn.

    A message that was logged to the same event before is found there and counts once; Conflict where its numbers were
    others then.
    """
    lines: list[Line] = []
    for message in messages:
        event = message.event
        event_id = put_in(event, by=by, now=now).id if isinstance(event, NewEvent) else event
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
