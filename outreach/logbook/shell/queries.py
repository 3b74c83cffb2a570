"""What a phone is told beside its events: what was logged at each, and the places that are named next."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.places.models import Place
from outreach.schedule.models import Event

#: (kind, code or None, net quantity)
NetOfCode = tuple[CountKind, str | None, int]


def nets_among(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[NetOfCode]]:
    """Of each event what was logged there, by kind and item; what was taken back is not there."""
    total = func.sum(Tally.quantity)
    statement = (
        select(Tally.event_id, Tally.kind, Item.code, total)
        .outerjoin(Item, Item.id == Tally.item_id)
        .where(Tally.event_id.in_(event_ids))
        .group_by(Tally.event_id, Tally.kind, Item.code)
        .having(total != 0)
        .order_by(Tally.event_id, Tally.kind, Item.code)
    )
    nets: dict[uuid.UUID, list[NetOfCode]] = {event_id: [] for event_id in event_ids}
    for event_id, kind, code, quantity in db.session.execute(statement):
        nets[event_id].append((kind, code, int(quantity)))
    return nets


def places_at_hand(team_ids: Collection[uuid.UUID], since: date, most: int) -> Sequence[Place]:
    """Places in use: those where the teams were since that day, the last ones first; then others by name."""
    last = func.max(Event.day)
    visited = (
        select(Event.place_id, last)
        .join(Place, Place.id == Event.place_id)
        .where(Event.lead_team_id.in_(team_ids), Event.day >= since, Place.retired_at.is_(None))
        .group_by(Event.place_id)
        .order_by(last.desc(), Event.place_id)
        .limit(most)
    )
    known = [place_id for place_id, _day in db.session.execute(visited)]
    by_name = select(Place.id).where(Place.retired_at.is_(None)).order_by(Place.name, Place.id).limit(most)
    ids = list(dict.fromkeys([*known, *db.session.scalars(by_name)]))[:most]
    statement = select(Place).where(Place.id.in_(ids)).options(joinedload(Place.parent))
    found = {place.id: place for place in db.session.scalars(statement)}
    return [found[place_id] for place_id in ids]
