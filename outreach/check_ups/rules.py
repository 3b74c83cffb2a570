"""What a check-up says, and what several answers to one point, and several check-ups of one company, come to."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Found(StrEnum):
    """What was found at one point of a list; a point without an answer is none of these (rule of the count 10)."""

    IN_ORDER = "in_order"
    RISK = "risk"
    NOT_APPLICABLE = "not_applicable"
    NOT_SEEN = "not_seen"


#: Whoever says so has looked.
SAYING = frozenset(Found) - {Found.NOT_SEEN}
#: What a check-up is held against.
BEFORE = frozenset({Found.IN_ORDER, Found.RISK})


@dataclass(frozen=True)
class Given:
    """One answer to a point, of its maker `by`; `replaces` are the answers that the maker had seen.

    A late one counts nowhere yet.
    """

    id: uuid.UUID
    found: Found
    received_at: datetime
    replaces: frozenset[uuid.UUID] = field(default_factory=frozenset)
    is_late: bool = False
    by: uuid.UUID | None = None


@dataclass(frozen=True)
class Asked:
    """A point of one check-up and what it came to there, None while that is undecided."""

    check_up: uuid.UUID
    key: uuid.UUID
    found: Found | None


@dataclass(frozen=True)
class Standing:
    """How a point stands to the company's check-ups before and after."""

    before: Found | None = None
    is_mended: bool = False
    is_latest: bool = False


def heads(given: Iterable[Given]) -> list[Given]:
    """The answers of one point whose place nobody took, in the order in which they were received.

    Whoever claims to have seen an answer that claims the same of them is not believed: there is always a head.
    """
    ordered = sorted(given, key=lambda each: (each.received_at, each.id))
    known = {each.id for each in ordered}
    taken: dict[uuid.UUID, set[uuid.UUID]] = {}
    for each in ordered:
        for old in sorted(each.replaces & known - {each.id}):
            if not _leads(old, each.id, taken):
                taken.setdefault(each.id, set()).add(old)
    gone = {old for olds in taken.values() for old in olds}
    return [each for each in ordered if each.id not in gone]


def agreed(found: Sequence[Given]) -> Given | None:
    """The one of the heads that holds: the first received, where all say the same; None where they differ.

    Who has not seen a point says nothing against who has.
    """
    said = [each for each in found if each.found is not Found.NOT_SEEN] or found
    return said[0] if len({each.found for each in said}) == 1 else None


def standing(given: Sequence[Given]) -> tuple[list[Given], list[Given]]:
    """The heads of what came in time, and of everything those that came late: what a page shows as standing."""
    in_time = heads(each for each in given if not each.is_late)
    return in_time, [each for each in heads(given) if each.is_late]


def agreeing(given: Iterable[Given], stand: Collection[Given]) -> list[Given]:
    """Of each person none of whose answers stands the last one, where it says what one of those that stand says.

    Others took its place, by settling a point, say; but nobody spoke against it. The first received first.
    """
    said, makers = {each.found for each in stand}, {each.by for each in stand}
    ordered = sorted(given, key=lambda each: (each.received_at, each.id))
    last = {each.by: each for each in ordered}
    return [each for each in ordered if last[each.by] is each and each.by not in makers and each.found in said]


def standings(asked: Sequence[Asked]) -> list[Standing]:
    """How each point stands; `asked` are all of one company, its check-ups from the first to the last."""
    last: dict[uuid.UUID, int] = {}
    found: list[Standing] = []
    for index, each in enumerate(asked):
        before = _at_last(each, asked, last)
        told = before if before in BEFORE else None
        mended = told is Found.RISK and each.found in (Found.IN_ORDER, Found.NOT_APPLICABLE)
        found.append(Standing(told, mended))
        if each.found in SAYING:
            last[each.key] = index
    latest = set(last.values())
    return [Standing(each.before, each.is_mended, is_latest=index in latest) for index, each in enumerate(found)]


def _at_last(each: Asked, asked: Sequence[Asked], last: dict[uuid.UUID, int]) -> Found | None:
    index = last.get(each.key)
    return None if index is None else asked[index].found


def _leads(start: uuid.UUID, end: uuid.UUID, taken: dict[uuid.UUID, set[uuid.UUID]]) -> bool:
    """Whether `start` took, directly or through others, the place of `end`."""
    waiting, seen = [start], set()
    while waiting:
        each = waiting.pop()
        if each == end:
            return True
        if each not in seen:
            seen.add(each)
            waiting += taken.get(each, ())
    return False
