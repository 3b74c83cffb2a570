"""Companies that stand in the list twice, as far as their names tell."""

import re
import uuid
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise

from sqlalchemy import select

from outreach.db import db
from outreach.places.models import Place, PlaceApart, PlaceName
from outreach.places.rules import PlaceKind
from outreach.sheets.typed import plain

#: In a group of more than so many of one short name the name tells nothing.
MOST_ALIKE = 6
SHORTEST = 2

_BRACKETS = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_BRANCH = re.compile(r"(?<=公司)\S*?(分公司|分厂|分店|门店|营业部|项目部)$")
_FORM = re.compile(r"(股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|工厂|厂)+$")
_WHERE = re.compile(r"^(?:[一-龥]{2,3}?省)?(?:[一-龥]{2,3}?市)?(?:[一-龥]{2,3}?[县区])?(?=[一-龥]{2})")

Pair = tuple[Place, Place]


def short_name(name: str) -> str:
    """The part of a company's name that tells it from others: 示例县宏达机械（本地）有限公司 is 宏达机械."""
    bare = _BRANCH.sub("", _BRACKETS.sub("", plain(name)))
    short = _WHERE.sub("", _FORM.sub("", bare))
    return short if len(short) >= SHORTEST else bare


def likely_twins() -> list[Pair]:
    """Pairs of companies in use that are likely one, by name, without those of which somebody said that they are two.

    They share a short name (own or other), or lie in one park and the name of one begins with that of the other.
    """
    companies = {
        each.id: each
        for each in db.session.scalars(
            select(Place).where(Place.kind == PlaceKind.ENTERPRISE, Place.retired_at.is_(None))
        )
    }
    apart = {(one, other) for one, other in db.session.execute(select(PlaceApart.place_id, PlaceApart.other_id))}
    found = {pair for pair in _pairs(companies) if pair not in apart}
    pairs = [(companies[one], companies[other]) for one, other in found]
    return sorted(pairs, key=lambda pair: (short_name(pair[0].name), str(pair[0].id), str(pair[1].id)))


def _pairs(companies: dict[uuid.UUID, Place]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    short = {each.id: short_name(each.name) for each in companies.values()}
    yield from _of_one_name(short)
    inside: dict[uuid.UUID, list[tuple[str, uuid.UUID]]] = defaultdict(list)
    for each in companies.values():
        if each.parent_id is not None:
            inside[each.parent_id].append((short[each.id], each.id))
    for neighbours in inside.values():
        yield from _beginning_alike(neighbours)


def _of_one_name(short: dict[uuid.UUID, str]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    alike: dict[str, set[uuid.UUID]] = defaultdict(set)
    for place_id, name in short.items():
        alike[name].add(place_id)
    for place_id, name in db.session.execute(select(PlaceName.place_id, PlaceName.name)):
        if place_id in short:
            alike[short_name(name)].add(place_id)
    for ids in alike.values():
        if 1 < len(ids) <= MOST_ALIKE:
            yield from combinations(sorted(ids), 2)


def _beginning_alike(neighbours: list[tuple[str, uuid.UUID]]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    for (one, one_id), (other, other_id) in pairwise(sorted(neighbours)):
        if other.startswith(one):
            first, second = sorted((one_id, other_id))
            yield first, second
