"""All figures by place, each place with all that lies in it: one level of the tree at a time, the largest first."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.places.queries import place, places_around
from outreach.reports.company_lines import companies_of_visits
from outreach.reports.divided import queries
from outreach.reports.divided.rules import Parents, outwards
from outreach.reports.filters import Filters, chosen_row
from outreach.reports.on_the_spot import key_of
from outreach.reports.queries import counted_lines, held
from outreach.reports.sums import Cell, YearSums
from outreach.reports.tables import Note, Number, Table, Tables, places_href
from outreach.reports.undecided import undecided_part
from outreach.reports.values import Drawn
from outreach.schedule.models import Event
from outreach.web.paging import Page, page_of

#: so many places stand on one page, and on the page of the year
ON_A_PAGE, ON_THE_YEAR = 50, 12
#: What says how large a place is: the ledger first, since it shows how much was done.
_WEIGHED = ("handouts", "consultations", "attendance", "events_public", "events_enterprise", "events_training")


@dataclass(frozen=True)
class PlaceSums:
    """The figures of each place that has some, with all in it; `estimated` holds the cells with an estimated part."""

    sums: YearSums
    estimated: frozenset[tuple[Cell, str]]
    parents: Parents

    def ids(self) -> Iterator[uuid.UUID]:
        """The places that have something."""
        return (one for kind, one in self.sums.cells if isinstance(one, uuid.UUID))

    def within(self, place_id: uuid.UUID | None) -> list[uuid.UUID]:
        """Those that lie directly in the place (None: in nothing), the largest first."""
        found = [one for one in self.ids() if self.parents.get(one) == place_id]
        return sorted(found, key=self._weight)

    def holding(self) -> set[uuid.UUID | None]:
        """The places in which one of them lies."""
        return {self.parents.get(one) for one in self.ids()}

    def _weight(self, place_id: uuid.UUID) -> tuple[Any, ...]:
        values = (self.sums.value(key, ("place", place_id)) or 0 for key in _WEIGHED)
        return (*(-value for value in values), str(place_id))


def _at_each(filters: Filters) -> YearSums:
    """What was counted at each place itself; what appeared online has no place, and is not among it."""
    sums = YearSums(undecided=undecided_part(filters))
    events = select(Event.place_id, Event.track, func.count()).where(*held(filters))
    for place_id, track, count in db.session.execute(events.group_by(Event.place_id, Event.track)):
        sums.add(f"events_{track}", count, [("place", place_id)])
    companies = Counter(company_id for _event_id, company_id, _kind in db.session.execute(companies_of_visits(filters)))
    for company_id, count in companies.items():
        sums.add("company_visits", count, [("place", company_id)])
        sums.add("enterprises", 1, [("place", company_id)])
    for place_id, kind, unit, basis, total in db.session.execute(_ledger(filters)):
        key = key_of(kind, unit)
        sums.add(key, int(total), [("place", place_id)])
        if basis is Basis.ESTIMATED:
            sums.estimated_in[("place", place_id), key] += int(total)
    return sums


def _ledger(filters: Filters) -> Any:
    """By place, kind, unit (None: of lines without an item) and basis; names of units are looked up last."""
    by_item = (Event.place_id, Tally.kind, Tally.item_id, Tally.basis)
    added = (
        select(*by_item, func.sum(Tally.quantity).label("total"))
        .join_from(Event, Tally, Tally.event_id == Event.id)
        .where(*counted_lines(filters))
        .group_by(*by_item)
        .subquery("added")
    )
    unit = func.coalesce(Item.counted_as, Item.unit)
    columns = (added.c.place_id, added.c.kind, unit, added.c.basis, added.c.total)
    return select(*columns).outerjoin(Item, Item.id == added.c.item_id)


def place_sums(filters: Filters) -> PlaceSums:
    """The figures under `filters` at every place with all in it."""
    parents = queries.parents_of_all()
    at, whole = _at_each(filters), YearSums()
    for (_kind, place_id), values in at.cells.items():
        for key, value in values.items():
            whole.add(key, value, _around(place_id, parents))
    for (cell, key), value in at.undecided.cells.items():
        for around in _around(cell[1], parents) if cell[0] == "place" else ():
            whole.undecided.cells[around, key] += value
    for (cell, key), value in at.estimated_in.items():
        for around in _around(cell[1], parents):
            whole.estimated_in[around, key] += value
    return PlaceSums(whole, frozenset(each for each, value in whole.estimated_in.items() if value), parents)


def _around(place_id: Any, parents: Parents) -> list[Cell]:
    return [("place", one) for one in outwards(place_id, parents)]


@dataclass(frozen=True)
class PlacePage:
    """One page of the places inside one, and the way outwards."""

    table: Table
    page: Page[uuid.UUID]
    around: tuple[Number, ...]


def place_page(filters: Filters, drawn: Sequence[Drawn], number: int, size: int = ON_A_PAGE) -> PlacePage:
    """The places that lie directly in that of the filters, or in nothing. To be called inside `snapshot()`."""
    counted = place_sums(filters)
    page = page_of(counted.within(filters.place.id if filters.place else None), number, size)
    named = queries.places_named(page.rows)
    tables = Tables(filters, drawn, counted.sums, counted.estimated)
    holding = frozenset(one for one in counted.holding() if one)
    table = tables.by_place([named[one] for one in page], holding, _notes(filters))
    return PlacePage(table, page, _outwards(filters))


def _notes(filters: Filters) -> list[Note]:
    notes = [Note(_("Each place with all that lies in it: its name opens what lies inside."))]
    if filters.place:
        notes.append(Note(_("What happened at %(name)s itself stands in the last row only.", name=filters.place.name)))
    return notes


def _outwards(filters: Filters) -> tuple[Number, ...]:
    if filters.place is None:
        return ()
    outer = [Number(str(_("All places")), places_href(filters, place=None))]
    outer += [
        Number(each.name, places_href(filters, place=chosen_row(each)))
        for each in places_around(place(filters.place.id))
    ]
    return (*outer, Number(filters.place.name))
