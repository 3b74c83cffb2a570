"""Reading which items look like one, and which were made one."""

import uuid
from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.media.articles.twins.rules import WITHIN_DAYS, Pair, Seen, same_marks, same_titles
from outreach.media.models import Article, ArticleMerge, ArticlesApart, Placement
from outreach.media.rules import Likeness
from outreach.periods import Period

_LIVE = Article.withdrawn_at.is_(None)


def probable_twins(period: Period) -> list[Pair]:
    """Pairs of items that look like one, the second of which appeared in the period; the latest first.

    Those that somebody told apart are left out.
    """
    link = _sharing(Placement.link_key, period)
    number = _sharing(Placement.platform_id, period, Placement.channel_id)
    found = [*same_marks(link, Likeness.LINK), *same_marks(number, Likeness.NUMBER), *same_titles(_titled(period))]
    pairs: dict[frozenset[Any], Pair] = {}
    for pair in found:
        pairs.setdefault(frozenset((pair.one, pair.other)), pair)
    apart = {frozenset(row) for row in db.session.execute(select(ArticlesApart.one_id, ArticlesApart.other_id))}
    asked = [pair for key, pair in pairs.items() if key not in apart]
    return sorted(asked, key=lambda pair: (pair.day, str(pair.other), str(pair.one)), reverse=True)


def twins_of(article: Article) -> Sequence[Article]:
    """The items that look like this one, about the days on which it appeared; by day."""
    around = Period(article.day - timedelta(days=WITHIN_DAYS), article.day + timedelta(days=WITHIN_DAYS))
    pairs = [(pair.one, pair.other) for pair in probable_twins(around) if article.id in (pair.one, pair.other)]
    alike = {each for pair in pairs for each in pair}
    statement = select(Article).where(Article.id.in_(alike - {article.id}))
    return db.session.scalars(statement.order_by(Article.day, Article.id)).all()


def merges_of(article_id: uuid.UUID) -> Sequence[ArticleMerge]:
    """What was made one with the item and stands, whichever of the two was kept; the latest first."""
    about = (ArticleMerge.kept_id == article_id) | (ArticleMerge.other_id == article_id)
    statement = select(ArticleMerge).where(about, ArticleMerge.undone_at.is_(None))
    both = (joinedload(ArticleMerge.kept), joinedload(ArticleMerge.other))
    return db.session.scalars(statement.options(*both).order_by(ArticleMerge.made_at.desc(), ArticleMerge.id)).all()


def _sharing(mark: Any, period: Period, *beside: Any) -> list[tuple[str, Seen]]:
    """The items of which several share the mark, and one lies in the period."""
    inside = Article.day.between(period.first, period.last)
    of_period = select(mark).join(Placement.article).where(_LIVE, inside, mark.is_not(None))
    shared = (
        select(mark, *beside)
        .join(Placement.article)
        .where(_LIVE, mark.in_(of_period))
        .group_by(mark, *beside)
        .having(func.count(Article.id.distinct()) > 1)
    ).subquery()
    same = and_(*[column == shared.c[column.key] for column in (mark, *beside)])
    parts = (Article.id, Article.kind, Article.title, Article.day, Article.post_id)
    rows = db.session.execute(select(mark, *beside, *parts).join(Placement.article).join(shared, same).where(_LIVE))
    width = 1 + len(beside)
    return [("|".join(str(each) for each in row[:width]), Seen(*row[width:])) for row in rows]


def _titled(period: Period) -> list[Seen]:
    """The items of the period, to be compared by their titles, with where they stand."""
    parts = (Article.id, Article.kind, Article.title, Article.day, Article.post_id)
    inside = Article.day.between(period.first, period.last)
    rows = db.session.execute(select(*parts).where(_LIVE, inside)).all()
    places = _places(period)
    return [Seen(*row, places=frozenset(places[row.id])) for row in rows]


def _places(period: Period) -> dict[uuid.UUID, set[tuple[Hashable, date]]]:
    inside = Article.day.between(period.first, period.last)
    of_period = select(Placement.article_id, Placement.channel_id, Placement.day).join(Placement.article)
    places: dict[uuid.UUID, set[tuple[Hashable, date]]] = defaultdict(set)
    for article_id, channel_id, day in db.session.execute(of_period.where(_LIVE, inside)):
        places[article_id].add((channel_id, day))
    return places
