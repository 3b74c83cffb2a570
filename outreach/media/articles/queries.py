"""Reading the list of articles, and what a form of one offers."""

import hashlib
import uuid
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.media.models import Article, ArticleMerge
from outreach.places.models import Place
from outreach.schedule.models import Edition, Event
from outreach.schedule.rules import Status

#: What is written about an event appears some days after it; an announcement before it.
_BEFORE, _AFTER = timedelta(days=10), timedelta(days=3)


def editions_around(day: date, *, kept: Collection[uuid.UUID] = ()) -> Sequence[Edition]:
    """The editions of the day's year and the one before, and those `kept`, the latest first."""
    statement = select(Edition).where(Edition.year.in_((day.year, day.year - 1)) | Edition.id.in_(kept))
    return db.session.scalars(statement.order_by(Edition.first_day.desc(), Edition.id)).unique().all()


def events_named(words: Sequence[str], days: Sequence[date], *, most: int = 20) -> Sequence[Event]:
    """Events of any year in whose title or place each of the words stands, on one of the `days` where there are any.

    The latest first, cancelled ones left out.
    """
    statement = select(Event).join(Event.place).where(Event.status != Status.CANCELLED)
    for word in words:
        there = (Event.title.icontains(word, autoescape=True), Place.name.icontains(word, autoescape=True))
        statement = statement.where(or_(*there))
    if days:
        statement = statement.where(Event.day.in_(days))
    return _events(statement.order_by(Event.day.desc(), Event.id).limit(most))


def events_around(day: date, team_id: uuid.UUID | None, *, most: int = 8) -> Sequence[Event]:
    """What an item of `day` most likely is about: the events of some days before it, the team's own first."""
    near = select(Event).where(Event.day.between(day - _BEFORE, day + _AFTER), Event.status != Status.CANCELLED)
    return _events(near.order_by(Event.lead_team_id != team_id, Event.day.desc(), Event.id).limit(most))


def _events(statement: Select[Any]) -> Sequence[Event]:
    return db.session.scalars(statement.options(joinedload(Event.place))).unique().all()


def event_or_none(event_id: uuid.UUID | None) -> Event | None:
    """The event, where there is one of that id."""
    return None if event_id is None else db.session.get(Event, event_id)


def mark_of(item: Article) -> str:
    """A short name for what is known of the article now: after any change it is another one."""
    known = (item.kind, item.title, item.day, item.team_id, item.event_id, item.authors, item.note, item.withdrawn_at)
    editions = sorted(str(tag.edition_id) for tag in item.tags)
    others = sorted(str(each.team_id) for each in item.joint_teams), sorted(str(each.law_id) for each in item.laws)
    return hashlib.sha256(repr(([str(each) for each in known], editions, others)).encode()).hexdigest()[:16]


def merged_into(article_id: uuid.UUID) -> ArticleMerge | None:
    """How the item became one with another that was kept, where that stands."""
    standing = select(ArticleMerge).where(ArticleMerge.other_id == article_id, ArticleMerge.undone_at.is_(None))
    return db.session.scalars(standing.order_by(ArticleMerge.made_at.desc(), ArticleMerge.id).limit(1)).first()


def articles_of(event_id: uuid.UUID) -> Sequence[Article]:
    """The articles about an event that were not withdrawn, by day."""
    statement = select(Article).where(Article.event_id == event_id, Article.withdrawn_at.is_(None))
    return db.session.scalars(statement.order_by(Article.day, Article.id).limit(50)).all()
