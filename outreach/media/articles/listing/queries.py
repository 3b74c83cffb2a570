"""Reading the list of items: what it is narrowed by, and in which order it stands."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from outreach.db import db, in_parts
from outreach.media.articles.listing.ranking import COUNTERS, ranked, unranked
from outreach.media.models import Article, ArticleTag, Channel, Placement, Reading
from outreach.media.rules import ArticleKind, Lacking, Level, Medium
from outreach.periods import Period
from outreach.schedule.models import Edition
from outreach.web.paging import SIZE, Page, number_within
from outreach.web.searching import searched

ORDERS = ("day", "title", *COUNTERS)
LATEST_FIRST = "-day"


@dataclass(frozen=True)
class Filters:
    """What the list shows; None asks for everything, but the pieces of posts are shown only when asked for."""

    kind: ArticleKind | None = None
    channel_id: uuid.UUID | None = None
    medium: Medium | None = None
    level: Level | None = None
    is_own: bool | None = None
    team_id: uuid.UUID | None = None
    campaign_id: uuid.UUID | None = None
    event_id: uuid.UUID | None = None
    period: Period | None = None
    text: str = ""
    authors: str = ""
    lacking: frozenset[Lacking] = frozenset()
    with_withdrawn: bool = False


def page_of_articles(filters: Filters, number: int, order: str = LATEST_FIRST, *, size: int = SIZE) -> Page[Article]:
    """A page of the list, placements loaded; `order` is one of ORDERS, behind a minus for the other way round.

    Items without a reading come last, whichever way the list is sorted by one.
    """
    wanted = matching(filters)
    total = _count(wanted)
    number = number_within(number, size, total)
    ids = _ids(wanted, order, start=(number - 1) * size, most=size)
    return Page(articles_among(ids), number, size, total)


def every_article(filters: Filters, order: str = LATEST_FIRST) -> Iterator[Sequence[Article]]:
    """All that the list holds, in its order, some hundred at a time."""
    for some in in_parts(_ids(matching(filters), order)):
        yield articles_among(some)


def articles_among(ids: Sequence[uuid.UUID]) -> list[Article]:
    """The items that have one of the `ids`, in that order, with what a line of the list says of them."""
    statement = (
        select(Article)
        .where(Article.id.in_(ids))
        .options(selectinload(Article.placements), joinedload(Article.event), joinedload(Article.post))
    )
    found = {item.id: item for item in db.session.scalars(statement).unique()}
    return [found[each] for each in ids if each in found]


def matching(filters: Filters) -> Select[Any]:
    """The ids of the items that the filters let through."""
    conditions = [*_of_item(filters), *_of_placement(filters), *(_LACKS[each]() for each in sorted(filters.lacking))]
    return select(Article.id).where(*conditions)


def _of_item(filters: Filters) -> list[ColumnElement[bool]]:
    conditions = [Article.kind != ArticleKind.PIECE if filters.kind is None else Article.kind == filters.kind]
    if not filters.with_withdrawn:
        conditions.append(Article.withdrawn_at.is_(None))
    if filters.team_id is not None:
        conditions.append(Article.team_id == filters.team_id)
    if filters.event_id is not None:
        conditions.append(Article.event_id == filters.event_id)
    if filters.period is not None:
        conditions.append(Article.day.between(filters.period.first, filters.period.last))
    if filters.campaign_id is not None:
        editions = select(Edition.id).where(Edition.campaign_id == filters.campaign_id)
        conditions.append(_tagged().where(ArticleTag.edition_id.in_(editions)))
    for column, words in ((Article.title, filters.text), (Article.authors, filters.authors)):
        conditions += [column.icontains(word, autoescape=True) for word in searched(words)]
    return conditions


def _of_placement(filters: Filters) -> list[ColumnElement[bool]]:
    """One and the same placement fits all that is asked of channels."""
    asked = {
        Channel.id: filters.channel_id,
        Channel.medium: filters.medium,
        Channel.level: filters.level,
        Channel.is_own: filters.is_own,
    }
    conditions = [column == value for column, value in asked.items() if value is not None]
    channels = select(Channel.id).where(*conditions)
    return [_placed().where(Placement.channel_id.in_(channels))] if conditions else []


def _count(wanted: Select[Any]) -> int:
    return db.session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0


def _ids(wanted: Select[Any], order: str, *, start: int = 0, most: int | None = None) -> list[uuid.UUID]:
    """The ids from place `start` on. By a counter: first the items that have it, then those that have not."""
    key = order.removeprefix("-")
    falls = order.startswith("-")
    if key not in COUNTERS:
        return _part(_ordered(wanted, key, falls=falls), start, most)
    first = ranked(wanted, key, falls=falls)
    ids = _part(first, start, most)
    if most is not None and len(ids) >= most:
        return ids
    passed = start - _count(first) if start and not ids else 0
    rest = None if most is None else most - len(ids)
    return ids + _part(unranked(wanted, key), passed, rest)


def _part(statement: Select[Any], start: int, most: int | None) -> list[uuid.UUID]:
    return list(db.session.scalars(statement.offset(start or None).limit(most)))


def _ordered(wanted: Select[Any], key: str, *, falls: bool) -> Select[Any]:
    columns = (Article.title, Article.day, Article.id) if key == "title" else (Article.day, Article.id)
    return wanted.order_by(*[column.desc() if falls else column.asc() for column in columns])


def _placed() -> Any:
    return exists().where(Placement.article_id == Article.id)


def _tagged() -> Any:
    return exists().where(ArticleTag.article_id == Article.id)


def _lacks_link() -> Any:
    return ~_placed().where(Placement.url.is_not(None))


def _lacks_reading() -> ColumnElement[bool]:
    """Neither on a placement of its own nor, for a push, on one of its pieces."""
    piece = aliased(Article)
    read = exists().where(Reading.placement_id == Placement.id)
    of_pieces = exists().where(piece.post_id == Article.id, Placement.article_id == piece.id, read)
    return and_(~_placed().where(read), or_(Article.kind != ArticleKind.POST, ~of_pieces))


def _lacks_campaign() -> Any:
    return ~_tagged()


_LACKS = {Lacking.LINK: _lacks_link, Lacking.READING: _lacks_reading, Lacking.CAMPAIGN: _lacks_campaign}
