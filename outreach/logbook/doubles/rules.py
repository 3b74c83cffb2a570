"""When two people may have counted one desk, and what becomes of their lines: decisions on plain values (rule 11)."""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import combinations, islice

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind

#: So much of two spans may meet when one colleague takes over from another: two clocks are never quite equal.
TOUCH = timedelta(minutes=2)
LONGEST_WORD = 100
_TOTALS = frozenset({Basis.BROUGHT_MINUS_LEFT, Basis.ESTIMATED})


class Choice(StrEnum):
    """What a lead decides; "reopened" takes the decision before it back."""

    ADD = "add"
    KEEP = "keep"
    SPLIT = "split"
    REOPENED = "reopened"


@dataclass(frozen=True)
class Desk:
    """What was counted where: one kind and item (None: of no item) at one event."""

    event_id: uuid.UUID
    kind: CountKind
    item_id: uuid.UUID | None

    @property
    def id(self) -> uuid.UUID:
        """The id of the question about this desk: there is one at most."""
        return uuid.uuid5(self.event_id, f"{self.kind.value}:{self.item_id or ''}")


@dataclass(frozen=True)
class Counted:
    """A line that stands: who counted how many, when by the corrected clock, and how."""

    id: uuid.UUID
    person_id: uuid.UUID
    quantity: int
    at: datetime
    basis: Basis = Basis.COUNTED


@dataclass(frozen=True)
class Span:
    """From the first to the last instant of which a person's lines speak, both included."""

    first: datetime
    last: datetime


@dataclass(frozen=True)
class Settled:
    """The decision that holds: its choice and the people it was about; `for_later` only of "add"."""

    choice: Choice
    people: frozenset[uuid.UUID]
    for_later: bool = False


def corrected(at: datetime, clock_offset: int | None) -> datetime:
    """The device's instant less the seconds that its clock was ahead when it sent."""
    try:
        return at - timedelta(seconds=clock_offset or 0)
    except OverflowError:
        return at


def spans(lines: Iterable[Counted], event: Span) -> dict[uuid.UUID, Span]:
    """Each person's span at a desk of the event that takes place during `event`.

    A total (taken less left over, an estimate, or a single number typed when the event was over) was not counted at the
    instant at which it was typed: it speaks of the time from the beginning of the event up to then.
    """
    of_people: dict[uuid.UUID, list[Counted]] = defaultdict(list)
    for line in lines:
        if line.quantity > 0:
            of_people[line.person_id].append(line)
    return {person: _span(own, event) for person, own in of_people.items()}


def overlap(one: Span, other: Span) -> bool:
    """Whether the two were at the desk at the same time, and not only one after the other.

    A short meeting of two long spans is a colleague taking over; a span that lies mostly in the other is not.
    """
    common = min(one.last, other.last) - max(one.first, other.first)
    if common < timedelta(0):
        return False
    return common > TOUCH or 2 * common >= min(one.last - one.first, other.last - other.first)


def met(lines: Iterable[Counted]) -> bool:
    """Whether two people logged at the same time; false where only a total speaks of the time of the other."""
    instants: dict[uuid.UUID, list[datetime]] = defaultdict(list)
    for line in lines:
        instants[line.person_id].append(line.at)
    return any(overlap(*pair) for pair in combinations((Span(min(own), max(own)) for own in instants.values()), 2))


def in_doubt(lines: Iterable[Counted], event: Span, settled: Settled | None = None) -> frozenset[uuid.UUID]:
    """The people of whom each may have counted what another one counted too; empty, or two and more.

    Of people of whom a lead said that they shared one desk, whatever they log later is in doubt again; those who were
    said to count for themselves, now and later, are not.
    """
    at_desk = sorted(spans(lines, event).items(), key=lambda each: each[1].first)
    together, apart = _settled_there(settled, {person for person, _span in at_desk})
    found = set(together)
    for place, (one, span) in enumerate(at_desk, start=1):
        if len(found) == len(at_desk):
            break
        for other, its in islice(at_desk, place, None):
            if its.first > span.last:  # and so is everybody's behind it: hundreds may count at one desk
                break
            is_known = (one in found and other in found) or (one in apart and other in apart)
            if not is_known and overlap(span, its):
                found |= {one, other}
    return frozenset(found)


