"""From the sums of an event to lines as phones send them: who counted what, when, in how many taps. No chance in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from outreach.demo.happenings import Happening, Slip
from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind

#: How uneven the parts of a sum are, over and over; their order is turned for each item.
_WEIGHTS = (4, 6, 5, 3, 7, 5, 2, 8)
#: About how many are counted before somebody taps, and at most how many lines that makes.
_TAPPED = {CountKind.HANDOUT: (45, 6), CountKind.CONSULTATION: (9, 8)}


@dataclass(frozen=True)
class Tap:
    """One line: by whom (user name), of what (None: of no item), how many, so many minutes after the start.

    `takes_back` is the number, within the event's taps, of the line that this one undoes.
    """

    by: str
    kind: CountKind
    item: str | None
    quantity: int
    minute: float
    basis: Basis = Basis.COUNTED
    note: str | None = None
    takes_back: int | None = None
    reason: str | None = None


@dataclass(frozen=True)
class _Sum:
    turn: int
    kind: CountKind
    item: str
    quantity: int


def parts_of(quantity: int, parts: int, turn: int = 0) -> list[int]:
    """`quantity` in so many uneven parts that add up to it; `turn` gives other parts. None of them is 0."""
    weights = [_WEIGHTS[(turn + each) % len(_WEIGHTS)] for each in range(parts)]
    reached = [quantity * sofar // sum(weights) for sofar in accumulate(weights)]
    return [part for part in (end - start for start, end in zip([0, *reached], reached, strict=False)) if part]


def taps_of(happening: Happening) -> list[Tap]:
    """The event's lines in the order in which they were tapped, with slips taken back; without late ones."""
    taps: list[Tap] = []
    for each in _sums(happening):
        slip = next((slip for slip in happening.slips if slip.item == each.item), None)
        lines = list(_lines(happening, each))
        if slip is not None:
            lines = _slipped(slip, lines, len(taps))
        taps += lines
    if not happening.handed:
        by, end = happening.counters[0], _minutes(happening)
        taps.append(Tap(by, CountKind.HANDOUT, None, 0, end, note=happening.note))
    return taps


def _sums(happening: Happening) -> Iterator[_Sum]:
    counted = (
        (CountKind.HANDOUT, {item: out for item, (_brought, out) in happening.handed.items()}),
        (CountKind.CONSULTATION, happening.asked),
        (CountKind.ATTENDANCE, happening.present),
        (CountKind.DISPLAY, happening.shown),
    )
    pairs = [(kind, item, quantity) for kind, sums in counted for item, quantity in sums.items() if quantity]
    for turn, (kind, item, quantity) in enumerate(pairs):
        yield _Sum(turn, kind, item, quantity)


def _lines(happening: Happening, each: _Sum) -> Iterator[Tap]:
    """The lines of one sum. One person counts one thing, unless two said that they count separately (rule 11)."""
    counters = happening.counters
    people = [counters[each.turn % len(counters)]]
    if happening.separately and each.kind in _TAPPED and each.item not in happening.estimated:
        people = counters
    for number, share in enumerate(parts_of(each.quantity, len(people), each.turn)):
        yield from _taps(happening, each, people[number], share)
    if each.item == happening.twice:
        yield from _taps(happening, each, counters[(each.turn + 1) % len(counters)], each.quantity - 3)


def _taps(happening: Happening, each: _Sum, by: str, share: int) -> Iterator[Tap]:
    basis, note = _basis(happening, each), None
    step, most = _TAPPED.get(each.kind, (share, 1))
    parts = max(1, min(most, share // step))
    if basis is not Basis.COUNTED or happening.typed_by_clerk:
        parts = 1
    if basis is Basis.BROUGHT_MINUS_LEFT:
        brought, out = happening.handed[each.item]
        note = f"带去{brought}，剩余{brought - out}"
    if happening.typed_by_clerk:
        note = "按纸质登记表补录"
    for number, part in enumerate(parts_of(share, parts, each.turn + len(by))):
        minute = _minute(happening, each, (number + 0.5) / parts)
        yield Tap(by, each.kind, each.item or None, part, minute, basis, note)


def _basis(happening: Happening, each: _Sum) -> Basis:
    if each.item in happening.estimated:
        return Basis.ESTIMATED
    return happening.basis if each.kind is CountKind.HANDOUT else Basis.COUNTED


def _minute(happening: Happening, each: _Sum, reached: float) -> float:
    """When the line was tapped: displays at the start, heads soon after it, the rest over the whole time."""
    if each.kind is CountKind.DISPLAY:
        return 2 + each.turn / 2
    if each.kind is CountKind.ATTENDANCE:
        return 15 + each.turn / 2
    return 6 + (_minutes(happening) - 14) * reached + each.turn * 0.4


def _minutes(happening: Happening) -> float:
    return (happening.ends_at - happening.starts_at).total_seconds() / 60


def _slipped(slip: Slip, lines: list[Tap], before: int) -> list[Tap]:
    """The lines after a wrong one; a late slip leaves the wrong one standing in their place."""
    first = lines[0]
    wrong = Tap(first.by, first.kind, first.item, slip.wrong, first.minute - 3, first.basis)
    if slip.late:
        return [wrong]
    back = Tap(
        first.by,
        first.kind,
        first.item,
        -slip.wrong,
        first.minute - 2,
        first.basis,
        takes_back=before,
        reason=slip.reason,
    )
    return [wrong, back, *lines]
