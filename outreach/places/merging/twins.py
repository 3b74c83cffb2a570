"""Companies that stand in the list twice, as far as their names tell."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, pairwise

from sqlalchemy import select

from outreach.db import db
from outreach.places.models import Place, PlaceApart, PlaceName
from outreach.places.naming import short_name
from outreach.places.rules import PlaceKind

#: In a group of more than so many of one short name the name tells nothing.
MOST_ALIKE = 6
#: What so many companies begin with, such as 示例 of 示例县, names where they are, and not which they are.
SHARED_BY = 3
#: A place in a name without its 省, 市 or 县 has so many letters; so many are left at least that tell a company.
PLACE_LETTERS = (2, 3)
SHORTEST_LEFT = 4

Pair = tuple[Place, Place]


def likely_twins() -> list[Pair]:
    """Pairs of companies in use that are likely one, by name, without those of which somebody said that they are two.

    They share a short name (own or other), also where one says before it the place that other companies say, too; or
    they lie in one park and the name of one begins with that of the other.
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


def staying_last(pair: Pair, rows: Mapping[uuid.UUID, int]) -> Pair:
    """The pair with the one last that is proposed to stay: it has more `rows` behind it, else it is the older one."""
    goes, stays = sorted(pair, key=lambda each: (rows[each.id], -each.id.int))
    return goes, stays


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
    for name, ids in _without_places(alike):
        alike[name].update(ids)
    for ids in alike.values():
        if 1 < len(ids) <= MOST_ALIKE:
            yield from combinations(sorted(ids), 2)


def _without_places(alike: Mapping[str, set[uuid.UUID]]) -> list[tuple[str, set[uuid.UUID]]]:
    """Those of the names that are others with a place before them: 金穗食品, and whose 示例金穗食品 is."""
    parted = [
        (name[:letters], name[letters:], ids)
        for name, ids in alike.items()
        for letters in PLACE_LETTERS
        if len(name) >= letters + SHORTEST_LEFT
    ]
    shared = Counter(place for place, _left, _ids in parted)
    return [(left, ids) for place, left, ids in parted if shared[place] >= SHARED_BY and left in alike]


def _beginning_alike(neighbours: list[tuple[str, uuid.UUID]]) -> Iterator[tuple[uuid.UUID, uuid.UUID]]:
    for (one, one_id), (other, other_id) in pairwise(sorted(neighbours)):
        if other.startswith(one):
            first, second = sorted((one_id, other_id))
            yield first, second
