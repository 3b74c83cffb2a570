"""Where the items of a year stand: placements 刊发 beside the items themselves, by level, medium, channel and month."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Integer, Select, cast, exists, extract, func, select
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.media.models import Article, Channel, Placement
from outreach.media.rules import ArticleKind, Level, Medium
from outreach.reports import lines, queries
from outreach.reports.filters import Filters
from outreach.web.paging import Page, paged

Cell = tuple[Any, ...]
MONTH = cast(extract("month", Article.day), Integer)


@dataclass(frozen=True)
class Count:
    """How many placements there are, and of how many items: one item in three media is three placements."""

    placements: int = 0
    items: int = 0


@dataclass(frozen=True)
class Standing:
    """What a list of placements is narrowed to; None asks for everything."""

    level: Level | None = None
    medium: Medium | None = None
    channel: uuid.UUID | None = None
    month: int | None = None


@dataclass
class Published:
    """The items of one kind: by level and medium with their margins, by month and level, by channel and month.

    `unplaced` counts the items that stand nowhere; `whole.items` and these make the figure.
    """

    whole: Count
    unplaced: int
    cells: dict[tuple[Level, Medium], Count] = field(default_factory=dict)
    levels: dict[Level, Count] = field(default_factory=dict)
    media: dict[Medium, Count] = field(default_factory=dict)
    months: dict[tuple[int, Level], Count] = field(default_factory=dict)
    channels: dict[tuple[uuid.UUID, int], Count] = field(default_factory=dict)
    channel_sums: dict[uuid.UUID, Count] = field(default_factory=dict)


def published(filters: Filters, kind: ArticleKind) -> Published:
    """Where the items that the figure of this kind counts stand, each in the month in which it first appeared."""
    cells = _counts(filters, kind, Channel.level, Channel.medium)
    of_levels, of_media = _counts(filters, kind, Channel.level), _counts(filters, kind, Channel.medium)
    by_month, by_channel = _counts(filters, kind, MONTH, Channel.level), _counts(filters, kind, Placement.channel_id)
    by_both = _counts(filters, kind, Placement.channel_id, MONTH)
    return Published(
        whole=_counts(filters, kind).get((), Count()),
        unplaced=_unplaced(filters, kind),
        cells={(Level(level), Medium(medium)): count for (level, medium), count in cells.items()},
        levels={Level(level): count for (level,), count in of_levels.items()},
        media={Medium(medium): count for (medium,), count in of_media.items()},
        months={(int(month), Level(level)): count for (month, level), count in by_month.items()},
        channels={(channel, int(month)): count for (channel, month), count in by_both.items()},
        channel_sums={channel: count for (channel,), count in by_channel.items()},
    )


def page_of_placements(
    filters: Filters, kind: ArticleKind, standing: Standing, number: int, size: int
) -> Page[Placement]:
    """The placements of a cell, by day of their item, the latest first."""
    statement = _standing(select(Placement), filters, kind).where(*_conditions(standing))
    loaded = statement.options(joinedload(Placement.article))
    return paged(db.session(), loaded.order_by(Article.day.desc(), Placement.id), number, size)


def count_of(filters: Filters, kind: ArticleKind, standing: Standing) -> Count:
    """How many placements and items a cell holds."""
    row = db.session.execute(_counted(filters, kind).where(*_conditions(standing))).one()
    return Count(row[0], row[1])


def _counts(filters: Filters, kind: ArticleKind, *parts: Any) -> dict[Cell, Count]:
    counted = _counted(filters, kind, *parts)
    rows = db.session.execute(counted.group_by(*parts) if parts else counted)
    return {tuple(row[:-2]): Count(row[-2], row[-1]) for row in rows}


def _counted(filters: Filters, kind: ArticleKind, *parts: Any) -> Select[Any]:
    counted: Select[Any] = select(*parts, func.count(), func.count(Article.id.distinct())).select_from(Placement)
    return _standing(counted, filters, kind)


def _standing(statement: Select[Any], filters: Filters, kind: ArticleKind) -> Select[Any]:
    return (
        statement.join(Article, Article.id == Placement.article_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .where(
            Article.kind == kind,
            Article.day.between(filters.period.first, filters.period.last),
            *queries.article_conditions(filters),
        )
    )


def _conditions(standing: Standing) -> list[Any]:
    asked = (
        (Channel.level, standing.level),
        (Channel.medium, standing.medium),
        (Placement.channel_id, standing.channel),
        (MONTH, standing.month),
    )
    return [column == value for column, value in asked if value is not None]


def _unplaced(filters: Filters, kind: ArticleKind) -> int:
    items = lines.articles(filters, kind).where(~exists().where(Placement.article_id == Article.id))
    return queries.count_of(items)
