"""Reading what must be known to judge a batch of lines, and waiting for the turn to write them."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.logbook.rules import Books, Entry, EventState, Line
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.schedule.models import Event


def lock_events(ids: Iterable[uuid.UUID]) -> None:
    """Wait for whoever changes one of the events, and let nobody change them until the end of the transaction.

    In SQLite a writer is alone anyway, so the words for it are left out there.
    """
    locked = select(Event.id).where(Event.id.in_(list(ids))).order_by(Event.id).with_for_update(key_share=True)
    db.session.execute(locked).all()


def books_for(lines: Sequence[Line]) -> Books:
    """All that must be known to judge `lines`, read in one statement per kind of thing."""
    named = {line.id for line in lines} | {line.reverses for line in lines if line.reverses}
    people = _people({line.by for line in lines if line.by})
    items = db.session.execute(select(Item.kind, Item.code, Item.id)).all()
    entries, undone = _entries(named)
    return Books(
        events=_event_states({line.event for line in lines}),
        items={(kind, code): item_id for kind, code, item_id in items},
        people=people,
        lines=entries,
        reversed=undone,
        corrected=_corrected([person for person, is_active in people.items() if not is_active]),
    )


def _event_states(ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, EventState]:
    columns = Event.id, Event.status, Event.reviewed_at.is_not(None), Event.held_at.is_not(None)
    rows = db.session.execute(select(*columns).where(Event.id.in_(ids)))
    return {event_id: EventState(status, is_reviewed, begun) for event_id, status, is_reviewed, begun in rows}


def _people(ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, bool]:
    if not ids:
        return {}
    rows = db.session.execute(select(Person.id, Person.disabled_at).where(Person.id.in_(ids)))
    return {person_id: disabled_at is None for person_id, disabled_at in rows}


def _corrected(people: Collection[uuid.UUID]) -> set[tuple[uuid.UUID, CountKind, uuid.UUID | None]]:
    """Event, kind and person of each line of these people that was taken back."""
    if not people:
        return set()
    reversal = aliased(Tally)
    taken_back = select(Tally.event_id, Tally.kind, Tally.by_id).join(reversal, reversal.reverses_id == Tally.id)
    statement = taken_back.where(Tally.by_id.in_(people))
    return {(event_id, kind, person_id) for event_id, kind, person_id in db.session.execute(statement.distinct())}


def _entries(ids: Collection[uuid.UUID]) -> tuple[dict[uuid.UUID, Entry], set[uuid.UUID]]:
    """The stored ones of these lines, and the ids of those that a reversal undoes."""
    reversal = aliased(Tally)
    statement = (
        select(
            Tally.id,
            reversal.id,
            Tally.event_id,
            Tally.kind,
            Item.code,
            Tally.quantity,
            Tally.at,
            Tally.basis,
            Tally.note_hash,
            Tally.reverses_id,
            Tally.reason,
            Tally.by_id,
            Tally.takes_back,
        )
        .outerjoin(Item, Item.id == Tally.item_id)
        .outerjoin(reversal, reversal.reverses_id == Tally.id)
        .where(Tally.id.in_(ids))
    )
    rows: Sequence[Any] = db.session.execute(statement).all()
    entries = {line_id: Entry(*facts) for line_id, _reversal, *facts in rows}
    return entries, {line_id for line_id, undone_by, *_facts in rows if undone_by is not None}
