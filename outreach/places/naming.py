"""Which place somebody means who types its name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, or_, select, union
from sqlalchemy.orm import aliased, joinedload

from outreach.anonymity.companies import own_forms
from outreach.db import db
from outreach.places.models import Place, PlaceName
from outreach.places.rules import PlaceKind
from outreach.sheets.typed import plain

MOST = 8
SHORTEST = 2
_JOINT = re.compile(" ?[·›] ?")
_BRACKETS = re.compile(r"[(（\[【][^)）\]】]{0,100}[)）\]】]")
_BRANCH = re.compile(r"(?<=公司)\S{0,60}?(分公司|分厂|分店|门店|营业部|项目部)$")
_FORM = re.compile(r"(股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|工厂|厂){1,6}$")
_WHERE = re.compile(r"^(?:[一-龥]{2,3}?省)?(?:[一-龥]{2,3}?市)?(?:[一-龥]{2,3}?[县区])?(?=[一-龥]{2})")


@dataclass(frozen=True)
class Meant:
    """What a typed name can mean: exactly one place, or some that are like it; `name` and `around` are its parts."""

    name: str
    around: Place | None
    exact: Place | None
    similar: Sequence[Place]


def places_meant(said: str) -> Meant:
    """The places in use that `said` can mean, written 幸福社区 or 三江镇 · 幸福社区; the likest first."""
    *outer, name = [part for part in _JOINT.split(" ".join(said.split())) if part] or [""]
    called = _called(name, outer[-1] if outer else None)
    around = _called(outer[-1], None) if outer else []
    return Meant(
        name=name,
        around=around[0] if len(around) == 1 else None,
        exact=called[0] if len(called) == 1 else None,
        similar=called if len(called) > 1 else near(name) if name else (),
    )


def _called(name: str, around: str | None) -> Sequence[Place]:
    """Those of that name; else those that bear it as another name."""
    return _of(Place.name == name, around) or _of(Place.id.in_(bearing(name)), around)


def bearing(name: str) -> Select[Any]:
    """The ids of the places that bear it as another name; for `.in_(...)`."""
    return select(PlaceName.place_id).where(PlaceName.name == name)


def _of(named: ColumnElement[bool], around: str | None) -> Sequence[Place]:
    statement = select(Place).where(named, Place.retired_at.is_(None))
    if around is not None:
        parent = aliased(Place)
        statement = statement.join(parent, Place.parent).where(parent.name == around)
    return db.session.scalars(statement.options(joinedload(Place.parent)).order_by(Place.id).limit(MOST)).all()


def near(name: str) -> Sequence[Place]:
    """The places in use whose names are like that one, or like the part of it that tells a company from others."""
    return list({each.id: each for each in (*like(name), *like(short_name(name)))}.values())


def short_name(name: str) -> str:
    """The part of a company's name that tells it from others: 示例县宏达机械（本地）有限公司 is 宏达机械."""
    bare = _BRANCH.sub("", _BRACKETS.sub("", plain(name)))
    short = _WHERE.sub("", _FORM.sub("", bare))
    return short if len(short) >= SHORTEST else bare


def like(name: str) -> Sequence[Place]:
    """The places in use whose name holds `name` or is held by it, the nearest in length first."""
    holds = Place.name.icontains(name, autoescape=True)
    is_held = literal(name).contains(Place.name) & (func.length(Place.name) > 1)
    distance = func.abs(func.length(Place.name) - len(name))
    others = select(PlaceName.place_id).where(PlaceName.name.icontains(name, autoescape=True))
    fits = or_(holds, is_held, Place.id.in_(others))
    statement = select(Place).where(fits, Place.retired_at.is_(None)).options(joinedload(Place.parent))
    return db.session.scalars(statement.order_by(distance, Place.name, Place.id).limit(MOST)).all()


_NAMES_OF_COMPANIES = union(
    select(Place.name).where(Place.kind == PlaceKind.ENTERPRISE),
    select(PlaceName.name).join(Place, Place.id == PlaceName.place_id).where(Place.kind == PlaceKind.ENTERPRISE),
)


def names_of_companies() -> set[str]:
    """All names of the companies in the list, also of retired ones, and the shorter ones by which people call them."""
    known = set(db.session.scalars(_NAMES_OF_COMPANIES))
    return known.union(*(own_forms(short_name(name)) for name in known))
