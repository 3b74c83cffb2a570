"""The warehouse as tables for a spreadsheet: what lies there, and every movement."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _

from outreach import clock
from outreach.db import db
from outreach.materials.stock_queries import Entry, all_entries, materials_in_stock
from outreach.sheets import Sheet
from outreach.stock import labels, queries
from outreach.web.filters import named, short_day


def stock_sheet(today: date) -> Sheet:
    """A row for each material; numbers of different units stand in rows of their own and are never added up."""
    header = [
        _("Name"),
        _("Unit"),
        _("Printed in %(year)s", year=today.year),
        _("Printed in all"),
        _("Issued"),
        _("Brought back"),
        _("Lost in the store"),
        _("Lost by teams"),
        _("Stock-taking"),
        _("In the store"),
        _("Net issued"),
        _("Reserved"),
        _("Goes short at"),
        _("Missing"),
        _("Code"),
    ]
    return Sheet(_("Stock"), header, _stock_rows(today))


def movements_sheet() -> Sheet:
    """Every movement, by material and day, with what lay in the store after it."""
    header = [
        _("Name"),
        _("Unit"),
        _("Day"),
        _("What"),
        _("Pieces"),
        _("In the store after it"),
        _("Team"),
        _("Note"),
        _("Taken back"),
        _("Entered by"),
        _("Entered at"),
    ]
    return Sheet(_("Movements"), header, _movement_rows())


def _stock_rows(today: date) -> Iterator[Sequence[Any]]:
    items = db.session.scalars(materials_in_stock(retired=True)).all()
    for row in queries.rows(items, today=today):
        stock, short = row.stock, row.lasting.first_short
        moved = (stock.printed, stock.issued, stock.returned, stock.lost, stock.lost_outside, stock.counted)
        yield [
            row.item.name,
            row.item.unit,
            row.this_year.printed if row.is_kept else None,
            *(moved if row.is_kept else (None,) * len(moved)),
            stock.on_hand if row.is_kept else None,
            stock.held if row.is_kept else None,
            row.lasting.reserved,
            f"{short_day(short.day)} {short.title}" if short and row.is_kept else None,
            row.lasting.missing if short and row.is_kept else None,
            row.item.code,
        ]


def _movement_rows() -> Iterator[Sequence[Any]]:
    for *facts, item in db.session.execute(all_entries()):
        entry = Entry(*facts)
        undone = _("takes another one back") if entry.is_reversal else _("was taken back") if entry.is_undone else None
        yield [
            item.name,
            item.unit,
            entry.day,
            labels.said(entry.kind, is_outside=entry.is_outside),
            entry.quantity,
            entry.balance,
            named(entry.team) if entry.team else None,
            entry.note,
            undone,
            entry.made_by,
            clock.local(entry.made_at),
        ]
