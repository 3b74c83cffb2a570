"""A year added up in the database: it groups, and every table of the report is added from a few thousand sums.

Events and ledger are read once each (`passes`). The named selects of `lines` stay the definition; tests hold every cell
here equal to its own select, with the cell's filter on (rule 1).
"""

import uuid
from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Select, case, func, select, union

from outreach.db import db
from outreach.db.statements import made_of_it, made_once
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.media.models import Article, ArticleTag
from outreach.media.rules import ArticleKind
from outreach.reports import in_companies, lines, passes, queries
from outreach.reports.filters import Filters
from outreach.reports.on_the_spot import key_of
from outreach.reports.online import METRICS
from outreach.reports.undecided import Undecided, undecided_part
from outreach.schedule.models import Edition, Event, JoiningTeam

#: A part of the year: ("team", id), ("campaign", id), ("month", 1 to 12), ("place_kind", kind), ("month_team", pair).
Cell = tuple[str, Hashable]
WHOLE: Cell = ("whole", None)
_ARTICLE_KEYS = {
    ArticleKind.ARTICLE: "articles",
    ArticleKind.POST: "posts",
    ArticleKind.VIDEO: "videos",
    ArticleKind.SCREEN: "screens",
}


@dataclass
class YearSums:
    """For each cell the sum of each figure that has a line there; views without a reading are absent, not 0.

    `estimated` is the part of each figure that was not counted, `estimated_in` that of a figure on the spot in a cell,
    `units` the kinds and units that lines were counted in,
    `undecided` what of it waits for a lead's decision.
    """

    cells: dict[Cell, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    estimated: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    estimated_in: dict[tuple[Cell, str], int] = field(default_factory=lambda: defaultdict(int))
    units: set[tuple[CountKind, str]] = field(default_factory=set)
    undecided: Undecided = field(default_factory=Undecided)

    def add(self, key: str, quantity: int, cells: Iterable[Cell]) -> None:
        """Add `quantity` to the figure in each of the cells."""
        for cell in cells:
            sums = self.cells[cell]
            sums[key] = sums.get(key, 0) + quantity

    def in_doubt(self, key: str, cell: Cell = WHOLE) -> int:
        """How much of the sum in the cell is undecided."""
        return self.undecided.parts.get(key, 0) if cell == WHOLE else self.undecided.cells.get((cell, key), 0)

    def value(self, key: str, cell: Cell = WHOLE) -> int | None:
        """The sum in the cell; 0 where nothing was counted, None where no reading was taken."""
        return self.cells.get(cell, {}).get(key, None if key in METRICS else 0)


def year_sums(filters: Filters) -> YearSums:
    """Every figure of the report, whole and by cell; those that lack a dimension of the filters mean nothing here."""
    sums = YearSums(undecided=undecided_part(filters))
    _add_events(sums, filters)
    _add_companies(sums, filters)
    _add_orders(sums, filters)
    _add_ledger(sums, filters)
    _add_articles(sums, filters)
    for key in METRICS:
        add_views(sums, key, filters)
    return sums


def glance_sums(filters: Filters) -> YearSums:
    """The figures of the home board: events and articles by team and month, the ledger and `views_times` whole."""
    sums = YearSums(undecided=undecided_part(filters))
    for team_id, month, track, count in _rows(_events(filters, is_parted=True)):
        sums.add(f"events_{track}", count, _cells(team_id, month))
    for counted in _rows(_ledger(filters)):
        _add_counted(sums, counted, [WHOLE])
    for team_id, month, kind, count in _rows(_articles(filters, is_parted=True)):
        sums.add(_ARTICLE_KEYS[kind], count, _cells(team_id, month))
    _add_whole_views(sums, "views_times", filters)
    return sums


def whole_sums(filters: Filters) -> YearSums:
    """Every figure of the report, whole: `year_sums` without the parts."""
    sums = YearSums(undecided=undecided_part(filters))
    for track, count in _rows(_events(filters)):
        sums.add(f"events_{track}", count, [WHOLE])
    _add_companies(sums, filters)
    _add_orders(sums, filters)
    for counted in _rows(_ledger(filters)):
        _add_counted(sums, counted, [WHOLE])
    for kind, count in _rows(_articles(filters)):
        sums.add(_ARTICLE_KEYS[kind], count, [WHOLE])
    for key in METRICS:
        _add_whole_views(sums, key, filters)
    return sums


def target_sums(filters: Filters) -> YearSums:
    """The figures that targets are set for, whole and by cell: all of `year_sums` but views and visits."""
    sums = YearSums(undecided=undecided_part(filters))
    _add_events(sums, filters)
    _add_ledger(sums, filters)
    _add_articles(sums, filters)
    return sums


def board_sums(filters: Filters) -> YearSums:
    """What the board of a year shows: the sums of targets, and reads and plays by month."""
    sums = target_sums(filters)
    add_views(sums, "views_times", filters)
    return sums


def took_part(filters: Filters) -> dict[uuid.UUID, int]:
    """For each team how many held events it took part in without leading; the figure `took_part`, team by team."""
    return dict(db.session.execute(_took_part(filters)).all())


@made_once
def _took_part(filters: Filters) -> Select[uuid.UUID, int]:
    of_team = [] if filters.team is None else [JoiningTeam.team_id == filters.team.id]
    return (
        select(JoiningTeam.team_id, func.count())
        .join(Event, Event.id == JoiningTeam.event_id)
        .where(*queries.held(replace(filters, team=None)), *of_team)
        .group_by(JoiningTeam.team_id)
    )


def _add_events(sums: YearSums, filters: Filters) -> None:
    for where, track, count in passes.held_events(filters):
        sums.add(f"events_{track}", count, (WHOLE, *where.parts))


def _add_companies(sums: YearSums, filters: Filters) -> None:
    """What took place in companies. One counts once in each cell, so that they are read themselves, not their number.

    Findings are divided by everything but places: under a filter of places their sums mean nothing.
    """
    visited: dict[Cell, set[uuid.UUID]] = defaultdict(set)
    for where, company_id, count in passes.visits(filters):
        sums.add("company_visits", count, (WHOLE, *where.parts))
        for cell in (WHOLE, *where.parts):
            visited[cell].add(company_id)
    for cell, companies in visited.items():
        sums.add("enterprises", len(companies), [cell])
    for where, count in passes.check_ups(filters):
        sums.add("check_ups", count, (WHOLE, *where.parts))
    for where, found, mended in passes.check_results(filters):
        sums.add("risks_found", int(found), (WHOLE, *where.parts))
        sums.add("risks_mended", int(mended), (WHOLE, *where.parts))


def _add_orders(sums: YearSums, filters: Filters) -> None:
    """Orders by team and month, out of their own selects."""
    for figure in in_companies.FIGURES:
        if figure.of != "order" or figure.reason(filters) is not None:
            continue
        for team_id, number, count in _rows(_by_team_and_month(figure.lines(filters))):
            sums.add(figure.key, count, _cells(team_id, number))


@made_of_it
def _by_team_and_month(lines_of: lines.Lines) -> Select[uuid.UUID, int, int]:
    line = lines_of.subquery("line")
    month = passes.month_of(line.c.day)
    return select(line.c.team_id, month, func.count()).group_by(line.c.team_id, month)


def _add_ledger(sums: YearSums, filters: Filters) -> None:
    for where, kind, unit, basis, total in passes.counted_lines(filters):
        key = _add_counted(sums, (kind, unit, basis, total), (WHOLE, *where.parts))
        if basis is Basis.ESTIMATED:
            for cell in where.parts:
                sums.estimated_in[cell, key] += int(total)


def _add_counted(sums: YearSums, counted: Any, cells: Iterable[Cell]) -> str:
    kind, unit, basis, total = counted
    key = key_of(kind, unit)
    sums.add(key, int(total), cells)
    if unit is not None:
        sums.units.add((kind, unit))
    if basis is Basis.ESTIMATED:
        sums.estimated[key] += int(total)
    return key


def _add_articles(sums: YearSums, filters: Filters) -> None:
    for team_id, month, kind, count in _rows(_articles(filters, is_parted=True)):
        sums.add(_ARTICLE_KEYS[kind], count, _cells(team_id, month))
    for campaign_id, kind, count in _rows(_articles_by_campaign(filters)):
        sums.add(_ARTICLE_KEYS[kind], count, [("campaign", campaign_id)])


def add_views(sums: YearSums, key: str, filters: Filters) -> None:
    """Month by month and for the whole, which is not the sum of the months where a base reading is missing.

    What a platform rounded is no count: it is told as the estimated part, as that of a tally is.
    """
    for team_id, month, of_whole, of_the_month, of_rounded in _rows(_views_by_team_and_month(filters, key)):
        if of_rounded is not None:
            sums.estimated[key] += int(of_rounded)
        if of_whole is not None:
            sums.add(key, int(of_whole), (WHOLE, ("team", team_id)))
        if of_the_month is not None:
            sums.add(key, int(of_the_month), [("month", month)])
    for campaign_id, of_whole in _rows(_views_by_campaign(filters, key)):
        sums.add(key, int(of_whole), [("campaign", campaign_id)])


@made_once
def _views_by_team_and_month(filters: Filters, key: str) -> Select[Any]:
    gains = lines.gains_by_month(filters, METRICS[key]).subquery()
    whole, of_month = func.sum(gains.c.whole), func.sum(gains.c.gain)
    rounded = func.sum(case((gains.c.whole_is_rounded == 1, gains.c.whole)))
    part = gains.c.team_id, gains.c.month
    return select(*part, whole, of_month, rounded).group_by(*part)


@made_once
def _views_by_campaign(filters: Filters, key: str) -> Select[Any]:
    gains, tags = lines.gains_by_month(filters, METRICS[key]).subquery(), tags_of_articles()
    of_article = select(gains.c.article_id, func.sum(gains.c.whole).label("whole")).where(gains.c.whole.is_not(None))
    viewed = of_article.group_by(gains.c.article_id).subquery("viewed")
    tagged = select(tags.c.campaign_id, func.sum(viewed.c.whole)).join(viewed, viewed.c.article_id == tags.c.article_id)
    return tagged.group_by(tags.c.campaign_id)


def _add_whole_views(sums: YearSums, key: str, filters: Filters) -> None:
    """The whole of a figure of views, from its own select."""
    views = db.session.scalar(lines.total(lines.views(filters, METRICS[key])))
    if views is None:
        return
    sums.estimated[key] += int(db.session.scalar(lines.total(lines.rounded_views(filters, METRICS[key]))) or 0)
    sums.add(key, int(views), (WHOLE,))


def _cells(team_id: uuid.UUID, month: int) -> tuple[Cell, ...]:
    return WHOLE, ("team", team_id), ("month", month), ("month_team", (month, team_id))


def _rows(statement: Select[*tuple[Any, ...]]) -> Any:
    return db.session.execute(statement)


@made_once
def _events(filters: Filters, *, is_parted: bool = False) -> Select[Any]:
    """How many held events there are by track; in parts, by team and month before it."""
    parts = (Event.lead_team_id, passes.month_of(Event.day)) if is_parted else ()
    statement = select(*parts, Event.track, func.count()).select_from(Event).where(*queries.held(filters))
    return statement.group_by(*parts, Event.track)


@made_once
def _ledger(filters: Filters) -> Select[CountKind, str, Basis, int]:
    """The sums of what counts, by kind, unit (None: of a line without item) and basis."""
    divided = (Tally.kind, func.coalesce(Item.counted_as, Item.unit), Tally.basis)
    return (
        select(*divided, func.sum(Tally.quantity))
        .select_from(Tally)
        .join(Event, Event.id == Tally.event_id)
        .outerjoin(Item, Item.id == Tally.item_id)
        .where(*queries.counted_lines(filters))
        .group_by(*divided)
    )


@made_once
def _articles(filters: Filters, *, is_parted: bool = False) -> Select[Any]:
    """How many articles, posts, videos and screen notices first appeared in the period by kind; in parts, by team and
    month before it.
    """
    return _counted_articles(filters, *((Article.team_id, passes.month_of(Article.day)) if is_parted else ()))


@made_once
def _articles_by_campaign(filters: Filters) -> Select[Any]:
    tags = tags_of_articles()
    return _counted_articles(filters, tags.c.campaign_id).join(tags, tags.c.article_id == Article.id)


def _counted_articles(filters: Filters, *parts: Any) -> Select[Any]:
    return (
        select(*parts, Article.kind, func.count())
        .select_from(Article)
        .where(
            Article.kind.in_(list(_ARTICLE_KEYS)),
            Article.day.between(filters.period.first, filters.period.last),
            *queries.article_conditions(filters),
        )
        .group_by(*parts, Article.kind)
    )


def tags_of_articles() -> Any:
    """Article and campaign of each tag, once; the pieces of a post have the post's tags too."""
    edition = Edition.campaign_id
    own = select(ArticleTag.article_id, edition).join(Edition, Edition.id == ArticleTag.edition_id)
    of_post = (
        select(Article.id.label("article_id"), edition)
        .join(ArticleTag, ArticleTag.article_id == Article.post_id)
        .join(Edition, Edition.id == ArticleTag.edition_id)
    )
    return union(own, of_post).subquery("tags")
