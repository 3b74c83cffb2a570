"""Sums of parts on plain values: what lies in a place counts for all that it lies in."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

#: What each place lies in; None for one that lies in nothing.
Parents = Mapping[uuid.UUID, uuid.UUID | None]


@dataclass
class Amount:
    """The sum of a part, and how much of it was estimated or is undecided."""

    value: int = 0
    estimated: int = 0
    undecided: int = 0

    def add(self, other: "Amount") -> None:
        """Add all three."""
        self.value += other.value
        self.estimated += other.estimated
        self.undecided += other.undecided


def outwards(place_id: uuid.UUID, parents: Parents) -> Iterator[uuid.UUID]:
    """The place, then each that it lies in, the nearest first."""
    seen: set[uuid.UUID] = set()
    inner: uuid.UUID | None = place_id
    while inner is not None and inner not in seen:
        yield inner
        seen.add(inner)
        inner = parents.get(inner)


def with_all_in_them(at: Mapping[uuid.UUID, Amount], parents: Parents) -> dict[uuid.UUID, Amount]:
    """The amount of each place with all that lies in it, at any depth, from what happened `at` each."""
    whole: dict[uuid.UUID, Amount] = {}
    for place_id, amount in at.items():
        for around in outwards(place_id, parents):
            whole.setdefault(around, Amount()).add(amount)
    return whole


def rows_within(whole: Mapping[uuid.UUID, Amount], parents: Parents, within: uuid.UUID | None) -> list[uuid.UUID]:
    """The places that lie directly in `within` (None: in nothing) and have something, the largest first."""
    found = [place_id for place_id in whole if parents.get(place_id) == within]
    return sorted(found, key=lambda place_id: (-whole[place_id].value, str(place_id)))
