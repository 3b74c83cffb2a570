"""Writing down what phones say they hold."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete

from outreach import clock
from outreach.db import db
from outreach.errors import NotFound
from outreach.logbook.phones.models import PhoneHolding
from outreach.logbook.phones.queries import holdings_of_phone, known_events, known_people, may_see
from outreach.logbook.phones.rules import Held, grouped, is_seen_still
from outreach.people.models import Person

#: A phone that was not heard for so long is asked for by nobody any more.
KEPT_FOR = timedelta(days=400)


def note_holding(*, phone: uuid.UUID, held: Sequence[Held], now: datetime) -> int:
    """Put what the phone holds now in the place of what it said before; how many entries there are.

    Who is not known here is left out; an event that is not known stands for itself, without a name.
    """
    before = {(each.person_id, each.event_id): each for each in holdings_of_phone(phone)}
    events = known_events({each.event for each in held if each.event})
    people = known_people({each.person for each in held})
    kept = grouped([_named(each, events) for each in held if each.person in people])
    db.session.execute(delete(PhoneHolding).where(PhoneHolding.heard_at < now - KEPT_FOR))
    gone = [each.id for subject, each in before.items() if subject not in {each.subject for each in kept}]
    db.session.execute(delete(PhoneHolding).where(PhoneHolding.id.in_(gone)))
    for each in kept:
        _write(before.get(each.subject), phone, each, now)
    db.session.flush()
    return len(kept)


def see_to(holding: PhoneHolding, *, by: Person, now: datetime) -> None:
    """Take the entry off the list, until the phone holds more than now; raises NotFound for what isn't on it."""
    if holding.seen_at is not None:
        return
    if not may_see(by, holding, clock.local_day(now)):
        raise NotFound()
    holding.seen_at, holding.seen_by_id = now, by.id
    db.session.flush()


def _named(held: Held, events: set[uuid.UUID]) -> Held:
    return held if held.event in events else Held(held.person, None, held.waiting, held.aside, held.oldest_at)


def _write(row: PhoneHolding | None, phone: uuid.UUID, held: Held, now: datetime) -> None:
    if row is None:
        row = PhoneHolding(phone_id=phone, person_id=held.person, event_id=held.event)
        db.session.add(row)
    elif row.seen_at is not None:
        seen = Held(row.person_id, row.event_id, row.waiting, row.aside, row.oldest_at)
        if not is_seen_still(seen, held):
            row.seen_at, row.seen_by_id = None, None
    row.waiting, row.aside, row.oldest_at, row.heard_at = held.waiting, held.aside, held.oldest_at, now
