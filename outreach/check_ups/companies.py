"""Which company a name typed at the gate means; one that no place bears makes a place."""

import unicodedata
import uuid
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from sqlalchemy import or_, select

from outreach.check_ups.models import CheckUp
from outreach.db import db
from outreach.people.models import Person
from outreach.places.actions import PlaceFacts, add_place
from outreach.places.models import Place, PlaceMerge, PlaceName
from outreach.places.queries import places_each_lies_in
from outreach.places.rules import WIDE, PlaceKind
from outreach.schedule.models import Event


def company_named(name: str, event: Event, *, by: Person, now: datetime) -> uuid.UUID:
    """The id of the place that bears the name: at this event's place rather than elsewhere; else of a new one there."""
    found = _likest(_bearing(name), event)
    if found is not None:
        return found
    around = event.place if event.place.kind in WIDE else event.place.parent
    facts = PlaceFacts(name, PlaceKind.ENTERPRISE, parent_id=around.id if around and around.kind in WIDE else None)
    return add_place(facts=facts, by=by, now=now, same_name_is_meant=True).id


def standing_places(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """For each of the places the one that it is by now, where entries of one company were merged."""
    now_at = {place_id: place_id for place_id in ids}
    waiting = set(now_at.values())
    while waiting:
        moved = select(PlaceMerge).where(PlaceMerge.place_id.in_(waiting))
        merged = {each.place_id: each.into_id for each in db.session.scalars(moved)}
        now_at = {place_id: merged.get(at, at) for place_id, at in now_at.items()}
        waiting = set(merged.values())
    return now_at


def spellings(name: str) -> set[str]:
    """The name with full and with half brackets: one keyboard makes these, another those."""
    narrow = unicodedata.normalize("NFKC", name)
    return {name, narrow, narrow.translate({ord("("): "（", ord(")"): "）"})}


def _bearing(name: str) -> Collection[Place]:
    others = select(PlaceName.place_id).where(PlaceName.name.in_(spellings(name)))
    named = select(Place.id).where(or_(Place.name.in_(spellings(name)), Place.id.in_(others)), Place.kind.not_in(WIDE))
    ids = set(standing_places(db.session.scalars(named)).values())
    return db.session.scalars(select(Place).where(Place.id.in_(ids)).order_by(Place.id)).all() if ids else ()


def _likest(places: Collection[Place], event: Event) -> uuid.UUID | None:
    if len(places) <= 1:
        return next((place.id for place in places), None)
    ids = {place.id for place in places}
    checked = set(db.session.scalars(select(CheckUp.place_id).where(CheckUp.event_id == event.id)))
    around: Mapping[uuid.UUID, frozenset[uuid.UUID]] = places_each_lies_in(ids)
    near = {place_id for place_id in ids if event.place_id == place_id or event.place_id in around[place_id]}
    return min(
        places,
        key=lambda place: (
            place.id not in checked,
            place.id not in near,
            place.retired_at is not None,
            str(place.id),
        ),
    ).id
