"""Reading what became of merged entries, and what would move with one."""

import uuid
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, func, literal_column, select, union_all

from outreach.db import db
from outreach.places.merging.movers import movers
from outreach.places.models import Place, PlaceMerge
from outreach.places.naming import near
from outreach.places.queries import full_name_of, names_of, places_matching


@dataclass(frozen=True)
class Moving:
    """So many rows of a sort name the place."""

    label: Any
    count: int


def id_that_stays(place_id: uuid.UUID) -> uuid.UUID:
    """The id of the entry into which that one was merged; the id itself where it was not."""
    return db.session.scalar(select(PlaceMerge.into_id).where(PlaceMerge.place_id == place_id)) or place_id


def merge_of(place_id: uuid.UUID) -> PlaceMerge | None:
    """What became of the entry, None where it stands for itself."""
    return db.session.get(PlaceMerge, place_id)


def merged_into(place_id: uuid.UUID) -> Sequence[tuple[Place, PlaceMerge]]:
    """The entries that were merged into that one, the latest first."""
    statement = (
        select(Place, PlaceMerge)
        .join(PlaceMerge, PlaceMerge.place_id == Place.id)
        .where(PlaceMerge.into_id == place_id)
        .order_by(PlaceMerge.at.desc(), Place.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def what_moves(place_id: uuid.UUID) -> list[Moving]:
    """What names the place, by sort, without those of which there is nothing."""
    labels = [each.label for each in movers()]
    rows = db.session.execute(_named(lambda named: named == place_id))
    return [Moving(labels[number], count) for number, _place_id, count in sorted(rows, key=itemgetter(0))]


def still_named() -> list[tuple[str, Any, int]]:
    """The name of each merged entry that something names all the same, with what and how many."""
    labels = [each.label for each in movers()]
    found = _named(lambda named: named.in_(select(PlaceMerge.place_id))).subquery("found")
    statement = select(Place.name, found.c.number, found.c.rows).join(found, found.c.place_id == Place.id)
    rows = db.session.execute(statement.order_by(Place.name, Place.id, found.c.number))
    return [(name, labels[number], count) for name, number, count in rows]


def rows_naming(place_ids: Collection[uuid.UUID]) -> Counter[uuid.UUID]:
    """How many rows of whatever sort name each of the places."""
    counts = Counter[uuid.UUID]()
    for _number, place_id, count in db.session.execute(_named(lambda named: named.in_(place_ids))):
        counts[place_id] += count
    return counts


def _named(those: Callable[[ColumnElement[Any]], ColumnElement[bool]]) -> CompoundSelect[Any]:
    """The number of each mover, a place of those that its rows name, and how many of them do."""
    parts = []
    for number, mover in enumerate(movers()):
        (named,) = mover.named.subquery().c
        which: ColumnElement[int] = literal_column(str(number)).label("number")
        counted = select(which, named.label("place_id"), func.count().label("rows"))
        parts.append(counted.where(those(named)).group_by(named))
    return union_all(*parts)


@dataclass(frozen=True)
class Seen:
    """An entry as it is looked at beside another."""

    place: Place
    around: str
    names: Sequence[str]


def seen(wanted: Place) -> Seen:
    """The entry with what it lies in and its other names."""
    around = "" if wanted.parent is None else full_name_of(wanted.parent)
    return Seen(wanted, around, names_of(wanted.id))


def others_like(wanted: Place, words: str, *, most: int = 20) -> Sequence[Place]:
    """The places in use that fit the words, or whose names are like that one's where there are none."""
    if words:
        statement = places_matching(words=words).where(Place.id != wanted.id).limit(most)
        return db.session.scalars(statement).all()
    return [each for each in near(wanted.name) if each.id != wanted.id]
