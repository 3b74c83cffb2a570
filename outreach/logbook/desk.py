"""What the page of one event's logging shows: its sums, a counter for each thing, and what was logged last."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from outreach.logbook import queries
from outreach.logbook.doubles.queries import UndecidedLine, undecided_lines
from outreach.logbook.labels import named
from outreach.logbook.queries import LoggedLine, Net
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.people.models import Person
from outreach.schedule.models import Event

#: How much one touch adds.
TAPS: dict[CountKind, tuple[int, ...]] = {
    CountKind.HANDOUT: (1, 5, 10, 50),
    CountKind.CONSULTATION: (1, 5, 10, 50),
    CountKind.ATTENDANCE: (1, 5, 10, 50),
    CountKind.DISPLAY: (1, 5),
}
LATEST = 30
#: So many of them stand on the page; the event's page has them all.
SHOWN = 4

Nets = Mapping[tuple[CountKind, uuid.UUID | None], Net]


@dataclass(frozen=True)
class Counter:
    """One thing that is counted here; `net` None: nothing was said of it yet (rule of the count 10)."""

    kind: CountKind
    code: str | None
    name: str
    unit: str
    bundle: int | None
    planned: int | None
    net: int | None
    counted_as: str
    """The unit under which it stands in the sums; the bureau may count a book as a sheet."""

    @property
    def key(self) -> str:
        """Names the counter in a form: the kind, and the item's code if it has one."""
        return f"{self.kind}:{self.code or ''}"

    @property
    def anchor(self) -> str:
        """Where the counter stands on the page."""
        return anchor_of(self.key)

    @property
    def taps(self) -> tuple[int, ...]:
        """What one touch may add; a bundle is a button of its own."""
        return TAPS[self.kind]


BLANK = Counter(CountKind.HANDOUT, None, "", "", None, None, None, "")


@dataclass(frozen=True)
class Sum:
    """The net of one kind: (quantity, unit) for each unit, for units are never merged (rule of the count 9).

    `undecided` says so of the part that is undecided 待核, where there is one (rule 11).
    """

    kind: CountKind
    parts: tuple[tuple[int | None, str], ...]
    is_estimated: bool
    undecided: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Desk:
    """The page of one event. `others` are the listed things that are not counted on the page yet."""

    sums: tuple[Sum, ...]
    counters: Mapping[CountKind, tuple[Counter, ...]]
    others: Mapping[CountKind, tuple[Counter, ...]]
    handed_out: int
    """The net of all handouts, whatever their unit: only to know whether there are any."""
    says_none: bool
    latest: Sequence[LoggedLine]
    undecided: frozenset[uuid.UUID] = frozenset()
    """The lines that are undecided."""

    @property
    def blank(self) -> Counter:
        """The counter that a phone copies for a thing that it finds on its lists."""
        return BLANK

    @property
    def shown(self) -> Sequence[LoggedLine]:
        """The few lines that stand on the page."""
        return self.latest[:SHOWN]

    @property
    def may_say_none(self) -> bool:
        """Whether "none handed out" can be said."""
        return not self.handed_out and not self.says_none

    def everything(self, kind: CountKind) -> tuple[Counter, ...]:
        """Every counter of a kind that may be named, those on the page first."""
        return (*self.counters[kind], *self.others[kind])


def anchor_of(key: str) -> str:
    """The id of the counter `key` in the page; an id holds no blank."""
    return "count-" + "-".join(key.replace(":", " ").split())


def desk_of(event: Event) -> Desk:
    """All that the logging page of `event` shows."""
    items = queries.items_for(event)
    nets = {(net.kind, net.item_id): net for net in queries.nets_of(event.id)}
    planned = {each.item_id: each.quantity for each in event.planned_items}
    undecided = list(undecided_lines(event.id))
    says_none = queries.says_none(event.id)
    handed_out = sum(net.quantity for net in nets.values() if net.kind is CountKind.HANDOUT)
    counters, others = {}, {}
    for kind in CountKind:
        listed = [item for item in items if item.kind is kind]
        here = [item for item in listed if item.id in planned or (kind, item.id) in nets]
        counters[kind] = _counters(kind, here, nets, planned)
        others[kind] = _others(kind, [item for item in listed if item not in here], counters[kind])
    return Desk(
        sums=sums_of(items, nets.values(), says_none=says_none, undecided=undecided),
        counters=counters,
        others=others,
        handed_out=handed_out,
        says_none=says_none and not handed_out,
        latest=queries.latest_lines_of(event.id, LATEST),
        undecided=frozenset(line.id for line in undecided),
    )


