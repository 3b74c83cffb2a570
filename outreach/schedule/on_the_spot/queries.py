"""Reading what was made on the spot: what waits for a lead, and what may be the same desk."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import InstrumentedAttribute

from outreach import clock
from outreach.db import db
from outreach.people.access import may_plan_for
from outreach.people.models import Person, Team
from outreach.people.queries import teams
from outreach.people.rules import EVERY_TEAM
from outreach.places.models import Place
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.on_the_spot.rules import Desk, Lists, look_like_one
from outreach.schedule.queries import events_among
from outreach.schedule.rules import LONGEST, Status
from outreach.web.paging import SIZE, Page, paged

#: How many events of the same days are looked through for a double.
MOST_NEAR = 50


def spot_of(event_id: uuid.UUID, *, lock: bool = False) -> SpotEvent | None:
    """How the event was made on the spot; None for one that was planned."""
    return db.session.get(SpotEvent, event_id, with_for_update={"of": SpotEvent} if lock else None)


def hash_of(event_id: uuid.UUID) -> tuple[bool, str | None]:
    """Whether there is such an event, and the hash of what was sent where it was made on the spot."""
    row = db.session.execute(
        select(Event.id, SpotEvent.content_hash)
        .outerjoin(SpotEvent, SpotEvent.event_id == Event.id)
        .where(Event.id == event_id)
    ).one_or_none()
    return (False, None) if row is None else (True, row.content_hash)


def waiting_of(person_id: uuid.UUID, *, since: datetime) -> int:
    """How many events the person has made since then that still wait for a word."""
    counted = select(func.count()).select_from(SpotEvent).join(Event, Event.id == SpotEvent.event_id)
    waiting = (SpotEvent.outcome.is_(None), SpotEvent.received_at > since, Event.made_by_id == person_id)
    return db.session.scalar(counted.where(*waiting)) or 0


def lists_for(places: Collection[uuid.UUID], team_codes: Collection[str]) -> Lists:
    """What a batch may name of what it names."""
    codes = db.session.execute(select(Team.code, Team.id).where(Team.code.in_(team_codes)))
    known = db.session.scalars(select(Place.id).where(Place.id.in_(places)))
    return Lists({row.code: row.id for row in codes}, set(known))


def own_team(person: Person, at: datetime) -> uuid.UUID | None:
    """The first of the teams that the person belongs to at that instant; None where there is none."""
    day = clock.local_day(at)
    own = person.team_ids_on(day)
    return next((team.id for team in teams(day) if team.id in own), None)


def waits(event_id: ColumnElement[uuid.UUID] | InstrumentedAttribute[uuid.UUID] = Event.id) -> ColumnElement[bool]:
    """An event that was made on the spot, and that no lead has confirmed yet."""
    return event_id.in_(select(SpotEvent.event_id).where(SpotEvent.outcome.is_(None)))


def open_page(person: Person, number: int, now: datetime, size: int = SIZE) -> Page[SpotEvent]:
    """What waits for the person's word, the latest event first."""
    statement = _open(person, now).order_by(Event.day.desc(), Event.starts_at.desc(), Event.id)
    return paged(db.session(), statement, number, size)


def likely_twins(event: Event) -> Sequence[Event]:
    """The events that may be the same desk, by start: two phones may each have made one, or one was planned."""
    near = (
        select(Event, SpotEvent.new_place_id)
        .outerjoin(SpotEvent, SpotEvent.event_id == Event.id)
        .where(Event.lead_team_id == event.lead_team_id, Event.id != event.id, Event.status != Status.CANCELLED)
        .where(Event.day.between(event.day - LONGEST, event.day + LONGEST))
        .where(Event.starts_at < event.ends_at, Event.ends_at > event.starts_at)
        .order_by(Event.starts_at, Event.id)
        .limit(MOST_NEAR)
    )
    spot = spot_of(event.id)
    here = _desk(event, None if spot is None else spot.new_place_id)
    return [other for other, new_place in db.session.execute(near) if look_like_one(here, _desk(other, new_place))]


def events_to_merge_into(event: Event, *, most: int = 30) -> Sequence[Event]:
    """The other events of the same team and day that a number could belong to instead, those likely first."""
    ids = db.session.scalars(
        select(Event.id)
        .where(Event.lead_team_id == event.lead_team_id, Event.id != event.id, Event.status != Status.CANCELLED)
        .where(Event.day == event.day)
        .order_by(Event.starts_at, Event.id)
        .limit(most)
    ).all()
    twins = {each.id for each in likely_twins(event)}
    return sorted(events_among([*ids, *twins]), key=lambda each: each.id not in twins)


def is_place_needed(place_id: uuid.UUID, *, but: uuid.UUID) -> bool:
    """Whether an event other than `but` takes place there."""
    other = select(Event.id).where(Event.place_id == place_id, Event.id != but, Event.status != Status.CANCELLED)
    return db.session.scalar(other.limit(1)) is not None


def twins_among(spots: Iterable[SpotEvent]) -> dict[uuid.UUID, Sequence[Event]]:
    """For each of the events of one page those that may be the same desk."""
    return {spot.event_id: likely_twins(spot.event) for spot in spots}


def makers_of(spots: Iterable[SpotEvent]) -> dict[uuid.UUID, str]:
    """Who made each of the events, by the event's id."""
    made = select(Event.id, Person.name).join(Person, Person.id == Event.made_by_id)
    rows = db.session.execute(made.where(Event.id.in_([spot.event_id for spot in spots])))
    return {event_id: name for event_id, name in rows}  # noqa: C416 (rows are no pairs to mypy)


def _open(person: Person, now: datetime) -> Select[Any]:
    statement = (
        select(SpotEvent)
        .join(Event, Event.id == SpotEvent.event_id)
        .where(SpotEvent.outcome.is_(None), Event.status != Status.CANCELLED)
    )
    if person.role in EVERY_TEAM:
        return statement
    today = clock.local_day(now)
    own = [team_id for team_id in person.team_ids_on(today) if may_plan_for(person, team_id, today)]
    return statement.where(Event.lead_team_id.in_(own))


def _desk(event: Event, new_place: uuid.UUID | None) -> Desk:
    return Desk(event.lead_team_id, event.place_id, new_place == event.place_id, event.starts_at, event.ends_at)
