"""The list of places as it goes out: in the columns in which it comes in, so that both ways change nothing."""

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from outreach.db import db
from outreach.places.judging import KIND_WORDS, TRADE_WORDS, names_of_all
from outreach.places.markets import chinese_market_days
from outreach.places.models import Place
from outreach.places.positions import written_position
from outreach.places.rules import JOINT, MarketCalendar

YES = "是"
CALENDARS = {MarketCalendar.LUNAR: "农历", MarketCalendar.SOLAR: "公历"}


def place_rows() -> Iterator[tuple[Any, ...]]:
    """A row for each place in use, those around others first, then by name."""
    places = {place.id: place for place in db.session.scalars(select(Place))}
    names = names_of_all()
    named = {place.id: _path(place.id, places) for place in places.values() if place.retired_at is None}
    for place in sorted((places[id] for id in named), key=lambda each: (len(named[each.id]), named[each.id], each.id)):
        position = None if place.latitude is None or place.longitude is None else (place.latitude, place.longitude)
        yield (
            place.name,
            KIND_WORDS[place.kind][0],
            JOINT.join(named[place.id][:-1]) or None,
            place.address,
            YES if place.is_key_enterprise else None,
            YES if place.is_under_construction else None,
            _market(place),
            written_position(position),
            None if place.trade is None else TRADE_WORDS[place.trade][0],
            "、".join(names[place.id]) or None,
            place.note,
        )


def _market(place: Place) -> str | None:
    if not place.market_days or place.market_calendar is None:
        return None
    return f"{CALENDARS[place.market_calendar]}{chinese_market_days(place.market_days)}"


def _path(place_id: uuid.UUID | None, places: Mapping[uuid.UUID, Place]) -> tuple[str, ...]:
    if place_id is None:
        return ()
    place = places[place_id]
    return (*_path(place.parent_id, places), place.name)
