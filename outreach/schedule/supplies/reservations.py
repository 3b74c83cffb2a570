"""What the planned events still take out of the store: stock reserved, by material and day."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select

from outreach.db import db
from outreach.materials.models import Material, Movement
from outreach.materials.rules import MovementKind
from outreach.materials.stock_queries import on_hand
from outreach.materials.stock_rules import Moved, Stock, stock_of
from outreach.schedule.models import Event, EventIssue, PlannedItem
from outreach.schedule.rules import Status
from outreach.schedule.supplies.lasting import Lasting, Need, lasting


def needs(
    item_ids: Collection[uuid.UUID], *, since: date, until: date | None = None, but: uuid.UUID | None = None
) -> list[Need]:
    """What the planned events from the local day `since` on still need, in order of time, then event and material.

    Of what is planned, what was issued to the event already (and not brought back) is not needed any more. `but` is an
    event to leave out, `until` the last day, included.
    """
    wanted = _needs(item_ids, since=since, until=until, but=but)
    wanted = wanted.order_by(Event.day, Event.starts_at, Event.id, PlannedItem.item_id)
    return [Need(*row) for row in db.session.execute(wanted)]


def reserved(item_ids: Collection[uuid.UUID], *, since: date, until: date | None = None) -> dict[uuid.UUID, int]:
    """How much of each material is needed from `since` to `until`, both included; none needed, not there."""
    wanted = _needs(item_ids, since=since, until=until).subquery()
    sums = select(wanted.c.item_id, func.sum(wanted.c.needed)).group_by(wanted.c.item_id)
    return {item_id: int(quantity) for item_id, quantity in db.session.execute(sums)}


def lastings(item_ids: Collection[uuid.UUID], *, since: date) -> dict[uuid.UUID, Lasting]:
    """How long each of the materials that are kept in stock or needed lasts."""
    there, wanted = on_hand(item_ids), needs(item_ids, since=since)
    by_item: dict[uuid.UUID, list[Need]] = {item_id: [] for item_id in there}
    for need in wanted:
        by_item.setdefault(need.item_id, []).append(need)
    return {item_id: lasting(there.get(item_id, 0), its_needs) for item_id, its_needs in by_item.items()}


def event_stocks(event_id: uuid.UUID) -> dict[uuid.UUID, Stock]:
    """What was issued to the event, brought back from it and lost there, by material."""
    return stocks_at([event_id])[event_id]


def stocks_at(event_ids: Collection[uuid.UUID]) -> defaultdict[uuid.UUID, dict[uuid.UUID, Stock]]:
    """Of each of the events what was issued to it, brought back and lost there, by material."""
    statement = (
        select(EventIssue.event_id, Movement.item_id, Movement.kind, Movement.is_outside, func.sum(Movement.quantity))
        .select_from(Movement)
        .join(EventIssue, EventIssue.movement_id == Movement.id)
        .where(EventIssue.event_id.in_(event_ids))
        .group_by(EventIssue.event_id, Movement.item_id, Movement.kind, Movement.is_outside)
    )
    stocks: defaultdict[uuid.UUID, dict[uuid.UUID, Stock]] = defaultdict(dict)
    for event_id, item_id, kind, outside, total in db.session.execute(statement):
        of_event = stocks[event_id]
        of_event[item_id] = of_event.get(item_id, Stock()) + stock_of([Moved(kind, outside, int(total))])
    return stocks


def materials_for(event: Event, *, also: Collection[uuid.UUID] = ()) -> list[Material]:
    """The materials that are planned for the event, or were issued to it, or are among `also`, in their order."""
    ids = {each.item_id for each in event.planned_items} | set(event_stocks(event.id)) | set(also)
    return list(
        db.session.scalars(select(Material).where(Material.id.in_(ids)).order_by(Material.position, Material.id))
    )


def event_of_movement(movement_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID, str]]:
    """The id and title of the event that each of the movements was made for, where it was."""
    statement = (
        select(EventIssue.movement_id, Event.id, Event.title)
        .join(Event, Event.id == EventIssue.event_id)
        .where(EventIssue.movement_id.in_(movement_ids))
    )
    return {movement_id: (event_id, title) for movement_id, event_id, title in db.session.execute(statement)}


def _issued_to_events(item_ids: Collection[uuid.UUID]) -> Any:
    """What each event has of each material: issued, less what came back."""
    carried = or_(Movement.kind == MovementKind.ISSUED, Movement.kind == MovementKind.RETURNED)
    return (
        select(EventIssue.event_id, Movement.item_id, (-func.sum(Movement.quantity)).label("quantity"))
        .join(Movement, Movement.id == EventIssue.movement_id)
        .where(Movement.item_id.in_(item_ids), carried)
        .group_by(EventIssue.event_id, Movement.item_id)
    )


def _needs(
    item_ids: Collection[uuid.UUID], *, since: date, until: date | None = None, but: uuid.UUID | None = None
) -> Any:
    """The columns of each `Need`."""
    issued = _issued_to_events(item_ids).subquery()
    out = func.coalesce(issued.c.quantity, 0)
    statement: Any = (
        select(
            PlannedItem.item_id,
            Event.id,
            Event.title,
            Event.day,
            Event.starts_at,
            (PlannedItem.quantity - out).label("needed"),
        )
        .join(Event, Event.id == PlannedItem.event_id)
        .outerjoin(issued, (issued.c.event_id == Event.id) & (issued.c.item_id == PlannedItem.item_id))
        .where(
            PlannedItem.item_id.in_(item_ids),
            PlannedItem.quantity > out,
            Event.status == Status.PLANNED,
            Event.day >= since,
        )
    )
    if until is not None:
        statement = statement.where(Event.day <= until)
    if but is not None:
        statement = statement.where(Event.id != but)
    return statement
