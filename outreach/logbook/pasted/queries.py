"""What a line can name, and the events that it can be about."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import select

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.logbook.pasted.names import Lexicon, Thing, names_of, place_names
from outreach.logbook.queries import countable_items
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.queries import teams
from outreach.periods import Period
from outreach.places.models import Place, PlaceName
from outreach.places.queries import places_each_lies_in
from outreach.schedule.models import Event
from outreach.schedule.queries import events_in
from outreach.schedule.rules import Status


def lexicon() -> Lexicon:
    """Every name in use, in a few statements."""
    things: dict[CountKind, tuple[Thing, ...]] = dict.fromkeys(CountKind, ())
    for item in countable_items():
        things[item.kind] += (Thing(item.code, item.name, item.unit),)
    in_use = Place.retired_at.is_(None)
    others = select(PlaceName.name, Place.id).join(Place, Place.id == PlaceName.place_id).where(in_use)
    places = db.session.execute(select(Place.name, Place.id).where(in_use).union_all(others)).all()
    places = sorted(places, key=lambda row: str(row[1]))
    people = db.session.execute(select(Person.name, Person.id).where(Person.disabled_at.is_(None)).order_by(Person.id))
    materials = things[CountKind.HANDOUT]
    return Lexicon(
        places=place_names((name, str(id)) for name, id in places),
        teams=names_of((word, str(team.id)) for team in teams() for word in (f"{team.name}分队", f"{team.name}队")),
        people=names_of((name, str(id)) for name, id in people),
        materials=materials,
        topics=things[CountKind.CONSULTATION],
        groups=things[CountKind.ATTENDANCE],
        displays=things[CountKind.DISPLAY],
        titles=names_of((each.name, each.code) for each in materials),
    )


def standing_events(day: date) -> Sequence[Event]:
    """The events of a local day that are not cancelled, in order of their start."""
    return [event for event in events_in(Period(day, day), whole=True) if event.status is not Status.CANCELLED]


def related(events: Sequence[Event], place_ids: Collection[uuid.UUID]) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
    """The ids of the events at one of the places, and of those around or inside one of them."""
    here = {event.id for event in events if event.place_id in place_ids}
    around = places_each_lies_in({*place_ids, *(event.place_id for event in events)})
    outside = {outer for place_id in place_ids for outer in around[place_id]}
    near = {event.id for event in events if event.place_id in outside or around[event.place_id] & set(place_ids)}
    return here, near - here


def places_named(ids: Collection[uuid.UUID]) -> list[Place]:
    """Those places, what lies inside before what it lies in."""
    found = db.session.scalars(select(Place).where(Place.id.in_(ids))).all()
    around = places_each_lies_in(ids) if ids else {}
    return sorted(found, key=lambda place: (-len(around[place.id]), place.name, str(place.id)))


def lines_there(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the ids that are lines of the ledger already."""
    return set(db.session.scalars(select(Tally.id).where(Tally.id.in_(ids)))) if ids else set()
