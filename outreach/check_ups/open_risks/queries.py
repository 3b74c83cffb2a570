"""Reading open risks: their counts by subject, park and trade, and for who may know them one by one."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, or_, select
from sqlalchemy.orm import contains_eager

from outreach.check_ups.models import CheckResult, CheckUp
from outreach.check_ups.open_risks.blocks import Cell, Count
from outreach.check_ups.queries import BARE
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.laws.subjects import Subject
from outreach.places.models import Place
from outreach.places.rules import PlaceKind, Trade

#: A company that lies in no park and no township, and one of which nobody said the trade.
NONE = "none"


@dataclass(frozen=True)
class Filters:
    """What narrows the open risks; None does not. `park` is a place's id as text, or NONE; so is `trade` a word."""

    subject: Subject | None = None
    park: str | None = None
    trade: str | None = None


@dataclass(frozen=True)
class Areas:
    """The parks and townships in which companies lie: of each place that holds others its own one, and their names."""

    of_parent: Mapping[uuid.UUID, str]
    names: Mapping[str, str]

    def of(self, parent_id: uuid.UUID | None) -> str:
        """The area of what lies directly in that place."""
        return NONE if parent_id is None else self.of_parent.get(parent_id, NONE)


def areas() -> Areas:
    """The nearest park around each place, else the nearest township."""
    parents = select(Place.parent_id).where(Place.parent_id.is_not(None))
    rows = db.session.execute(select(Place.id, Place.parent_id, Place.kind, Place.name).where(Place.id.in_(parents)))
    known = {row.id: row for row in rows}
    found = {place_id: _area(place_id, known) for place_id in known}
    return Areas(
        {place_id: NONE if area is None else str(area) for place_id, area in found.items()},
        {str(area): known[area].name for area in found.values() if area is not None},
    )


def counts(areas: Areas) -> dict[Cell, Count]:
    """The open risks by subject, area and trade, each with at how many companies, and which the first and last are."""
    company = cast(CheckUp.place_id, String)  # PostgreSQL before 18 knows no least uuid
    statement = (
        select(
            CheckResult.subject,
            Place.parent_id,
            Place.trade,
            func.count(),
            func.count(CheckUp.place_id.distinct()),
            func.min(company),
            func.max(company),
        )
        .join(CheckUp, CheckUp.id == CheckResult.check_up_id)
        .join(Place, Place.id == CheckUp.place_id)
        .where(*_OPEN)
        .group_by(CheckResult.subject, Place.parent_id, Place.trade)
    )
    found: dict[Cell, Count] = {}
    for subject, parent_id, trade, risks, companies, first, last in db.session.execute(statement):
        cell = (subject.value, areas.of(parent_id), NONE if trade is None else trade.value)
        before = found.get(cell, Count(0, 0))
        found[cell] = Count(before.risks + risks, before.companies + companies, before.known | {first, last})
    return found


def open_risks(filters: Filters, areas: Areas, *, seen: ColumnElement[bool] | None) -> Select[uuid.UUID, uuid.UUID]:
    """Check-up and key of each open risk, the heaviest first, then by when the check-ups were begun.

    At check-ups that are `seen` (`rights.seen_by`; None: at all). Tables are joined only where something of them
    narrows, so that a page of the whole list is read from one index: of 23,000 in 25 ms, where all joins took 0.7 s.
    """
    statement = (
        select(CheckResult.check_up_id, CheckResult.key)
        .where(*_OPEN)
        .order_by(CheckResult.weight.desc(), CheckResult.check_up_id, CheckResult.key)
    )
    narrowing = _of_place(filters, areas)
    if narrowing or seen is not None:
        statement = statement.join(CheckUp, CheckUp.id == CheckResult.check_up_id)
    if narrowing:
        statement = statement.join(Place, Place.id == CheckUp.place_id).where(*narrowing)
    if seen is not None:
        statement = statement.where(seen)
    if filters.subject is not None:
        statement = statement.where(CheckResult.subject == filters.subject)
    return statement


def results_at(places: Sequence[tuple[uuid.UUID, uuid.UUID]]) -> list[CheckResult]:
    """The results at those pairs of check-up and key, in their order, each with its company and event."""
    check_ups = {check_up_id for check_up_id, _key in places}
    statement = (
        select(CheckResult)
        .join(CheckResult.check_up)
        .join(CheckUp.event)
        .join(CheckUp.place)
        .options(contains_eager(CheckResult.check_up).contains_eager(CheckUp.event).options(*BARE))
        .options(contains_eager(CheckResult.check_up).contains_eager(CheckUp.place))
        .where(CheckResult.check_up_id.in_(check_ups), CheckResult.key.in_({key for _check_up_id, key in places}))
    )
    found = {(each.check_up_id, each.key): each for each in db.session.scalars(statement)}
    return [found[check_up_id, key] for check_up_id, key in places]


#: Only what was found at an event that was held is the latest (`keeping.standings_of`): its status need not be asked.
_OPEN = (CheckResult.is_latest.is_(True), CheckResult.found == Found.RISK)


def _of_place(filters: Filters, areas: Areas) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.park is not None:
        lies = Place.parent_id.in_([place_id for place_id, area in areas.of_parent.items() if area == filters.park])
        conditions.append(or_(lies, Place.parent_id.is_(None)) if filters.park == NONE else lies)
    if filters.trade is not None:
        trade = None if filters.trade == NONE else Trade(filters.trade)
        conditions.append(Place.trade.is_(None) if trade is None else Place.trade == trade)
    return conditions


def _area(place_id: uuid.UUID, known: Mapping[uuid.UUID, Any]) -> uuid.UUID | None:
    township, seen, here = None, set(), known.get(place_id)
    while here is not None and here.id not in seen:
        seen.add(here.id)
        if here.kind is PlaceKind.PARK:
            return here.id  # type: ignore[no-any-return]
        if here.kind is PlaceKind.TOWNSHIP and township is None:
            township = here.id
        here = known.get(here.parent_id)
    return township
