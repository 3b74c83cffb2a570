"""What looks odd about the numbers of an event, and what is owed after its day: decisions on plain values.

An oddity is a soft "please check" and never in the way (FIELD.md, "Sizes seen in real reports").
"""

import hashlib
import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from outreach import clock
from outreach.materials.rules import CountKind
from outreach.materials.stock_rules import Stock
from outreach.schedule.rules import Status, Track


class Debt(StrEnum):
    """What is owed of an event whose time has passed, in order of what has to be said first."""

    WORD = "word"  # planned, and nobody has said what became of it
    LOG = "log"  # held, and nothing is logged
    REVIEW = "review"  # logged, and not reviewed
    LATE = "late"  # reviewed, and lines came since
    DOUBLE = "double"  # two tallies of one desk


class Oddity(StrEnum):
    """What may be a slip of the finger, or of the eye."""

    RATE = "rate"
    MANY_HANDED_OUT = "many_handed_out"
    FEW_HANDED_OUT = "few_handed_out"
    MANY_ASKED = "many_asked"
    MORE_THAN_ISSUED = "more_than_issued"
    AT_NIGHT = "at_night"
    FAR_OFF = "far_off"
    SAME_TWICE = "same_twice"
    LIKE_A_YEAR = "like_a_year"
    LIKE_A_NUMBER = "like_a_number"


#: Materials handed out for each person who asked; of numbers smaller than these nothing can be said.
LEAST_RATE, MOST_RATE, RATE_FROM = 1.5, 50, 20
FEWEST_HANDED_OUT, MOST_HANDED_OUT, MOST_ASKED = 50, 2_200, 500
#: Nobody taps between these hours, unless the event is then.
NIGHT_FROM, NIGHT_TO = 23, 5
LONG_BEFORE, LONG_AFTER = timedelta(hours=2), timedelta(days=7)
#: The hotlines that stand on every leaflet, and what has the length of a telephone number.
HOTLINES = frozenset({12309, 12315, 12320, 12328, 12333, 12345, 12348, 12351, 12368, 12388})
LONG_AS_A_NUMBER = 100_000
LONGEST_WORD = 100


@dataclass(frozen=True)
class Counted:
    """A standing line: `at` by the corrected clock; `is_main` says that it counts in the main unit of its kind."""

    id: uuid.UUID
    person_id: uuid.UUID
    kind: CountKind
    item_id: uuid.UUID | None
    quantity: int
    at: datetime
    is_main: bool = True


@dataclass(frozen=True)
class Happened:
    """What is known of an event; `stocks` is what moved there, `asked_about` the desks in question."""

    starts_at: datetime
    ends_at: datetime
    track: Track
    lines: Sequence[Counted]
    stocks: Mapping[uuid.UUID, Stock] = field(default_factory=dict)
    asked_about: Collection[tuple[CountKind, uuid.UUID | None]] = ()


@dataclass(frozen=True)
class Odd:
    """One thing to check: the numbers that the sentence about it names, the lines and the item that it is about."""

    what: Oddity
    numbers: tuple[int, ...]
    line_ids: tuple[uuid.UUID, ...] = ()
    item_id: uuid.UUID | None = None

    @property
    def print(self) -> str:
        """A name for exactly this: whoever says that it is right says it of these numbers and lines."""
        lines = ",".join(sorted(map(str, self.line_ids)))
        said = f"{self.what.value} {self.numbers} {lines} {self.item_id or ''}"
        return hashlib.sha256(said.encode()).hexdigest()


def odd_about(event: Happened) -> list[Odd]:
    """All that looks odd, sums before lines."""
    return [odd for rule in _RULES for odd in rule(event)]


def debt_of(status: Status, *, is_logged: bool, is_reviewed: bool, is_late: bool, is_double: bool) -> Debt | None:
    """What is owed first of an event whose time has passed; None where all is said."""
    if status is Status.CANCELLED:
        return None
    if status is Status.PLANNED:
        return Debt.WORD
    if not is_logged and not is_reviewed:
        return Debt.LOG
    if is_double:
        return Debt.DOUBLE
    if not is_reviewed:
        return Debt.REVIEW
    return Debt.LATE if is_late else None