def sums(lines: Iterable[Counted]) -> dict[uuid.UUID, int]:
    """What each person counted, in order of their first line."""
    totals: dict[uuid.UUID, int] = defaultdict(int)
    for line in sorted(lines, key=lambda each: (each.at, each.id)):
        totals[line.person_id] += line.quantity
    return dict(totals)


def seen(lines: Iterable[Counted]) -> str:
    """A name for these very lines: a decision holds for what its lead saw."""
    names = "\n".join(sorted(f"{line.id} {line.person_id}" for line in lines))
    return hashlib.sha256(names.encode()).hexdigest()[:16]


def shares_of(
    choice: Choice, counted: Mapping[uuid.UUID, int], wanted: Mapping[uuid.UUID, int]
) -> dict[uuid.UUID, int]:
    """How many of each person stand after the decision: `wanted` names the one to keep, or each one's part of a split.

    Raises Invalid for a split that leaves nobody anything, or somebody more than was counted.
    """
    if choice is Choice.ADD:
        return dict(counted)
    if choice is Choice.KEEP:
        if len(wanted) != 1 or not wanted.keys() <= counted.keys():
            raise Invalid(_("Choose whose number is kept."), field="keep", code="nobody_kept")
        return {person: total if person in wanted else 0 for person, total in counted.items()}
    if wanted.keys() != counted.keys():
        raise Invalid(_("Say for each of them how many count."), field="parts", code="part_missing")
    if any(not 0 <= part <= counted[person] for person, part in wanted.items()):
        raise Invalid(_("Nobody can get more than was logged."), field="parts", code="part_too_large")
    if not any(wanted.values()):
        raise Invalid(
            _("Something was counted here: leave at least one of them a part."), field="parts", code="no_part"
        )
    return dict(wanted)


def to_take_back(
    lines: Sequence[Counted], shares: Mapping[uuid.UUID, int]
) -> tuple[list[Counted], dict[uuid.UUID, int]]:
    """The lines to take back so that each person's share stands, and for whom a line of how many takes their place."""
    totals = sums(lines)
    moved = {person for person, share in shares.items() if share != totals.get(person, 0)}
    back = [line for line in lines if line.person_id in moved]
    return back, {person: shares[person] for person in totals if person in moved and shares[person]}


def basis_of(lines: Collection[Counted]) -> Basis:
    """How a number that stands for all these lines came about: as sure as the least sure of them."""
    found = {line.basis for line in lines}
    order = (Basis.ESTIMATED, Basis.BROUGHT_MINUS_LEFT, Basis.COUNTED)
    return next((basis for basis in order if basis in found), Basis.COUNTED)


def _settled_there(
    settled: Settled | None, people: Collection[uuid.UUID]
) -> tuple[frozenset[uuid.UUID], frozenset[uuid.UUID]]:
    """Of the people, those who are in doubt whatever they log, and those who are not in doubt among each other."""
    there = frozenset() if settled is None else settled.people.intersection(people)
    if settled is None or len(there) < 2:
        return frozenset(), frozenset()
    if settled.choice in (Choice.KEEP, Choice.SPLIT):
        return there, frozenset()
    return frozenset(), there if settled.choice is Choice.ADD and settled.for_later else frozenset()


def _span(own: Sequence[Counted], event: Span) -> Span:
    first, last = min(line.at for line in own), max(line.at for line in own)
    is_afterwards = len(own) == 1 and first > event.last
    if is_afterwards or any(line.basis in _TOTALS for line in own):
        first = min(first, event.first)
    return Span(first, last)
