"""What is there already of the events and lines that a ledger names, and the ledgers that came in."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from outreach.db import db, in_parts
from outreach.errors import NotFound
from outreach.logbook.ledgers.models import Ledger, LedgerEvent, LedgerLine
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track
from outreach.sheets.typed import plain
from outreach.web import paging
from outreach.web.paging import Page

Key = tuple[date, str, uuid.UUID]


@dataclass(frozen=True)
class KnownEvent:
    """An event that is there: `undone` says how many ledgers that named it were taken back."""

    id: uuid.UUID
    status: Status
    is_reviewed: bool
    undone: int


@dataclass(frozen=True)
class KnownLine:
    """A line that is there."""

    quantity: int
    basis: Basis
    stands: bool


def known_events(first: date, last: date) -> tuple[dict[Key, KnownEvent], Counter[Key]]:
    """The events of those days by day, title and place; and how many of each a ledger brought that was taken back."""
    undone = _undone_of_events()
    statement = (
        select(Event.id, Event.day, Event.title, Event.place_id, Event.status, Event.reviewed_at.is_not(None))
        .where(Event.day.between(first, last))
        .order_by(Event.status == Status.CANCELLED, Event.id)
    )
    made_and_undone = set(
        db.session.scalars(
            select(LedgerEvent.event_id)
            .join(Ledger, Ledger.id == LedgerEvent.ledger_id)
            .where(Ledger.undone_at.is_not(None), LedgerEvent.is_new)
        )
    )
    found: dict[Key, KnownEvent] = {}
    gone: Counter[Key] = Counter()
    for event_id, day, title, place_id, status, is_reviewed in db.session.execute(statement):
        key = (day, plain(title), place_id)
        if event_id in made_and_undone and status is Status.CANCELLED:
            gone[key] += 1
        else:
            found.setdefault(key, KnownEvent(event_id, status, is_reviewed, undone[event_id]))
    return found, gone


def known_lines(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, KnownLine]:
    """Those of the lines that are there."""
    reversal = Tally.__table__.alias()
    statement = select(Tally.id, Tally.quantity, Tally.basis, reversal.c.id.is_(None)).outerjoin(
        reversal, reversal.c.reverses_id == Tally.id
    )
    return {
        line_id: KnownLine(quantity, basis, bool(stands))
        for some in in_parts(ids)
        for line_id, quantity, basis, stands in db.session.execute(statement.where(Tally.id.in_(some)))
    }


def nets_by_kind(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[CountKind, int]]:
    """What stands at each of the events, by kind; a kind of which nothing stands is not there."""
    nets: dict[uuid.UUID, dict[CountKind, int]] = {}
    statement = select(Tally.event_id, Tally.kind, func.sum(Tally.quantity))
    for some in in_parts(event_ids):
        rows = db.session.execute(statement.where(Tally.event_id.in_(some)).group_by(Tally.event_id, Tally.kind))
        for event_id, kind, total in rows:
            if total:
                nets.setdefault(event_id, {})[kind] = int(total)
    return nets


def sums_of_years(years: Collection[int], but: Collection[uuid.UUID]) -> dict[tuple[int, str], int]:
    """By year and figure, what held events other than those of `but` count already, by the rules of the report."""
    sums: Counter[tuple[int, str]] = Counter()
    left_out = set(but)
    for year in years:
        days = Event.day.between(date(year, 1, 1), date(year, 12, 31))
        held = select(Event.id, Event.track).where(days, Event.status == Status.HELD)
        for event_id, track in db.session.execute(held):
            if event_id not in left_out:
                sums[year, f"events_{track}"] += 1
        unit = func.coalesce(Item.counted_as, Item.unit)
        lines = (
            select(Tally.event_id, Tally.kind, unit, func.sum(Tally.quantity))
            .join(Event, Event.id == Tally.event_id)
            .outerjoin(Item, Item.id == Tally.item_id)
            .where(days, Event.status == Status.HELD, Event.track != Track.INTERNAL)
            .group_by(Tally.event_id, Tally.kind, unit)
        )
        for event_id, kind, of_unit, total in db.session.execute(lines):
            if event_id not in left_out:
                sums[year, figure_key(kind, of_unit)] += int(total)
    return dict(sums)


def figure_key(kind: CountKind, unit: str | None) -> str:
    """The figure that a quantity belongs to: handouts, or handouts_个 for another unit."""
    name = {CountKind.HANDOUT: "handouts", CountKind.CONSULTATION: "consultations"}.get(kind, kind.value)
    name = "displays" if kind is CountKind.DISPLAY else name
    return name if unit in (None, MAIN_UNIT[kind]) or kind is CountKind.DISPLAY else f"{name}_{unit}"


def units_of_materials() -> dict[str, str]:
    """By code of a material, the unit under which the figure counts it."""
    statement = select(Item.code, func.coalesce(Item.counted_as, Item.unit)).where(Item.kind == CountKind.HANDOUT)
    rows: Iterable[tuple[str, str]] = db.session.execute(statement).all()
    return dict(rows)


def ledger_of(ledger_id: uuid.UUID, *, lock: bool = False) -> Ledger:
    """The ledger, with `lock` kept from others until the transaction ends; raises NotFound."""
    statement = select(Ledger).where(Ledger.id == ledger_id)
    if lock:
        statement = statement.with_for_update(of=Ledger).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(code="no_such_ledger", id=ledger_id)
    return found


def page_of_ledgers(number: int) -> Page[Ledger]:
    """The ledgers, the newest first."""
    total = db.session.scalar(select(func.count()).select_from(Ledger)) or 0
    number = paging.number_within(number, paging.SIZE, total)
    statement = select(Ledger).order_by(Ledger.made_at.desc(), Ledger.id.desc())
    rows = db.session.scalars(statement.limit(paging.SIZE).offset((number - 1) * paging.SIZE)).all()
    return Page(rows, number, paging.SIZE, total)


def last_ledger_with(sha256: str) -> Ledger | None:
    """The last ledger of the very same bytes."""
    statement = select(Ledger).where(Ledger.sha256 == sha256).order_by(Ledger.made_at.desc(), Ledger.id.desc())
    return db.session.scalar(statement.limit(1))


def page_of_events(ledger_id: uuid.UUID, number: int) -> Page[Any]:
    """Row, whether it is new, and the event, in the order of the file."""
    total = db.session.scalar(select(func.count()).where(LedgerEvent.ledger_id == ledger_id)) or 0
    number = paging.number_within(number, paging.SIZE, total)
    statement = select(LedgerEvent.row, LedgerEvent.is_new, Event).join(Event, Event.id == LedgerEvent.event_id)
    statement = statement.where(LedgerEvent.ledger_id == ledger_id).order_by(LedgerEvent.row, Event.id)
    rows = db.session.execute(statement.limit(paging.SIZE).offset((number - 1) * paging.SIZE)).unique().all()
    return Page(rows, number, paging.SIZE, total)


def ledger_events(ledger_id: uuid.UUID) -> list[tuple[uuid.UUID, bool]]:
    """Each event that the ledger names, and whether it came with it."""
    statement = select(LedgerEvent.event_id, LedgerEvent.is_new).where(LedgerEvent.ledger_id == ledger_id)
    return [(event_id, is_new) for event_id, is_new in db.session.execute(statement.order_by(LedgerEvent.event_id))]


def lines_that_came(ledger_id: uuid.UUID) -> Sequence[Tally]:
    """The lines that came with the ledger, in order of receipt."""
    statement = select(Tally).join(LedgerLine, LedgerLine.tally_id == Tally.id)
    return (
        db.session.scalars(statement.where(LedgerLine.ledger_id == ledger_id).order_by(Tally.received_at))
        .unique()
        .all()
    )


def ledgers_of_event(event_id: uuid.UUID) -> Sequence[tuple[Ledger, int, bool]]:
    """The ledgers that name the event: with its row, and whether the event came with it."""
    statement = select(Ledger, LedgerEvent.row, LedgerEvent.is_new).join(
        LedgerEvent, LedgerEvent.ledger_id == Ledger.id
    )
    rows = db.session.execute(statement.where(LedgerEvent.event_id == event_id).order_by(Ledger.made_at, Ledger.id))
    return [(ledger, row, is_new) for ledger, row, is_new in rows]


def keeper_of_the_ledger() -> Person | None:
    """Who stands for the command line: the clerk who has been here longest, else the administrator."""
    statement = select(Person).where(Person.role.in_((Role.CLERK, Role.ADMIN)), Person.disabled_at.is_(None))
    return db.session.scalar(statement.order_by(Person.role.desc(), Person.made_at, Person.id).limit(1))


def _undone_of_events() -> Counter[uuid.UUID]:
    times = func.count().label("times")
    statement = select(LedgerEvent.event_id, times).join(Ledger, Ledger.id == LedgerEvent.ledger_id)
    rows = db.session.execute(statement.where(Ledger.undone_at.is_not(None)).group_by(LedgerEvent.event_id))
    return Counter({row.event_id: row.times for row in rows})


@dataclass(frozen=True)
class Standing:
    """What stands of one item at an event."""

    kind: CountKind
    code: str | None
    name: str | None
    quantity: int


def standing_of(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[Standing, ...]]:
    """What stands at each of the events, items by their code."""
    found: dict[uuid.UUID, tuple[Standing, ...]] = {}
    columns = (Tally.event_id, Tally.kind, Item.code, Item.name)
    statement = select(*columns, func.sum(Tally.quantity)).outerjoin(Item, Item.id == Tally.item_id).group_by(*columns)
    for some in in_parts(event_ids):
        rows = db.session.execute(statement.where(Tally.event_id.in_(some)).order_by(Tally.kind, Item.code))
        for event_id, kind, code, name, quantity in rows:
            if quantity or (kind is CountKind.HANDOUT and code is None):
                found[event_id] = (*found.get(event_id, ()), Standing(kind, code, name, int(quantity)))
    return found
