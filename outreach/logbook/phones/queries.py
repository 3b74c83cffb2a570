"""Reading which phones still hold lines."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, raiseload

from outreach.db import db
from outreach.errors import NotFound
from outreach.logbook.phones.models import PhoneHolding
from outreach.people.models import Membership, Person
from outreach.people.rules import EVERY_TEAM
from outreach.schedule.models import Event

#: So many events are named where it is asked what would be lost with a phone.
MOST_SHOWN = 20
_LIGHT = (Event.staff, Event.planned_items, Event.laws, Event.forms, Event.tags)


def holdings_of_phone(phone_id: uuid.UUID) -> Sequence[PhoneHolding]:
    """What the phone said last, locked."""
    statement = select(PhoneHolding).where(PhoneHolding.phone_id == phone_id).order_by(PhoneHolding.id)
    return db.session.scalars(statement.with_for_update()).all()


def holding_by_id(holding_id: uuid.UUID) -> PhoneHolding:
    """One entry of the list; raises NotFound."""
    holding = db.session.get(PhoneHolding, holding_id)
    if holding is None:
        raise NotFound()
    return holding


def holdings_for(reader: Person, today: date) -> Select[Any]:
    """What phones hold and nobody has seen to, by event, the latest day first.

    A lead sees the events that the own teams lead, and what people of these teams hold of events that are not here.
    """
    statement = _unseen(reader, today)
    light = [contains_eager(PhoneHolding.event).options(*(raiseload(heavy) for heavy in _LIGHT))]
    order = (Event.day.desc(), PhoneHolding.event_id, PhoneHolding.id)
    return statement.options(joinedload(PhoneHolding.person), *light).order_by(*order)


def holdings_of_person(person_id: uuid.UUID) -> Sequence[PhoneHolding]:
    """What phones said they hold of the person, whether somebody has seen to it or not, the latest day first.

    Of no more than MOST_SHOWN events: a phone holds the lines of a few days.
    """
    light = [contains_eager(PhoneHolding.event).options(*(raiseload(heavy) for heavy in _LIGHT))]
    statement = select(PhoneHolding).outerjoin(PhoneHolding.event).where(PhoneHolding.person_id == person_id)
    order = (Event.day.desc(), PhoneHolding.event_id, PhoneHolding.id)
    return db.session.scalars(statement.options(*light).order_by(*order).limit(MOST_SHOWN)).unique().all()


def holdings_of_event(event_id: uuid.UUID) -> Sequence[PhoneHolding]:
    """What phones hold of the event and nobody has seen to."""
    statement = select(PhoneHolding).where(PhoneHolding.event_id == event_id, PhoneHolding.seen_at.is_(None))
    return db.session.scalars(statement.order_by(PhoneHolding.id).options(joinedload(PhoneHolding.person))).all()


def count_for(reader: Person, today: date) -> tuple[int, int]:
    """How many lines lie on how many phones, of what the reader sees."""
    counted = _unseen(reader, today).with_only_columns(
        func.coalesce(func.sum(PhoneHolding.waiting + PhoneHolding.aside), 0),
        func.count(PhoneHolding.phone_id.distinct()),
    )
    lines, phones = db.session.execute(counted).one()
    return int(lines), int(phones)


def may_see(reader: Person, holding: PhoneHolding, today: date) -> bool:
    """Whether the entry stands in the reader's list."""
    mine = _unseen(reader, today).with_only_columns(PhoneHolding.id).where(PhoneHolding.id == holding.id)
    return db.session.scalar(mine) is not None


def known_events(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the ids that are events here."""
    return set(db.session.scalars(select(Event.id).where(Event.id.in_(ids))))


def known_people(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the ids that are people here."""
    return set(db.session.scalars(select(Person.id).where(Person.id.in_(ids))))


def _unseen(reader: Person, today: date) -> Select[Any]:
    statement = select(PhoneHolding).outerjoin(PhoneHolding.event).where(PhoneHolding.seen_at.is_(None))
    if reader.role in EVERY_TEAM:
        return statement
    teams = reader.team_ids_on(today)
    of_team = select(Membership.person_id).where(
        Membership.team_id.in_(teams),
        Membership.first_day <= today,
        or_(Membership.last_day.is_(None), Membership.last_day >= today),
    )
    stray = PhoneHolding.event_id.is_(None) & PhoneHolding.person_id.in_(of_team)
    return statement.where(or_(Event.lead_team_id.in_(teams), stray))
