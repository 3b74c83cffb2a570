"""Which townships public events have reached in a year, and which not yet."""

from dataclasses import dataclass

from sqlalchemy import func, select

from outreach.db import db
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.reports import queries
from outreach.reports.filters import Filters, chosen_row
from outreach.reports.tables import figure_href
from outreach.schedule.models import Event
from outreach.schedule.rules import Track
from outreach.web.filters import named

#: So many stand on the board; the page of coverage has them all.
MOST = 48
_DARKEST = 5


@dataclass(frozen=True)
class Township:
    """A township with the public events in it, opening to them; the darker the more (0 to 5)."""

    name: str
    count: int
    href: str
    heat: int


@dataclass(frozen=True)
class Townships:
    """All townships, of which at most `MOST` are shown, those not reached first."""

    shown: tuple[Township, ...]
    reached: int
    total: int


def townships_reached(filters: Filters) -> Townships:
    """The townships in use with the held public events in them and in what lies in them."""
    inside = (
        select(Place.id.label("root_id"), Place.id.label("place_id"))
        .where(Place.kind == PlaceKind.TOWNSHIP, Place.retired_at.is_(None))
        .cte("inside", recursive=True)
    )
    inside = inside.union(
        select(inside.c.root_id, Place.id).join_from(inside, Place, Place.parent_id == inside.c.place_id)
    )
    held = (
        select(inside.c.root_id, func.count().label("count"))
        .join_from(inside, Event, Event.place_id == inside.c.place_id)
        .where(Event.track == Track.PUBLIC, *queries.held(filters))
        .group_by(inside.c.root_id)
        .subquery()
    )
    count = func.coalesce(held.c.count, 0)
    statement = (
        select(Place, count)
        .outerjoin(held, held.c.root_id == Place.id)
        .where(Place.kind == PlaceKind.TOWNSHIP, Place.retired_at.is_(None))
        .order_by(count, Place.name, Place.id)
    )
    rows = [(place, number) for place, number in db.session.execute(statement)]
    most = max((number for _, number in rows), default=0)
    shown = tuple(_township(place, number, most, filters) for place, number in rows[:MOST])
    return Townships(shown, sum(number > 0 for _, number in rows), len(rows))


def _township(place: Place, count: int, most: int, filters: Filters) -> Township:
    heat = -(-count * _DARKEST // most) if most else 0
    return Township(named(place), count, figure_href("events_public", filters, place=chosen_row(place)), heat)
