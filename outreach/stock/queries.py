"""Reading the warehouse together with the plan: one row a material, one row a material of an event."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from outreach.db import db
from outreach.materials.models import Item, Material
from outreach.materials.stock_queries import materials_in_stock, stocks
from outreach.materials.stock_rules import Stock
from outreach.periods import year
from outreach.schedule.models import Event
from outreach.schedule.supplies.lasting import Lasting
from outreach.schedule.supplies.reservations import event_stocks, lastings, materials_for, reserved
from outreach.stock.handed_out import handed_out_at


@dataclass(frozen=True)
class Row:
    """One material: what its movements add up to, of all days and of this year, and how long it lasts."""

    item: Item
    stock: Stock
    this_year: Stock
    lasting: Lasting

    @property
    def is_kept(self) -> bool:
        """Whether it is kept in stock at all: without any movement nothing is known of it."""
        return self.stock.is_kept

    @property
    def free(self) -> int:
        """What lies there and is not reserved; below zero where it goes short."""
        return self.stock.on_hand - self.lasting.reserved


@dataclass(frozen=True)
class EventRow:
    """One material at an event: planned, issued, brought back, lost and handed out are numbers of their own."""

    item: Item
    planned: int | None
    stock: Stock
    handed_out: int | None

    @property
    def to_issue(self) -> int | None:
        """What is planned and not there yet; None for nothing."""
        return max(0, (self.planned or 0) - self.stock.issued + self.stock.returned) or None

    @property
    def should_be_left(self) -> int:
        """What should still be there by the book and the ledger, never below zero."""
        return max(0, self.unaccounted)

    @property
    def unaccounted(self) -> int:
        """Of what was issued, how much is neither back, nor lost, nor handed out; below zero: more was handed out."""
        return self.stock.unaccounted(self.handed_out or 0)


def rows(items: Sequence[Item], *, today: date) -> list[Row]:
    """A row for each of the materials, in their order."""
    ids = [item.id for item in items]
    sums, of_year, last = stocks(ids), stocks(ids, period=year(today.year)), lastings(ids, since=today)
    return [
        Row(item, sums.get(item.id, Stock()), of_year.get(item.id, Stock()), last.get(item.id, Lasting()))
        for item in items
    ]


def short_ids(*, today: date) -> set[uuid.UUID]:
    """The materials in use, kept in stock, that will not last for what is planned."""
    ids = db.session.scalars(materials_in_stock().with_only_columns(Material.id)).all()
    kept = stocks(ids)
    return {id for id, needed in reserved(ids, since=today).items() if id in kept and needed > kept[id].on_hand}


def event_rows(event: Event, *, also: Collection[uuid.UUID] = ()) -> list[EventRow]:
    """A row for each material that is planned for the event, was issued to it or handed out there, or is in `also`."""
    handed_out = handed_out_at(event.id)
    planned = {each.item_id: each.quantity for each in event.planned_items}
    issued = event_stocks(event.id)
    return [
        EventRow(item, planned.get(item.id), issued.get(item.id, Stock()), handed_out.get(item.id))
        for item in materials_for(event, also={*handed_out, *also})
    ]
