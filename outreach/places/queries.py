"""Reading places: one, those inside another, lists, and names for pick lists."""

import uuid
from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from outreach.db import db
from outreach.errors import NotFound
from outreach.places.models import Place, PlaceName
from outreach.places.rules import WIDE, WIDEST, PlaceKind, Trade, full_names
from outreach.web.searching import searched


def place(place_id: uuid.UUID, *, lock: bool = False) -> Place:
    """The place, with `lock` kept from other writers until the transaction ends; raises NotFound."""
    found = db.session.get(Place, place_id, with_for_update=lock or None, populate_existing=lock)
    if found is None:
        raise NotFound(_("There is no such place."))
    return found


def children_included(place_id: uuid.UUID) -> Select[Any]:
    """The ids of the place and of all that lie in it, at any depth; for `.in_(...)`."""
    inside = select(Place.id).where(Place.id == place_id).cte(recursive=True)
    return select(inside.union(select(Place.id).join(inside, Place.parent_id == inside.c.id)).c.id)


def places_matching(
    *, words: str = "", kind: PlaceKind | None = None, trade: Trade | None = None, retired: bool = False
) -> Select[Any]:
    """Places by name, each with the one it lies in; every word stands in its names, its address or that one's name."""
    outer = aliased(Place)
    statement = select(Place).outerjoin(outer, Place.parent).order_by(Place.name, Place.id)
    for word in searched(words):
        texts = (Place.name, Place.address, outer.name)
        others = select(PlaceName.place_id).where(PlaceName.name.icontains(word, autoescape=True))
        fits = (text.icontains(word, autoescape=True) for text in texts)
        statement = statement.where(or_(*fits, Place.id.in_(others)))
    if kind is not None:
        statement = statement.where(Place.kind == kind)
    if trade is not None:
        statement = statement.where(Place.trade == trade)
    if not retired:
        statement = statement.where(Place.retired_at.is_(None))
    return statement.options(joinedload(Place.parent))


def places_at_the_top() -> Select[Any]:
    """Places in use that lie in no other: townships and parks first, then by name."""
    order = case({kind: rank for rank, kind in enumerate(WIDE)}, value=Place.kind, else_=len(WIDE))
    return (
        select(Place).where(Place.parent_id.is_(None), Place.retired_at.is_(None)).order_by(order, Place.name, Place.id)
    )


def places_in(parent_id: uuid.UUID) -> Select[Any]:
    """The places in use that lie directly in one, by name."""
    return select(Place).where(Place.parent_id == parent_id, Place.retired_at.is_(None)).order_by(Place.name, Place.id)


def first_places_in(parent_ids: Collection[uuid.UUID], most: int) -> dict[uuid.UUID, list[Place]]:
    """Of each parent the first `most` places in use that lie directly in it, by name."""
    number = func.row_number().over(partition_by=Place.parent_id, order_by=(Place.name, Place.id)).label("number")
    ranked = (
        select(Place.id, number).where(Place.parent_id.in_(parent_ids), Place.retired_at.is_(None)).subquery("ranked")
    )
    statement = (
        select(Place)
        .join(ranked, ranked.c.id == Place.id)
        .where(ranked.c.number <= most)
        .order_by(Place.name, Place.id)
    )
    inside: dict[uuid.UUID, list[Place]] = {parent_id: [] for parent_id in parent_ids}
    for each in db.session.scalars(statement):
        assert each.parent_id is not None
        inside[each.parent_id].append(each)
    return inside


def counts_in(parent_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[PlaceKind, int]]:
    """How many places in use of each kind lie directly in each parent, kinds in their order."""
    statement = (
        select(Place.parent_id, Place.kind, func.count())
        .where(Place.parent_id.in_(parent_ids), Place.retired_at.is_(None))
        .group_by(Place.parent_id, Place.kind)
    )
    found = {(parent_id, kind): count for parent_id, kind, count in db.session.execute(statement)}
    return {
        parent_id: {kind: found[parent_id, kind] for kind in PlaceKind if (parent_id, kind) in found}
        for parent_id in parent_ids
    }


def names_of(place_id: uuid.UUID) -> tuple[str, ...]:
    """The other names of a place, sorted."""
    return tuple(sorted(db.session.scalars(select(PlaceName.name).where(PlaceName.place_id == place_id))))


def any_place() -> bool:
    """Whether there is a place at all."""
    return db.session.scalar(select(Place.id).limit(1)) is not None


def places_around(inner: Place) -> list[Place]:
    """What the place lies in, the largest first."""
    around: list[Place] = []
    while inner.parent is not None:
        inner = inner.parent
        around.insert(0, inner)
    return around


def market_of(wanted: Place) -> Place | None:
    """The place whose market days hold there: itself, else the nearest around it that has some."""
    return next((each for each in (wanted, *reversed(places_around(wanted))) if each.market_days), None)


def full_name_of(wanted: Place) -> str:
    """三江镇 › 幸福社区."""
    from_above = [*places_around(wanted), wanted]
    names = {each.id: (each.name, each.parent_id) for each in from_above}
    return full_names(names, [wanted.id])[wanted.id]


def places_to_lie_in(*, including: uuid.UUID | None = None) -> list[tuple[uuid.UUID, str]]:
    """Id and full name of townships, parks and all that hold places already, sorted; also the one `including`."""
    inner = aliased(Place)
    holds = select(inner.id).where(inner.parent_id == Place.id).exists()
    wide = and_(Place.retired_at.is_(None), or_(Place.kind.in_(WIDEST), holds))
    rows = db.session.execute(select(Place.id, Place.name, Place.parent_id)).all()
    picked = set(db.session.scalars(select(Place.id).where(or_(wide, Place.id == including))))
    names = full_names({row.id: (row.name, row.parent_id) for row in rows}, picked)
    return sorted(names.items(), key=lambda pair: (pair[1], str(pair[0])))


def namesake(name: str, parent_id: uuid.UUID | None, *, but: uuid.UUID | None = None) -> Place | None:
    """Another place of that name in the same one, if there is any."""
    statement = select(Place).where(Place.name == name, Place.parent_id.is_not_distinct_from(parent_id))
    if but is not None:
        statement = statement.where(Place.id != but)
    return db.session.scalar(statement.order_by(Place.id).limit(1))


def parents_from(parent_id: uuid.UUID | None) -> dict[uuid.UUID, uuid.UUID | None]:
    """What each of the places from `parent_id` upwards lies in, all of them kept from other writers."""
    parents: dict[uuid.UUID, uuid.UUID | None] = {}
    while parent_id is not None and parent_id not in parents:
        found: Any = db.session.execute(
            select(Place.id, Place.parent_id).where(Place.id == parent_id).with_for_update()
        ).one_or_none()
        if found is None:
            break
        parents[found.id] = found.parent_id
        parent_id = found.parent_id
    return parents


def places_each_lies_in(place_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """For each of the places the ids of all those it lies in, at any depth, in one statement."""
    inner = select(Place.id.label("inner_id"), Place.parent_id).where(Place.id.in_(place_ids)).cte(recursive=True)
    outwards = inner.union(select(inner.c.inner_id, Place.parent_id).join(inner, Place.id == inner.c.parent_id))
    around: dict[uuid.UUID, set[uuid.UUID]] = {place_id: set() for place_id in place_ids}
    rows = select(outwards.c.inner_id, outwards.c.parent_id).where(outwards.c.parent_id.is_not(None))
    for inner_id, parent_id in db.session.execute(rows):
        around[inner_id].add(parent_id)
    return {place_id: frozenset(parents) for place_id, parents in around.items()}
