"""The rows of an event's tally sheet, the same on paper and where it is typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.logbook import queries
from outreach.logbook.labels import named
from outreach.logbook.paper.rules import Row, blank_rows, chosen
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.schedule.models import Event

#: The order of the sheet.
KINDS = (CountKind.HANDOUT, CountKind.CONSULTATION, CountKind.ATTENDANCE, CountKind.DISPLAY)


@dataclass(frozen=True)
class Part:
    """The rows of one kind, the first with the number `first`, and how many empty ones follow."""

    kind: CountKind
    rows: Sequence[Row]
    first: int
    blank: int


@dataclass(frozen=True)
class Sheet:
    """One sheet of paper; `picture` opens the typing page, None where no phone reaches this machine."""

    event: Event
    parts: Sequence[Part]
    picture: Any


def sheet_of(event: Event, picture: Any) -> Sheet:
    """The sheet of the event."""
    parts, first = [], 1
    rows = rows_of(event, items_for(event))
    for kind in KINDS:
        of_kind = [row for row in rows if row.kind is kind]
        parts.append(Part(kind, of_kind, first, blank_rows(kind, len(rows))))
        first += len(of_kind)
    return Sheet(event, parts, picture)


def nets_of(event: Event, items: Sequence[Item]) -> dict[tuple[CountKind, str | None], int]:
    """What stands in the ledger, by kind and the item's code."""
    codes: dict[Any, str | None] = {None: None} | {item.id: item.code for item in items}
    return {(net.kind, codes[net.item_id]): net.quantity for net in queries.nets_of(event.id)}


def rows_of(event: Event, items: Sequence[Item]) -> list[Row]:
    """The rows, kind by kind. What was counted since, but not planned, is none of them: a printed sheet stays true."""
    planned = {each.item_id: each.quantity for each in event.planned_items}
    rows: list[Row] = []
    for kind in KINDS:
        of_kind = [item for item in items if item.kind is kind]
        listed = [row_of(item, planned.get(item.id)) for item in of_kind if item.id in planned or not item.retired_at]
        codes = [item.code for item in of_kind if item.id in planned]
        own = [item.code for item in of_kind if item.team_id == event.lead_team_id]
        rows += chosen(kind, listed, codes, bare_row(kind), own)
    return rows


def all_rows(event: Event, items: Sequence[Item]) -> list[Row]:
    """Everything that may be counted, the rows of the sheet first."""
    rows = rows_of(event, items)
    keys = {row.key for row in rows}
    others = [row_of(item, None) for item in items if item.retired_at is None]
    bare = [row for row in map(bare_row, KINDS) if row is not None]
    return rows + [row for row in (*others, *bare) if row.key not in keys]


def items_for(event: Event) -> Sequence[Item]:
    """What may be counted at the event, by position."""
    return queries.items_for(event)


def row_of(item: Item, planned: int | None) -> Row:
    """The row of an item."""
    return Row(item.kind, item.code, named(item.name, item.name_en, item.kind), item.unit, item.bundle, planned)


def bare_row(kind: CountKind) -> Row | None:
    """The row of what is of no item; displays are always named."""
    if kind is CountKind.DISPLAY:
        return None
    name = str(_("Without a group")) if kind is CountKind.ATTENDANCE else named(None, None, kind)
    return Row(kind, None, name, MAIN_UNIT[kind])
