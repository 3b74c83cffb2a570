"""Reading the list of articles, and what a form of one offers."""

import hashlib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import selectinload

from outreach.audit.models import Change
from outreach.db import db
from outreach.media.models import Article, ArticleTag, Placement
from outreach.media.rules import ArticleKind
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


def page_of_articles(filters: Filters, number: int) -> Page[Article]:
    """A page of the list, the latest first, placements loaded."""
    statement = _matching(filters).order_by(Article.day.desc(), Article.id.desc())
    return paged(db.session(), statement.options(selectinload(Article.placements)), number)


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


def editions_around(day: date, *, kept: Collection[uuid.UUID] = ()) -> Sequence[Edition]:
    """The editions of the day's year and the one before, and those `kept`, the latest first."""
    statement = select(Edition).where(Edition.year.in_((day.year, day.year - 1)) | Edition.id.in_(kept))
    return db.session.scalars(statement.order_by(Edition.first_day.desc(), Edition.id)).unique().all()


def recent_events(team_id: uuid.UUID | None, around: date, but: uuid.UUID | None = None) -> Sequence[Event]:
    """Events to choose from for an article, the ones nearest before `around` first; `but` is always among them."""
    statement = select(Event).where(or_(Event.day <= around, Event.id == but))
    if team_id is not None:
        statement = statement.where(or_(Event.lead_team_id == team_id, Event.id == but))
    return db.session.scalars(statement.order_by(Event.day.desc(), Event.id).limit(60)).unique().all()


def event_or_none(event_id: uuid.UUID | None) -> Event | None:
    """The event, where there is one of that id."""
    return None if event_id is None else db.session.get(Event, event_id)


def history_of(item: Article) -> Sequence[Change]:
    """Every change of the article, newest first."""
    return db.session.scalars(
        select(Change)
        .where(Change.subject_type == Article.__tablename__, Change.subject_id == item.id)
        .order_by(Change.at.desc(), Change.id.desc())
    ).all()


def mark_of(item: Article) -> str:
    """A short name for what is known of the article now: after any change it is another one."""
    known = (item.kind, item.title, item.day, item.team_id, item.event_id, item.authors, item.note, item.withdrawn_at)
    editions = sorted(str(tag.edition_id) for tag in item.tags)
    return hashlib.sha256(repr(([str(each) for each in known], editions)).encode()).hexdigest()[:16]


def articles_of(event_id: uuid.UUID) -> Sequence[Article]:
    """The articles about an event that were not withdrawn, by day."""
    statement = select(Article).where(Article.event_id == event_id, Article.withdrawn_at.is_(None))
    return db.session.scalars(statement.order_by(Article.day, Article.id).limit(50)).all()