def _sum(event: Happened, kind: CountKind) -> int:
    return sum(line.quantity for line in event.lines if line.kind is kind and line.is_main)


def _rate(event: Happened) -> Iterator[Odd]:
    out, asked = _sum(event, CountKind.HANDOUT), _sum(event, CountKind.CONSULTATION)
    if out and asked and max(out, asked) >= RATE_FROM and not LEAST_RATE * asked <= out <= MOST_RATE * asked:
        yield Odd(Oddity.RATE, (out, asked))


def _sizes(event: Happened) -> Iterator[Odd]:
    out, asked = _sum(event, CountKind.HANDOUT), _sum(event, CountKind.CONSULTATION)
    if out > MOST_HANDED_OUT:
        yield Odd(Oddity.MANY_HANDED_OUT, (out,))
    if event.track is Track.PUBLIC and 0 < out < FEWEST_HANDED_OUT:
        yield Odd(Oddity.FEW_HANDED_OUT, (out,))
    if asked > MOST_ASKED:
        yield Odd(Oddity.MANY_ASKED, (asked,))


def _more_than_issued(event: Happened) -> Iterator[Odd]:
    out: dict[uuid.UUID, int] = defaultdict(int)
    for line in event.lines:
        if line.kind is CountKind.HANDOUT and line.item_id is not None:
            out[line.item_id] += line.quantity
    for item_id, total in out.items():
        stock = event.stocks.get(item_id, Stock())
        if stock.issued and stock.unaccounted(total) < 0:
            less = (stock.returned, stock.lost_outside)
            numbers = (total, stock.issued, *(less if any(less) else ()))
            yield Odd(Oddity.MORE_THAN_ISSUED, numbers, item_id=item_id)


def _hours(event: Happened) -> Iterator[Odd]:
    nightly = [line for line in event.lines if _is_night(line.at) and not _is_during(line, event)]
    far = [line for line in event.lines if not _is_near(line, event) and line not in nightly]
    for what, lines in ((Oddity.AT_NIGHT, nightly), (Oddity.FAR_OFF, far)):
        if lines:
            yield Odd(what, (len(lines),), tuple(line.id for line in lines))


def _is_night(at: datetime) -> bool:
    hour = clock.local(at).hour
    return hour >= NIGHT_FROM or hour < NIGHT_TO


def _is_during(line: Counted, event: Happened) -> bool:
    hour = timedelta(hours=1)
    return event.starts_at - hour <= line.at <= event.ends_at + hour


def _is_near(line: Counted, event: Happened) -> bool:
    return event.starts_at - LONG_BEFORE <= line.at <= event.ends_at + LONG_AFTER


def _same_twice(event: Happened) -> Iterator[Odd]:
    """A number that nobody reaches by touching +5, +10 or a bundle, of two people; not where that is in question."""
    same: dict[tuple[CountKind, uuid.UUID | None, int], list[Counted]] = defaultdict(list)
    for line in event.lines:
        if line.quantity > 10 and line.quantity % 5 and (line.kind, line.item_id) not in event.asked_about:
            same[line.kind, line.item_id, line.quantity].append(line)
    for (_kind, item_id, quantity), lines in same.items():
        if len({line.person_id for line in lines}) > 1:
            yield Odd(Oddity.SAME_TWICE, (quantity,), tuple(line.id for line in lines), item_id)


def _other_numbers(event: Happened) -> Iterator[Odd]:
    year = clock.local(event.starts_at).year
    for line in event.lines:
        if abs(line.quantity - year) <= 1:
            yield Odd(Oddity.LIKE_A_YEAR, (line.quantity,), (line.id,), line.item_id)
        elif line.quantity in HOTLINES or line.quantity >= LONG_AS_A_NUMBER:
            yield Odd(Oddity.LIKE_A_NUMBER, (line.quantity,), (line.id,), line.item_id)


_RULES: tuple[Callable[[Happened], Iterable[Odd]], ...] = (
    _rate,
    _sizes,
    _more_than_issued,
    _hours,
    _same_twice,
    _other_numbers,
)
