"""A message with what it was understood as, the events that it can be about, and a row for each number."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from outreach.logbook.desk import Sum, sums_of
from outreach.logbook.pasted import queries
from outreach.logbook.pasted.counting import Counted, Doubt, Number
from outreach.logbook.pasted.messages import MOST, Message, messages_in
from outreach.logbook.pasted.names import Lexicon
from outreach.logbook.pasted.rules import Mark, Reading, fingerprint, read_line
from outreach.logbook.queries import items_for, nets_of, says_none
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.schedule.models import Event

_LINES = uuid.UUID("6b1f3b52-40c5-4c0e-9d5e-0a1f0f5c7a11")


@dataclass(frozen=True)
class Draft:
    """What one message would become.

    `events` are those of its day, the fitting ones (`fits`) first; `chosen` is the only fitting one. `known` are the
    events to which this very message was logged before.
    """

    key: str
    message: Message
    reading: Reading
    day: date
    day_is_said: bool
    events: Sequence[Event]
    fits: frozenset[uuid.UUID]
    chosen: Event | None
    places: Sequence[Place]
    known: frozenset[uuid.UUID]
    logged: Mapping[uuid.UUID, tuple[Sum, ...]]
    by_id: uuid.UUID

    @property
    def numbers(self) -> list[Number]:
        """The numbers that get a row."""
        return self.reading.counts

    def line_id(self, event_id: uuid.UUID, index: int) -> uuid.UUID:
        """The id of the line of a number: the same message at the same event always gives the same."""
        return line_id(event_id, self.message.text, index)


def line_id(event_id: uuid.UUID, text: str, index: int) -> uuid.UUID:
    """The id of the line that the number `index` of a message becomes."""
    return uuid.uuid5(_LINES, f"{event_id} {fingerprint(text)} {index}")


def drafts_of(text: str, *, by: Person, today: date) -> tuple[list[Draft], list[Message]]:
    """The messages that count something, as drafts, and those that do not; at most `MOST` drafts."""
    lexicon = queries.lexicon()
    drafts: list[Draft] = []
    others: list[Message] = []
    for message in messages_in(text, lexicon, today=today):
        reading = read_line(message.text, lexicon, today=message.day or today)
        if reading.counts and len(drafts) < MOST:
            who = _who(message, reading, lexicon, by)
            drafts.append(_draft(f"d{len(drafts)}", message, reading, who, today))
        else:
            others.append(message)
    return drafts, others


def _draft(key: str, message: Message, reading: Reading, by_id: uuid.UUID, today: date) -> Draft:
    day = reading.day or message.day or today
    place_ids = {uuid.UUID(each) for each in reading.keys(Mark.PLACE)}
    events = queries.standing_events(day)
    fits = _fitting(events, place_ids, {uuid.UUID(each) for each in reading.keys(Mark.TEAM)})
    chosen = next((event for event in events if event.id in fits), None) if len(fits) == 1 else None
    events = sorted(events, key=lambda event: event.id not in fits)
    ids = {line_id(event.id, message.text, n): event.id for event in events for n in range(len(reading.counts))}
    known = frozenset(ids[each] for each in queries.lines_there(ids))
    return Draft(
        key=key,
        message=message,
        reading=_by_plan(reading, chosen),
        day=day,
        day_is_said=reading.day is not None or message.day is not None,
        events=events,
        fits=fits,
        chosen=chosen,
        places=queries.places_named(place_ids),
        known=known,
        logged={event.id: _sums(event) for event in events if event.id in fits | known},
        by_id=by_id,
    )


def _fitting(
    events: Sequence[Event], place_ids: Collection[uuid.UUID], team_ids: Collection[uuid.UUID]
) -> frozenset[uuid.UUID]:
    """The events at the places, else near them, of the teams where any is; none where no place is said."""
    here, near = queries.related(events, place_ids) if place_ids else (set(), set())
    fits = here or near
    of_teams = {event.id for event in events if event.lead_team_id in team_ids}
    return frozenset(fits & of_teams or fits)


def _by_plan(reading: Reading, event: Event | None) -> Reading:
    """Of several titles that a number can mean, the only one that was planned for the event."""
    planned = set() if event is None else {f"{each.item.kind}:{each.item.code}" for each in event.planned_items}
    return replace(reading, numbers=tuple(_planned_one(number, planned) for number in reading.numbers))


def _planned_one(number: Number, planned: Collection[str]) -> Number:
    counted = number.counted
    if counted is None or counted.doubt not in (Doubt.SEVERAL, Doubt.NO_TITLE):
        return number
    fitting = [key for key in counted.options if key in planned]
    if counted.doubt is Doubt.NO_TITLE:
        fitting = [key for key in planned if key.startswith("handout:")]
    if len(fitting) != 1:
        return number
    options = tuple(dict.fromkeys((*fitting, *counted.options)))
    return replace(number, counted=Counted(options, fitting[0], Doubt.PLANNED, counted.named))


def _sums(event: Event) -> tuple[Sum, ...]:
    return sums_of(items_for(event), nets_of(event.id), says_none=says_none(event.id))


def _who(message: Message, reading: Reading, lexicon: Lexicon, by: Person) -> uuid.UUID:
    """Who counted: the one colleague whom the line names, else who wrote it, else who pasted it."""
    named = reading.keys(Mark.PERSON)
    wrote = lexicon.people.meant.get(message.sender or "", ())
    for ids in (named, wrote):
        if len(ids) == 1:
            return uuid.UUID(ids[0])
    return by.id
