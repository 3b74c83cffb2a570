"""Reading the online ledger."""

import hashlib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

from outreach.audit.models import Change
from outreach.db import db
from outreach.errors import NotFound
from outreach.media.models import Article, ArticleTag, Channel, Placement, Reading
from outreach.media.rules import ArticleKind, Metric, Standing, link_key, link_needle, standings_of, title_key
from outreach.people.models import Person
from outreach.periods import Period
from outreach.schedule.models import Edition, Event
from outreach.web.paging import Page, paged


@dataclass(frozen=True)
class Filters:
    """What the list shows; None asks for everything, but the pieces of posts are shown only when asked for."""

    kind: ArticleKind | None = None
    channel_id: uuid.UUID | None = None
    team_id: uuid.UUID | None = None
    campaign_id: uuid.UUID | None = None
    period: Period | None = None
    text: str = ""
    with_withdrawn: bool = False


def article(article_id: uuid.UUID, *, lock: bool = False) -> Article:
    """The article with its placements, their readings, its pieces and tags; raises NotFound.

    `lock` keeps others from changing it meanwhile.
    """
    placements = selectinload(Article.placements)
    statement = (
        select(Article)
        .where(Article.id == article_id)
        .options(
            placements.joinedload(Placement.channel),
            placements.selectinload(Placement.readings),
            selectinload(Article.pieces),
            joinedload(Article.event),
            joinedload(Article.post),
        )
    )
    if lock:
        statement = statement.with_for_update(of=Article).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(code="no_such_article", id=article_id)
    return found


def mark_of(item: Article) -> str:
    """A short name for what is known of the article now: after any change it is another one."""
    known = (item.kind, item.title, item.day, item.team_id, item.event_id, item.authors, item.note, item.withdrawn_at)
    editions = sorted(str(tag.edition_id) for tag in item.tags)
    return hashlib.sha256(repr(([str(each) for each in known], editions)).encode()).hexdigest()[:16]


def placement(placement_id: uuid.UUID, *, lock: bool = False) -> Placement:
    """The placement; raises NotFound. `lock` keeps others from changing it meanwhile."""
    locked = {"of": Placement} if lock else None
    found = db.session.get(Placement, placement_id, with_for_update=locked, populate_existing=lock)
    if found is None:
        raise NotFound(code="no_such_placement", id=placement_id)
    return found


def page_of_articles(filters: Filters, number: int) -> Page[Article]:
    """A page of the list, the latest first, placements loaded."""
    statement = _matching(filters).order_by(Article.day.desc(), Article.id.desc())
    return paged(db.session(), statement.options(selectinload(Article.placements)), number)


def latest_values(article_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[Metric, int]]:
    """What each article's counters showed last, over its placements; for a post with pieces, over those of its pieces.

    Only readings that may count; a metric without one is absent.
    """
    piece = aliased(Article)
    has_pieces = exists().where(piece.post_id == Article.id, piece.withdrawn_at.is_(None))
    shown = case((Article.post_id.in_(article_ids), Article.post_id), else_=Article.id)
    newest = (
        select(
            shown.label("article_id"),
            Reading.metric,
            Reading.value,
            func.row_number()
            .over(
                partition_by=(Reading.placement_id, Reading.metric),
                order_by=(Reading.day.desc(), Reading.recorded_at.desc(), Reading.id.desc()),
            )
            .label("place"),
        )
        .join(Reading.placement)
        .join(Placement.article)
        .join(Placement.channel)
        .where(or_(Channel.is_own.is_(True), func.coalesce(Reading.proof_note, "") != ""), ~has_pieces)
        .where(Article.id.in_(article_ids) | (Article.post_id.in_(article_ids) & Article.withdrawn_at.is_(None)))
        .subquery()
    )
    sums = select(newest.c.article_id, newest.c.metric, func.sum(newest.c.value)).where(newest.c.place == 1)
    values: dict[uuid.UUID, dict[Metric, int]] = {}
    for article_id, metric, value in db.session.execute(sums.group_by(newest.c.article_id, newest.c.metric)):
        values.setdefault(article_id, {})[metric] = int(value)
    return values


def placement_of_its_day(item: Article) -> Placement | None:
    """The only placement of an item, where it is of the item's own day."""
    return item.placements[0] if [each.day for each in item.placements] == [item.day] else None


def counts_through_pieces(item: Article) -> bool:
    """Whether the views of a post are those of its pieces, so that its own readings count nowhere."""
    return any(piece.withdrawn_at is None for piece in item.pieces)


def standings(item: Article) -> dict[uuid.UUID, Standing]:
    """For each reading of the item whether it counts."""
    through_pieces = counts_through_pieces(item)
    found: dict[uuid.UUID, Standing] = {}
    for stands in item.placements:
        recorded = sorted(stands.readings, key=lambda each: (each.recorded_at, each.id))
        own = stands.channel.is_own
        rows = [(each.id, (each.metric, each.day), own or bool(each.proof_note)) for each in recorded]
        found |= standings_of(rows)
    if not through_pieces:
        return found
    return {each: Standing.THROUGH_PIECES if how is Standing.COUNTS else how for each, how in found.items()}


def recorders_of(item: Article) -> dict[uuid.UUID, str]:
    """The names of those who recorded the item's readings, by their ids."""
    ids = {reading.recorded_by_id for stands in item.placements for reading in stands.readings} - {None}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))) if ids else ()
    return {row.id: row.name for row in rows}


