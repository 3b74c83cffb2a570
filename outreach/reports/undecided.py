"""The part of the figures that is undecided 待核: two tallies of one desk, and no lead has decided (rule 11).

It is part of the value. The open questions are few, so that they lead the way to their lines.
"""

import uuid
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Integer, Select, bindparam, cast, extract, func, select

from outreach.db import db
from outreach.db.statements import made_once
from outreach.logbook.doubles.queries import has_questions, undecided
from outreach.logbook.models import Tally
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.places.models import Place
from outreach.reports import queries
from outreach.reports.filters import Filters
from outreach.reports.on_the_spot import key_of
from outreach.schedule.models import CampaignTag, Edition, Event


@dataclass(frozen=True)
class Undecided:
    """Sums of undecided lines: by key of figure, by cell of a table and key, and of materials by item.

    The cell of a place is what happened at the place itself.
    """

    parts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    cells: dict[tuple[tuple[str, Hashable], str], int] = field(default_factory=lambda: defaultdict(int))
    items: dict[uuid.UUID, int] = field(default_factory=lambda: defaultdict(int))


def undecided_part(filters: Filters) -> Undecided:
    """What of the figures under these filters is undecided."""
    found = Undecided()
    if not has_questions():
        return found
    rows = db.session.execute(_undecided_sums(filters)).all()
    campaigns = _campaigns_of({row[0] for row in rows})
    for event_id, team_id, number, place_kind, place_id, kind, unit_said, item_id, total in rows:
        key, quantity = key_of(CountKind(kind), unit_said), int(total)
        found.parts[key] += quantity
        if item_id is not None and kind is CountKind.HANDOUT:
            found.items[item_id] += quantity
        cells = [("team", team_id), ("month", number), ("month_team", (number, team_id)), ("place_kind", place_kind)]
        cells.append(("place", place_id))
        for cell in [*cells, *(("campaign", each) for each in campaigns.get(event_id, ()))]:
            found.cells[cell, key] += quantity
    return found


def undecided_line_ids(filters: Filters) -> frozenset[uuid.UUID]:
    """The undecided ones among the lines that count under these filters."""
    return frozenset(db.session.scalars(_undecided_ids(filters))) if has_questions() else frozenset()


@made_once
def _undecided_ids(filters: Filters) -> Select[Any]:
    return undecided(Tally.id).where(*queries.counted_lines(filters))


@made_once
def _undecided_sums(filters: Filters) -> Select[Any]:
    month = cast(extract("month", Event.day), Integer)
    unit = func.coalesce(Item.counted_as, Item.unit)
    columns = (Event.id, Event.lead_team_id, month, Place.kind, Event.place_id, Tally.kind, unit, Tally.item_id)
    return (
        undecided(*columns, func.sum(Tally.quantity))
        .join(Place, Place.id == Event.place_id)
        .where(*queries.counted_lines(filters))
        .group_by(*columns)
    )


_TAGS = (
    select(CampaignTag.event_id, Edition.campaign_id)
    .join(Edition, Edition.id == CampaignTag.edition_id)
    .where(CampaignTag.event_id.in_(bindparam("event_ids", expanding=True)))
)


def _campaigns_of(event_ids: set[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    campaigns: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for event_id, campaign_id in db.session.execute(_TAGS, {"event_ids": list(event_ids)}):
        campaigns[event_id].add(campaign_id)
    return campaigns
