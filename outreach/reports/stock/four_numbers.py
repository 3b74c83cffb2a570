"""Printed, issued, left over and handed out: four numbers of each material, side by side and never mixed (rule 7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from outreach.db import db
from outreach.materials.models import Item, Material
from outreach.materials.stock_queries import on_hand_at, stocks_that_moved
from outreach.materials.stock_rules import Stock
from outreach.reports.filters import Filters
from outreach.reports.on_the_spot import of_material
from outreach.reports.undecided import undecided_part
from outreach.reports.values import handed_out
from outreach.sheets import Sheet


@dataclass(frozen=True)
class Row:
    """One material in the days of the report. `stock` is what moved in them, `on_hand` what lay there at their end."""

    item: Item
    stock: Stock
    handed_out: int
    on_hand: int | None
    undecided: int
    """How much of the handed-out number is undecided."""
    key: str
    """The key of the figure that its handed-out number opens to."""

    @property
    def is_kept(self) -> bool:
        """Whether stock of it was kept by then at all."""
        return self.on_hand is not None

    @property
    def lost(self) -> int:
        """What was lost, in the store and by teams."""
        return self.stock.lost + self.stock.lost_outside

    @property
    def unaccounted(self) -> int:
        """Issued, less what came back, was lost or handed out: a hint."""
        return self.stock.unaccounted(self.handed_out)

    @property
    def is_more_than_out(self) -> bool:
        """Whether more was handed out than was out of the store: issued, and neither back nor lost."""
        return self.is_kept and self.unaccounted < 0


def four_numbers(filters: Filters) -> list[Row]:
    """A row for each material that moved or was handed out in the days of `filters`, in the order of the list."""
    moved, out = stocks_that_moved(filters.period), handed_out(filters)
    in_doubt = undecided_part(filters).items
    there = on_hand_at(filters.period.last)
    items = select(Material).where(Item.id.in_({*moved, *out})).order_by(Item.position, Item.id)
    return [
        Row(
            item,
            moved.get(item.id, Stock()),
            out.get(item.id, 0),
            there.get(item.id),
            in_doubt.get(item.id, 0),
            of_material(item).key,
        )
        for item in db.session.scalars(items)
    ]


def stock_sheet(filters: Filters, above: Sequence[Sequence[Any]]) -> Sheet:
    """The four numbers as a sheet; a material of which no stock was kept has only what was handed out."""
    header = [
        _("Name"),
        _("Unit"),
        _("Printed"),
        _("Issued"),
        _("Left over"),
        _("Handed out (by the log)"),
        _("Undecided part"),
        _("Lost"),
        _("Not accounted for"),
        _in_store(filters.period.last),
        _("Code"),
    ]
    return Sheet(_("Four numbers"), header, _rows(four_numbers(filters)), above)


def _in_store(day: date) -> str:
    return str(_("In the store on %(day)s", day=day.isoformat()))


def _rows(rows: Sequence[Row]) -> Iterator[Sequence[Any]]:
    for row in rows:
        stock = row.stock
        kept = row.is_kept
        yield [
            row.item.name,
            row.item.unit,
            stock.printed if kept else None,
            stock.issued if kept else None,
            stock.returned if kept else None,
            row.handed_out,
            row.undecided or None,
            row.lost if kept else None,
            row.unaccounted if kept else None,
            row.on_hand,
            row.item.code,
        ]
