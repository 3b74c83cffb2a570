"""The numbers of one event, each with the lines of the ledger behind it: the same lines that the figures count."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import select

from outreach.db import db
from outreach.logbook.doubles.queries import undecided_lines
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.people.models import Person
from outreach.reports.briefs.rules import Number, clean_name
from outreach.reports.on_the_spot import OF_MATERIAL, key_of
from outreach.schedule.models import Event

OF_TOPIC = "topic_"
#: What each kind is called in a slot; these three are there even where nobody has said anything.
NAMES: dict[CountKind, str] = {
    CountKind.HANDOUT: "发放资料",
    CountKind.CONSULTATION: "咨询",
    CountKind.ATTENDANCE: "受众",
    CountKind.DISPLAY: "布置",
}
_ORDER = {kind: number for number, kind in enumerate(NAMES)}
_ALWAYS = (CountKind.HANDOUT, CountKind.CONSULTATION, CountKind.ATTENDANCE)


@dataclass(frozen=True)
class Line:
    """A line of the ledger; `unit` is that under which the figures count it, `takes_back` says that it undoes one."""

    id: uuid.UUID
    kind: CountKind
    item_code: str | None
    item_name: str | None
    item_unit: str | None
    unit: str
    quantity: int
    basis: Basis
    takes_back: bool
    by_name: str

    @property
    def label(self) -> str:
        """The line in words, as a brief keeps it."""
        return " · ".join((self.item_name or NAMES[self.kind], self.by_name))


@dataclass(frozen=True)
class Counted:
    """A number as the ledger has it now, the items in it (the most counted first), and the lines behind it."""

    number: Number
    kind: CountKind
    items: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def key(self) -> str:
        """The key of the number."""
        return self.number.key

    @property
    def is_of_topic(self) -> bool:
        """Whether it counts one topic alone."""
        return self.key.startswith(OF_TOPIC)

    @property
    def is_of_kind(self) -> bool:
        """Whether it counts a whole kind in one unit, not one topic or material."""
        return not self.key.startswith((OF_TOPIC, OF_MATERIAL))


def numbers_of(event: Event) -> dict[str, Counted]:
    """Every number that a brief of the event may name, by key: of the kinds, then of the topics and the materials.

    Its lines are those that the figures of a counted track take: received before the event was reviewed.
    """
    lines = _lines(event)
    groups: dict[tuple[CountKind, str, str], list[Line]] = {
        (kind, key_of(kind, None), MAIN_UNIT[kind]): [] for kind in _ALWAYS
    }
    for line in lines:
        groups.setdefault((line.kind, key_of(line.kind, line.unit), line.unit), []).append(line)
    for line in lines:
        single = _single(line)
        if single is not None:
            groups.setdefault((line.kind, single, line.item_unit or line.unit), []).append(line)
    undecided = frozenset(line.id for line in undecided_lines(event.id))
    found = [_counted(kind, key, unit, of, undecided) for (kind, key, unit), of in groups.items()]
    found.sort(key=_place)
    return {each.key: each for each in _with_own_names(each for each in found if each.lines or each.is_of_kind)}


def _lines(event: Event) -> list[Line]:
    statement = (
        select(Tally.id, Tally.kind, Item.code, Item.name, Item.unit, Item.counted_as)
        .add_columns(Tally.quantity, Tally.basis, Tally.takes_back, Person.name)
        .join(Person, Person.id == Tally.by_id)
        .outerjoin(Item, Item.id == Tally.item_id)
        .where(Tally.event_id == event.id)
        .order_by(Tally.received_at, Tally.id)
    )
    if event.reviewed_at is not None:
        statement = statement.where(Tally.received_at <= event.reviewed_at)
    return [
        Line(line_id, kind, code, name, unit, counted_as or unit or MAIN_UNIT[kind], *rest)
        for line_id, kind, code, name, unit, counted_as, *rest in db.session.execute(statement)
    ]


def _single(line: Line) -> str | None:
    """The key of the number of the line's own topic or material."""
    prefix = {CountKind.CONSULTATION: OF_TOPIC, CountKind.HANDOUT: OF_MATERIAL}.get(line.kind)
    return None if prefix is None or line.item_code is None else f"{prefix}{line.item_code}"


def _counted(kind: CountKind, key: str, unit: str, lines: list[Line], undecided: Collection[uuid.UUID]) -> Counted:
    # What was taken back says nothing, so that blank is not zero (rule of the count 10).
    standing = sum(-1 if line.takes_back else 1 for line in lines)
    number = Number(
        key,
        "",
        unit,
        sum(line.quantity for line in lines) if standing > 0 else None,
        is_estimated=sum(line.quantity for line in lines if line.basis is Basis.ESTIMATED) > 0,
        is_undecided=any(line.id in undecided for line in lines),
    )
    by_item: Counter[str] = Counter()
    for line in lines:
        if line.item_name is not None:
            by_item[line.item_name] += line.quantity
    items = tuple(name for name, quantity in by_item.most_common() if quantity > 0)
    return Counted(replace(number, name=_name(kind, number, items, lines)), kind, items, tuple(lines))


def _name(kind: CountKind, number: Number, items: tuple[str, ...], lines: Iterable[Line]) -> str:
    base, item = NAMES[kind], next((line.item_name for line in lines if line.item_name), None)
    if number.key.startswith((OF_TOPIC, OF_MATERIAL)):
        return clean_name(f"{'咨询' if kind is CountKind.CONSULTATION else '资料'}·{item}")
    if kind is CountKind.DISPLAY:
        return clean_name(items[0] if len(items) == 1 else f"{base}·{number.unit}")
    return base if number.unit == MAIN_UNIT[kind] else f"{base}·{number.unit}"


def _place(counted: Counted) -> tuple[bool, int, bool, int, str]:
    """The kinds first, each with its main unit before the others, then topics and materials, the most counted first."""
    number, is_single = counted.number, not counted.is_of_kind
    is_beside = not is_single and number.unit != MAIN_UNIT[counted.kind]
    return is_single, _ORDER[counted.kind], is_beside, -(number.value or 0), counted.key


def _with_own_names(found: Iterable[Counted]) -> Iterator[Counted]:
    """Two topics may be called alike; the slots of a brief may not."""
    taken: set[str] = set()
    for each in found:
        name = each.number.name if each.number.name not in taken else f"{each.number.name}·{each.key}"
        taken.add(name)
        yield replace(each, number=replace(each.number, name=name))
