"""A year added up in one pass: the ledger is read once, grouped, and every table of the report is added from that.

The named selects of `lines` stay the definition; tests hold every cell here equal to its own select, with the cell's
filter on (rule 1).
"""

import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.media.models import Article, ArticleTag
from outreach.media.rules import ArticleKind
from outreach.periods import Period, months_of
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.reports import lines, queries
from outreach.reports.figures import METRICS, key_of
from outreach.reports.filters import Filters
from outreach.reports.rules import views_between
from outreach.schedule.models import CampaignTag, Edition, Event, JoiningTeam
from outreach.schedule.rules import Track

#: A part of the year: ("team", id), ("campaign", id), ("month", 1 to 12), ("place_kind", kind), ("month_team", pair).
Cell = tuple[str, Hashable]
WHOLE: Cell = ("whole", None)
_ARTICLE_KEYS = {ArticleKind.ARTICLE: "articles", ArticleKind.POST: "posts", ArticleKind.VIDEO: "videos"}


@dataclass
class YearSums:
    """For each cell the sum of each figure that has a line there; views without a reading are absent, not 0."""

    cells: dict[Cell, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, key: str, quantity: int, cells: Iterable[Cell]) -> None:
        """Add `quantity` to the figure in each of the cells."""
        for cell in cells:
            sums = self.cells[cell]
            sums[key] = sums.get(key, 0) + quantity

    def value(self, key: str, cell: Cell = WHOLE) -> int | None:
        """The sum in the cell; 0 where nothing was counted, None where no reading was taken."""
        return self.cells.get(cell, {}).get(key, None if key in METRICS else 0)


class _Facts(NamedTuple):
    track: Track
    team_id: uuid.UUID
    place_id: uuid.UUID
    place_kind: PlaceKind
    month: int


def year_sums(filters: Filters) -> YearSums:
    """Every figure of the report, whole and by cell; those that lack a dimension of the filters mean nothing here."""
    sums = YearSums()
    _add_events(sums, filters)
    _add_articles(sums, filters)
    for key in METRICS:
        _add_views(sums, key, filters)
    return sums


def took_part(filters: Filters) -> dict[uuid.UUID, int]:
    """For each team how many held events it took part in without leading; the figure `took_part`, team by team."""
    of_team = [] if filters.team is None else [JoiningTeam.team_id == filters.team.id]
    statement = (
        select(JoiningTeam.team_id, func.count())
        .join(Event, Event.id == JoiningTeam.event_id)
        .where(*queries.held(replace(filters, team=None)), *of_team)
        .group_by(JoiningTeam.team_id)
    )
    return dict(db.session.execute(statement).all())


def _add_events(sums: YearSums, filters: Filters) -> None:
    facts = _facts_of_events(filters)
    campaigns = _campaigns_of_events(filters)
    cells = {event: _event_cells(known, campaigns.get(event, ())) for event, known in facts.items()}
    visited: set[tuple[Cell, uuid.UUID]] = set()
    for event, known in facts.items():
        sums.add(f"events_{known.track}", 1, cells[event])
        if known.track is Track.ENTERPRISE and known.place_kind is PlaceKind.ENTERPRISE:
            new = [cell for cell in cells[event] if (cell, known.place_id) not in visited]
            visited.update((cell, known.place_id) for cell in new)
            sums.add("enterprises", 1, new)
    for event, key, quantity in _ledger_sums(filters):
        sums.add(key, quantity, cells[event])


def _add_articles(sums: YearSums, filters: Filters) -> None:
    campaigns = _campaigns_of_articles()
    statement = select(Article.id, Article.kind, Article.team_id, Article.day).where(
        Article.kind.in_(list(_ARTICLE_KEYS)),
        Article.day.between(filters.period.first, filters.period.last),
        *queries.article_conditions(filters),
    )
    for article_id, kind, team_id, day in db.session.execute(statement):
        cells = _cells(team_id, campaigns.get(article_id, ()), day.month)
        sums.add(_ARTICLE_KEYS[kind], 1, cells)


