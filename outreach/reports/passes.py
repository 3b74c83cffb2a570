"""Events and the ledger, each read once for all tables of a report: events are sorted into cells first, lines follow.

A cell is what events have in common: lead team, month, kind of place, and the campaigns they are tagged to. Telling it
for each event, and its number for each line, costs half of telling it for each line (docs/performance.md).
"""

import uuid
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import CTE, ColumnElement, Integer, Select, String, case, cast, extract, func, or_, select

from outreach.check_ups.models import CheckResult, CheckUp
from outreach.check_ups.queries import stands
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.db.statements import made_once
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.reports import company_lines, queries
from outreach.reports.filters import Filters
from outreach.schedule.models import CampaignTag, Edition, Event
from outreach.schedule.rules import Track


@dataclass(frozen=True)
class Where:
    """What the events of a cell have in common; a campaign is one of them though an event is tagged to two editions."""

    team_id: uuid.UUID
    month: int
    place_kind: PlaceKind
    campaigns: frozenset[uuid.UUID]

    @cached_property
    def parts(self) -> tuple[tuple[str, Hashable], ...]:
        """The parts of the tables (`sums.Cell`) that it lies in."""
        pair = (self.month, self.team_id)
        parts = ("team", self.team_id), ("month", self.month), ("month_team", pair), ("place_kind", self.place_kind)
        return (*parts, *(("campaign", each) for each in self.campaigns))


def held_events(filters: Filters) -> Iterator[tuple[Where, Track, int]]:
    """How many held events there are in each cell, by track."""
    return _rows(_held_events(filters))


@made_once
def _held_events(filters: Filters) -> Select[Any]:
    events = _sorted(*queries.held(filters))
    return select(*_where(events), events.c.track, func.count()).group_by(*_where(events), events.c.track)


def counted_lines(filters: Filters) -> Iterator[tuple[Where, CountKind, str | None, Basis, int]]:
    """The sums of all lines that count, by cell, kind, unit (None: of lines without an item) and basis."""
    return _rows(_counted_lines(filters))


@made_once
def _counted_lines(filters: Filters) -> Select[Any]:
    cells = _celled(Event.track.in_(queries.COUNTED_TRACKS), *queries.held(filters))
    in_time = or_(cells.c.reviewed_at.is_(None), Tally.received_at <= cells.c.reviewed_at)
    by_item = (Tally.kind, Tally.item_id, Tally.basis)
    sums = (
        select(cells.c.cell, *by_item, func.sum(Tally.quantity).label("total"))
        .join_from(cells, Tally, Tally.event_id == cells.c.id)
        .where(in_time)
        .group_by(cells.c.cell, *by_item)
        .subquery("sums")
    )
    of_cells = select(cells.c.cell, *_where(cells)).distinct().subquery("cells")
    unit = func.coalesce(Item.counted_as, Item.unit)
    divided = (*_where(of_cells), sums.c.kind, unit, sums.c.basis)
    return (
        select(*divided, func.sum(sums.c.total))
        .select_from(sums)
        .join(of_cells, of_cells.c.cell == sums.c.cell)
        .outerjoin(Item, Item.id == sums.c.item_id)
        .group_by(sums.c.cell, *divided)
    )


def visits(filters: Filters) -> Iterator[tuple[Where, uuid.UUID, int]]:
    """How often each company was visited in each cell; its kind of place is the company's."""
    return _rows(_visits(filters))


@made_once
def _visits(filters: Filters) -> Select[Any]:
    events = _sorted()
    visit = company_lines.companies_of_visits(filters).subquery("visit")
    where = (events.c.team_id, events.c.month, visit.c.company_kind, events.c.campaigns, visit.c.company_id)
    visited = select(*where, func.count()).join_from(visit, events, events.c.id == visit.c.event_id)
    return visited.group_by(*where)


def check_ups(filters: Filters) -> Iterator[tuple[Where, int]]:
    """How many check-ups were begun in each cell."""
    return _rows(_check_ups(filters))


@made_once
def _check_ups(filters: Filters) -> Select[Any]:
    events = _sorted(Event.track.in_(queries.COUNTED_TRACKS), *queries.held(filters))
    counted = select(*_where(events), func.count()).join_from(events, CheckUp, CheckUp.event_id == events.c.id)
    return counted.where(stands()).group_by(*_where(events))


def check_results(filters: Filters) -> Iterator[tuple[Where, int, int]]:
    """How many points there are in each cell at which a risk was found, and at which one was mended."""
    return _rows(_check_results(filters))


@made_once
def _check_results(filters: Filters) -> Select[Any]:
    events = _sorted(Event.track.in_(queries.COUNTED_TRACKS), *queries.held(filters))
    is_risk = CheckResult.found == Found.RISK
    sums = (func.sum(case((is_risk, 1), else_=0)), func.sum(case((CheckResult.is_mended.is_(True), 1), else_=0)))
    counted = (
        select(*_where(events), *sums)
        .join_from(events, CheckUp, CheckUp.event_id == events.c.id)
        .join(CheckResult, CheckResult.check_up_id == CheckUp.id)
        .where(or_(is_risk, CheckResult.is_mended.is_(True)))
    )
    return counted.group_by(*_where(events))


def month_of(day: Any) -> ColumnElement[int]:
    """The number of the month, 1 to 12."""
    return cast(extract("month", day), Integer)


def _celled(*conditions: ColumnElement[bool]) -> CTE:
    """The events with the number of their cell."""
    events = _sorted(*conditions)
    return select(events, func.dense_rank().over(order_by=_where(events)).label("cell")).cte("celled")


def _sorted(*conditions: ColumnElement[bool]) -> CTE:
    """The events, each with what tells its cell."""
    campaigns = (
        select(func.aggregate_strings(cast(Edition.campaign_id, String), ","))
        .join(CampaignTag, CampaignTag.edition_id == Edition.id)
        .where(CampaignTag.event_id == Event.id)
        .correlate(Event)
        .scalar_subquery()
    )
    return (
        select(Event.id, Event.reviewed_at, Event.track, Event.place_id, Event.lead_team_id.label("team_id"))
        .add_columns(month_of(Event.day).label("month"), Place.kind.label("place_kind"), campaigns.label("campaigns"))
        .join(Place, Place.id == Event.place_id)
        .where(*conditions)
        .cte("sorted")
    )


def _where(cells: Any) -> tuple[Any, ...]:
    return cells.c.team_id, cells.c.month, cells.c.place_kind, cells.c.campaigns


def _rows(statement: Select[Any]) -> Iterator[Any]:
    """The rows with one `Where` in place of its four columns, the same one for the same cell."""
    known: dict[tuple[Any, ...], Where] = {}
    for row in db.session.execute(statement):
        cell = tuple(row[:4])
        where = known.get(cell)
        if where is None:
            campaigns = frozenset(map(uuid.UUID, row[3].split(","))) if row[3] else frozenset()
            where = known[cell] = Where(row[0], row[1], row[2], campaigns)
        yield (where, *row[4:])