def articles_of(event_id: uuid.UUID) -> Sequence[Article]:
    """The articles about an event that were not withdrawn, by day."""
    statement = select(Article).where(Article.event_id == event_id, Article.withdrawn_at.is_(None))
    return db.session.scalars(statement.order_by(Article.day, Article.id).limit(50)).all()


def channels(*, with_retired: bool = False) -> Sequence[Channel]:
    """The channels by name."""
    statement = select(Channel).order_by(Channel.is_own.desc(), Channel.name, Channel.id)
    return db.session.scalars(statement if with_retired else statement.where(Channel.retired_at.is_(None))).all()


def channel(channel_id: uuid.UUID) -> Channel:
    """The channel; raises NotFound."""
    found = db.session.get(Channel, channel_id)
    if found is None:
        raise NotFound(code="no_such_channel", id=channel_id)
    return found


def channel_by_name(name: str) -> Channel | None:
    """The channel of that name."""
    return db.session.scalar(select(Channel).where(Channel.name == name).limit(1))


def has_unproven_readings(channel: Channel) -> bool:
    """Whether a counter on the channel was read without a note that says where the number is from."""
    statement = select(Reading.id).join(Reading.placement).where(Placement.channel_id == channel.id)
    return bool(db.session.scalar(select(statement.where(func.coalesce(Reading.proof_note, "") == "").exists())))


def same_item(
    *, url: str | None, title: str, channel_id: uuid.UUID, day: date, but: uuid.UUID | None = None
) -> Article | None:
    """An article that stands there already: by its link, or by channel, day and title (the trade's two ways).

    `but` is the article that is being changed itself.
    """
    standing = select(Article.id, Article.title, Placement.url).join(Article.placements)
    standing = standing.where(Article.withdrawn_at.is_(None)).order_by(Article.id)
    if but is not None:
        standing = standing.where(Article.id != but)
    there = db.session.execute(standing.where(Placement.channel_id == channel_id, Placement.day == day))
    twins = [row.id for row in there if title_key(row.title) == title_key(title)]
    if url:
        near = db.session.execute(standing.where(Placement.url.icontains(link_needle(url), autoescape=True)))
        twins += [row.id for row in near if link_key(row.url) == link_key(url)]
    return db.session.get(Article, min(twins)) if twins else None


def readings_of(placement_id: uuid.UUID, metric: Metric) -> list[tuple[date, int]]:
    """What a counter showed: for each day the value recorded last, by day."""
    rows = db.session.execute(
        select(Reading.day, Reading.value)
        .where(Reading.placement_id == placement_id, Reading.metric == metric)
        .order_by(Reading.day, Reading.recorded_at, Reading.id)
    )
    return list({day: (day, value) for day, value in rows}.values())


def recent_events(team_id: uuid.UUID | None, around: date, but: uuid.UUID | None = None) -> Sequence[Event]:
    """Events to choose from for an article, the ones nearest before `around` first; `but` is always among them."""
    statement = select(Event).where(or_(Event.day <= around, Event.id == but))
    if team_id is not None:
        statement = statement.where(or_(Event.lead_team_id == team_id, Event.id == but))
    return db.session.scalars(statement.order_by(Event.day.desc(), Event.id).limit(60)).unique().all()


def event_or_none(event_id: uuid.UUID | None) -> Event | None:
    """The event, where there is one of that id."""
    return None if event_id is None else db.session.get(Event, event_id)


def editions_around(day: date, *, kept: Collection[uuid.UUID] = ()) -> Sequence[Edition]:
    """The editions of the day's year and the one before, and those `kept`, the latest first."""
    statement = select(Edition).where(Edition.year.in_((day.year, day.year - 1)) | Edition.id.in_(kept))
    return db.session.scalars(statement.order_by(Edition.first_day.desc(), Edition.id)).unique().all()


def history_of(item: Article) -> Sequence[Change]:
    """Every change of the article, newest first."""
    return db.session.scalars(
        select(Change)
        .where(Change.subject_type == Article.__tablename__, Change.subject_id == item.id)
        .order_by(Change.at.desc(), Change.id.desc())
    ).all()


def _matching(filters: Filters) -> Select[Any]:
    statement = select(Article)
    wanted = Article.kind != ArticleKind.PIECE if filters.kind is None else Article.kind == filters.kind
    statement = statement.where(wanted)
    if filters.team_id is not None:
        statement = statement.where(Article.team_id == filters.team_id)
    if filters.period is not None:
        statement = statement.where(Article.day.between(filters.period.first, filters.period.last))
    if filters.channel_id is not None:
        on_channel = exists().where(Placement.article_id == Article.id, Placement.channel_id == filters.channel_id)
        statement = statement.where(on_channel)
    if filters.campaign_id is not None:
        editions = select(Edition.id).where(Edition.campaign_id == filters.campaign_id)
        tagged = exists().where(ArticleTag.article_id == Article.id, ArticleTag.edition_id.in_(editions))
        statement = statement.where(tagged)
    if filters.text:
        statement = statement.where(Article.title.icontains(filters.text, autoescape=True))
    if not filters.with_withdrawn:
        statement = statement.where(Article.withdrawn_at.is_(None))
    return statement