def _add_views(sums: YearSums, key: str, filters: Filters) -> None:
    """Month by month and for the whole: a month's views are the last reading in it less the last one before it."""
    campaigns = _campaigns_of_articles()
    counters = defaultdict(list)
    for row in db.session.execute(lines.readings_by_month(filters, METRICS[key])):
        counters[row.placement_id, row.metric].append(row)
    months = {part.first.month: cut for part in months_of(filters.period) if (cut := part & filters.period)}
    for rows in counters.values():
        some = rows[0]
        readings = {row.stretch: row.value for row in rows}
        tagged = {*campaigns.get(some.article_id, ()), *campaigns.get(some.post_id, ())}
        whole = _views(readings, max(readings), 0, some.appeared_on, filters.period)
        if whole is not None:
            sums.add(key, whole, (WHOLE, ("team", some.team_id), *(("campaign", each) for each in tagged)))
        for month in readings.keys() - {0}:
            before = max(stretch for stretch in (-1, *readings) if stretch < month)
            views = _views(readings, month, before, some.appeared_on, months[month])
            if views is not None:
                sums.add(key, views, [("month", month)])


def _views(readings: dict[int, int], last: int, before: int, appeared_on: date, period: Period) -> int | None:
    if last == 0:
        return None
    return views_between(readings[last], readings.get(before), appeared_inside=appeared_on in period)


def _cells(team_id: uuid.UUID, campaigns: Iterable[uuid.UUID], month: int) -> list[Cell]:
    of_campaigns: Iterator[Cell] = (("campaign", campaign) for campaign in campaigns)
    return [WHOLE, ("team", team_id), ("month", month), ("month_team", (month, team_id)), *of_campaigns]


def _event_cells(known: _Facts, campaigns: Iterable[uuid.UUID]) -> list[Cell]:
    return [*_cells(known.team_id, campaigns, known.month), ("place_kind", known.place_kind)]


def _facts_of_events(filters: Filters) -> dict[uuid.UUID, _Facts]:
    statement = (
        select(Event.id, Event.track, Event.lead_team_id, Event.place_id, Place.kind, Event.day)
        .join(Place, Place.id == Event.place_id)
        .where(*queries.held(filters))
    )
    return {
        event: _Facts(track, team_id, place_id, place_kind, day.month)
        for event, track, team_id, place_id, place_kind, day in db.session.execute(statement)
    }


def _ledger_sums(filters: Filters) -> Iterator[tuple[uuid.UUID, str, int]]:
    """Event, key of figure and sum of what counts: one row per event, kind and item."""
    statement = (
        select(Tally.event_id, Tally.kind, Tally.item_id, func.sum(Tally.quantity))
        .join(Event, Event.id == Tally.event_id)
        .where(*queries.counted_lines(filters))
        .group_by(Tally.event_id, Tally.kind, Tally.item_id)
    )
    units = dict(db.session.execute(select(Item.id, func.coalesce(Item.counted_as, Item.unit))).all())
    for event, kind, item, total in db.session.execute(statement):
        yield event, key_of(CountKind(kind), units[item] if item else None), int(total)


def _campaigns_of_events(filters: Filters) -> dict[uuid.UUID, set[uuid.UUID]]:
    statement = (
        select(CampaignTag.event_id, Edition.campaign_id)
        .join(Edition, Edition.id == CampaignTag.edition_id)
        .join(Event, Event.id == CampaignTag.event_id)
        .where(*queries.held(filters))
    )
    return _grouped(db.session.execute(statement))


def _campaigns_of_articles() -> dict[uuid.UUID, set[uuid.UUID]]:
    statement = select(ArticleTag.article_id, Edition.campaign_id).join(Edition, Edition.id == ArticleTag.edition_id)
    return _grouped(db.session.execute(statement))


def _grouped(pairs: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> dict[uuid.UUID, set[uuid.UUID]]:
    groups: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for one, other in pairs:
        groups[one].add(other)
    return groups