def sums_of(
    items: Iterable[Item], nets: Iterable[Net], *, says_none: bool, undecided: Iterable[UndecidedLine] = ()
) -> tuple[Sum, ...]:
    """The net sums by kind and unit; displays only where there are some."""
    units = {item.id: item.counted_as or item.unit for item in items}
    totals: dict[CountKind, dict[str, int]] = {kind: {} for kind in CountKind}
    estimated = set()
    for net in nets:
        if net.quantity == 0 and not (net.kind is CountKind.HANDOUT and says_none):
            continue  # all was taken back, so nothing is said (rule of the count 10)
        unit = MAIN_UNIT[net.kind] if net.item_id is None else units[net.item_id]
        totals[net.kind][unit] = totals[net.kind].get(unit, 0) + net.quantity
        if net.is_estimated:
            estimated.add(net.kind)
    in_doubt: dict[CountKind, dict[str, int]] = {kind: {} for kind in CountKind}
    for line in undecided:
        unit = MAIN_UNIT[line.kind] if line.item_id is None else units[line.item_id]
        in_doubt[line.kind][unit] = in_doubt[line.kind].get(unit, 0) + line.quantity
    return tuple(
        Sum(kind, _parts(kind, totals[kind]), kind in estimated, _undecided(in_doubt[kind]))
        for kind in CountKind
        if kind is not CountKind.DISPLAY or totals[kind]
    )


def not_of_the_team(people: Iterable[Person], event: Event) -> set[uuid.UUID]:
    """The ids of those of `people` who on the event's day belonged to none of the teams that take part in it."""
    teams = {event.lead_team_id, *(each.team_id for each in event.joining)}
    return {person.id for person in people if not teams & person.team_ids_on(event.day)}


def _parts(kind: CountKind, by_unit: Mapping[str, int]) -> tuple[tuple[int | None, str], ...]:
    """The main unit first, then the others; None where nothing was said."""
    main = MAIN_UNIT[kind]
    first: list[tuple[int | None, str]] = [(by_unit[main], main)] if main in by_unit else []
    rest = sorted((unit, quantity) for unit, quantity in by_unit.items() if unit != main and quantity)
    return tuple(first + [(quantity, unit) for unit, quantity in rest]) or ((None, main),)


def _undecided(by_unit: Mapping[str, int]) -> tuple[tuple[int, str], ...]:
    return tuple((quantity, unit) for unit, quantity in sorted(by_unit.items()) if quantity)


def _counters(
    kind: CountKind, items: Iterable[Item], nets: Nets, planned: Mapping[uuid.UUID, int | None]
) -> tuple[Counter, ...]:
    """The counters of a kind: what was planned or already counted, and one without item where there is a use for it."""
    known = [_counter(kind, item, nets, planned.get(item.id)) for item in items]
    needs_bare = kind is CountKind.CONSULTATION or (not known and kind is not CountKind.DISPLAY)
    if needs_bare or nets.get((kind, None), _NOTHING).quantity:
        known.insert(0, _bare_counter(kind, nets))
    return tuple(known)


def _others(kind: CountKind, items: Iterable[Item], shown: Iterable[Counter]) -> tuple[Counter, ...]:
    rest = [_counter(kind, item, {}) for item in items if item.retired_at is None]
    if kind is not CountKind.DISPLAY and all(counter.code is not None for counter in shown):
        rest.append(_bare_counter(kind, {}))
    return tuple(rest)


def _counter(kind: CountKind, item: Item, nets: Nets, planned: int | None = None) -> Counter:
    net = nets.get((kind, item.id), _NOTHING)
    name = named(item.name, item.name_en, kind)
    as_ = item.counted_as or item.unit
    return Counter(kind, item.code, name, item.unit, item.bundle, planned, net.quantity or None, as_)


def _bare_counter(kind: CountKind, nets: Nets) -> Counter:
    net = nets.get((kind, None), _NOTHING)
    unit = MAIN_UNIT[kind]
    return Counter(kind, None, named(None, None, kind), unit, None, None, net.quantity or None, unit)


_NOTHING = Net(CountKind.HANDOUT, None, 0, is_estimated=False)
