"""Which items look like one: on plain values."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from outreach.media.rules import ArticleKind, Likeness, title_key

#: What one body takes over from another appears within so many days; a weekly column of one name is not meant.
WITHIN_DAYS = 5


@dataclass(frozen=True)
class Seen:
    """An item as it is compared; `places` are (channel, day) of its placements."""

    id: Any
    kind: ArticleKind
    title: str
    day: date
    post_id: Any = None
    places: frozenset[tuple[Hashable, date]] = frozenset()

    @property
    def channels(self) -> frozenset[Hashable]:
        """Where it stands."""
        return frozenset(channel for channel, _day in self.places)


@dataclass(frozen=True)
class Pair:
    """Two items that look like one; the one that appeared first is `one`."""

    one: Any
    other: Any
    why: Likeness
    day: date


def same_titles(items: Iterable[Seen]) -> Iterator[Pair]:
    """Items of one kind and title: on one channel the same day, or within some days on other channels."""
    alike: dict[tuple[ArticleKind, str], list[Seen]] = defaultdict(list)
    for item in items:
        alike[item.kind, title_key(item.title)].append(item)
    for group in alike.values():
        for one, other in pairwise(sorted(group, key=lambda item: (item.day, str(item.id)))):
            if is_one(one, other):
                yield Pair(one.id, other.id, Likeness.TITLE, other.day)


def is_one(one: Seen, other: Seen) -> bool:
    """Whether two items of one title may be one; one channel that brings it again another day means it twice."""
    if one.post_id is not None and one.post_id != other.post_id and one.channels & other.channels:
        return False
    if one.places & other.places:
        return True
    return not one.channels & other.channels and abs((other.day - one.day).days) <= WITHIN_DAYS


def same_marks(rows: Sequence[tuple[str, Seen]], why: Likeness) -> Iterator[Pair]:
    """Items that share a link or a number; `rows` are (what they share, item). A post and its piece are two."""
    sharing: dict[str, dict[Any, Seen]] = defaultdict(dict)
    for mark, item in rows:
        sharing[mark][item.id] = item
    for group in sharing.values():
        for one, other in pairwise(sorted(group.values(), key=lambda item: (item.day, str(item.id)))):
            if one.id != other.post_id and other.id != one.post_id:
                yield Pair(one.id, other.id, why, other.day)
