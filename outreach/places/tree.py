"""The tree of the list's first page: each place at the top with the first of those that lie in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from outreach.places.models import Place
from outreach.places.queries import counts_in, first_places_in
from outreach.places.rules import PlaceKind

#: a township of forty villages opens to this many, then to its own page
SHOWN = 12


@dataclass(frozen=True)
class Branch:
    """A place, how many of each kind lie in it, and the first few of them."""

    place: Place
    counts: Mapping[PlaceKind, int]
    first: Sequence[Place]

    @property
    def total(self) -> int:
        """How many places lie directly in it."""
        return sum(self.counts.values())


def branches(places: Iterable[Place]) -> list[Branch]:
    """The places with what lies in them, in the given order."""
    places = list(places)
    ids = [place.id for place in places]
    counts, first = counts_in(ids), first_places_in(ids, SHOWN)
    return [Branch(place, counts[place.id], first[place.id]) for place in places]


def totals_in(places: Iterable[Place]) -> dict[UUID, int]:
    """How many places lie directly in each of the places."""
    return {place_id: sum(counts.values()) for place_id, counts in counts_in([place.id for place in places]).items()}
