"""The check-ups that answers belong to; those that are not there yet are begun, all of them in a few statements."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from outreach.audit.actions import record_act
from outreach.check_ups import queries
from outreach.check_ups.companies import companies_named, standing_places
from outreach.check_ups.judging import Wanted
from outreach.check_ups.models import CheckUp, CheckUpMerge
from outreach.db import db
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.schedule.models import Event

#: Event and company.
Visit = tuple[uuid.UUID, uuid.UUID]


def check_ups_for(wanted: Sequence[Wanted], *, sender: Person, now: datetime) -> dict[uuid.UUID, uuid.UUID]:
    """Of each answer the id of its check-up; what is not there yet is made, with its company where need be."""
    stands = queries.standing_events({each.event for each in wanted})
    known = standing_places({each.company for each in wanted if each.company is not None})
    named = companies_named(_names(wanted, stands), by=sender, now=now)
    visits: dict[uuid.UUID, Visit] = {}
    for each in wanted:
        event_id = stands[each.event]
        company = known[each.company] if each.company is not None else named[each.company_name or "", event_id]
        visits[each.id] = (event_id, company)
    check_ups = check_ups_of(list(dict.fromkeys(visits.values())), by=sender, now=now)
    return {answer: check_ups[visit] for answer, visit in visits.items()}


def _names(wanted: Sequence[Wanted], stands: Mapping[uuid.UUID, uuid.UUID]) -> list[tuple[str, Event]]:
    """The companies of which an answer says the name alone, each with its event."""
    asked = [(each.company_name or "", stands[each.event]) for each in wanted if each.company is None]
    among = select(Event).where(Event.id.in_({event_id for _name, event_id in asked}))
    events = {each.id: each for each in db.session.scalars(among)} if asked else {}
    return [(name, events[event_id]) for name, event_id in asked]


def check_up_of(event: Event, company: uuid.UUID, *, by: Person, now: datetime) -> CheckUp:
    """The one check-up of the company at the event, begun now where there is none."""
    return db.session.get_one(CheckUp, check_ups_of([(event.id, company)], by=by, now=now)[event.id, company])


def check_ups_of(visits: Collection[Visit], *, by: Person, now: datetime) -> Mapping[Visit, uuid.UUID]:
    """As `check_up_of`, the ids for each event and company."""
    events, companies = {event for event, _company in visits}, {company for _event, company in visits}
    there = (
        select(CheckUp.event_id, CheckUp.place_id, func.coalesce(CheckUpMerge.into_id, CheckUp.id))
        .outerjoin(CheckUpMerge, CheckUpMerge.check_up_id == CheckUp.id)
        .where(CheckUp.event_id.in_(events), CheckUp.place_id.in_(companies))
    )
    found = {(row[0], row[1]): row[2] for row in db.session.execute(there)}
    new = [visit for visit in visits if visit not in found]
    return found | _begun(new, by=by, now=now) if new else found


def _begun(visits: Collection[Visit], *, by: Person, now: datetime) -> dict[Visit, uuid.UUID]:
    begun = [CheckUp(event_id=event, place_id=company, made_at=now, made_by_id=by.id) for event, company in visits]
    db.session.add_all(begun)
    db.session.flush()
    rows = db.session.execute(
        select(CheckUp.id, Place.name, Event.title)
        .join(CheckUp.place)
        .join(CheckUp.event)
        .where(CheckUp.id.in_([each.id for each in begun]))
    )
    told: dict[uuid.UUID, dict[str, Any]] = {row[0]: {"company": row[1], "event": row[2]} for row in rows}
    for each in begun:
        record_act("check_up.begun", by=by, now=now, subject=each, **told[each.id])
    return {(each.event_id, each.place_id): each.id for each in begun}
