"""Pieces beside the consultations of their subject, before and after: beside each other, not because of each other."""

import uuid
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.media.models import Article
from outreach.media.rules import ArticleKind
from outreach.people.models import Team
from outreach.periods import Period
from outreach.reports import queries
from outreach.reports.filters import Filters
from outreach.reports.online_year.rules import BESIDE_DAYS, Order, days_after, days_before
from outreach.schedule.models import Event
from outreach.web.paging import Page, page_of, paged

#: What is set beside consultations: the items that figures count, not the pieces of a push.
KINDS = (ArticleKind.ARTICLE, ArticleKind.POST, ArticleKind.VIDEO)


@dataclass(frozen=True)
class Heard:
    """What some days hold of a subject: people heard, and at how many events; without an event nobody could ask."""

    people: int
    events: int


@dataclass(frozen=True)
class Beside:
    """A piece, the consultations of its subject in the two weeks before, and in those from its own day on."""

    article: Article
    before: Period
    after: Period
    heard_before: Heard
    heard_after: Heard
    is_over: bool

    @property
    def difference(self) -> int | None:
        """How many more were heard afterwards; None where one of the two stretches had no event to be heard at."""
        if not (self.is_over and self.heard_before.events and self.heard_after.events):
            return None
        return self.heard_after.people - self.heard_before.people


@dataclass
class _Days:
    """Consultations of one subject by day, added up from the first one on."""

    days: list[date] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)

    def sums(self) -> "_Days":
        """The running sums, beginning at 0."""
        return _Days(self.days, [0, *accumulate(self.people)], [0, *accumulate(self.events)])

    def within(self, period: Period) -> Heard:
        """What the days of the period hold; to be asked of `sums`."""
        first, last = bisect_left(self.days, period.first), bisect_right(self.days, period.last)
        return Heard(self.people[last] - self.people[first], self.events[last] - self.events[first])


@dataclass(frozen=True)
class Subjects:
    """The consultations of each subject (a team's topics) by day, in the whole bureau."""

    by_team: dict[uuid.UUID, _Days]

    def heard(self, team_id: uuid.UUID, period: Period) -> Heard:
        """What was heard of the team's subject on these days, whoever heard it and wherever."""
        days = self.by_team.get(team_id)
        return days.within(period) if days else Heard(0, 0)


def subjects(filters: Filters) -> Subjects:
    """The consultations of all subjects in the filters' days and the weeks around them."""
    statement = (
        select(Item.team_id, Event.day, func.sum(Tally.quantity), func.count(Event.id.distinct()))
        .select_from(Tally)
        .join(Event, Event.id == Tally.event_id)
        .join(Item, Item.id == Tally.item_id)
        .where(Item.team_id.is_not(None), *_counted(_around(filters)))
        .group_by(Item.team_id, Event.day)
        .order_by(Event.day)
    )
    found: dict[Any, _Days] = defaultdict(_Days)
    for team_id, day, people, events in db.session.execute(statement):
        days = found[team_id]
        days.days.append(day)
        days.people.append(int(people))
        days.events.append(events)
    return Subjects({team_id: days.sums() for team_id, days in found.items()})


def page_of_pieces(
    filters: Filters, known: Subjects, number: int, size: int, *, today: date, order: Order
) -> Page[Beside]:
    """The pieces of the period: the latest first, or those with the most consultations more afterwards first."""
    if order is Order.LATEST:
        page = paged(db.session(), _pieces(filters).order_by(Article.day.desc(), Article.id.desc()), number, size)
        return page.showing([_beside(item, known, today) for item in page])
    keys = db.session.execute(_pieces(filters).with_only_columns(Article.id, Article.day, Article.team_id)).all()
    ranked = sorted((_rank(known, key, today), -key.day.toordinal(), key.id) for key in keys)
    chosen = page_of([key[-1] for key in ranked], number, size)
    found = {item.id: item for item in db.session.scalars(_loaded().where(Article.id.in_(chosen.rows))).unique()}
    return chosen.showing([_beside(found[each], known, today) for each in chosen])


def _rank(known: Subjects, key: Any, today: date) -> tuple[bool, int]:
    before, after = days_before(key.day), days_after(key.day)
    then, later = known.heard(key.team_id, before), known.heard(key.team_id, after)
    is_known = bool(then.events and later.events and after.last < today)
    return not is_known, then.people - later.people if is_known else 0


def _beside(item: Article, known: Subjects, today: date) -> Beside:
    before, after = days_before(item.day), days_after(item.day)
    heard = (known.heard(item.team_id, before), known.heard(item.team_id, after))
    return Beside(item, before, after, *heard, is_over=after.last < today)


def pieces_by_day(filters: Filters) -> dict[uuid.UUID, list[date]]:
    """For each team the days on which its pieces appeared, one day for each piece."""
    days: dict[uuid.UUID, list[date]] = defaultdict(list)
    statement = _pieces(filters).with_only_columns(Article.team_id, Article.day).order_by(Article.day, Article.id)
    for team_id, day in db.session.execute(statement):
        days[team_id].append(day)
    return days


def lines_of(filters: Filters, team: Team, period: Period, number: int, size: int) -> tuple[int, Page[Any]]:
    """What people asked about a subject on some days: the sum, and a page of its lines, by day."""
    lines: Any = (
        select(Tally.id, Tally.event_id, Tally.quantity, Event.day, Event.title, Item.name, Tally.received_at)
        .select_from(Tally)
        .join(Event, Event.id == Tally.event_id)
        .join(Item, Item.id == Tally.item_id)
        .where(Item.team_id == team.id, *_counted(Filters(filters.year, period)))
    )
    amount = db.session.scalar(select(func.sum(lines.subquery().c.quantity))) or 0
    in_order = lines.order_by(Event.day, Tally.received_at, Tally.id)
    return int(amount), paged(db.session(), in_order, number, size, entities=False)


def _around(filters: Filters) -> Filters:
    """The same days and the weeks around them, of everybody: a subject is asked about at any team's desk."""
    weeks = timedelta(days=BESIDE_DAYS)
    return Filters(filters.year, Period(filters.period.first - weeks, filters.period.last + weeks))


def _counted(filters: Filters) -> list[Any]:
    kind = CountKind.CONSULTATION
    return [Tally.kind == kind, queries.counted_unit(kind) == MAIN_UNIT[kind], *queries.counted_lines(filters)]


def _pieces(filters: Filters) -> Select[Any]:
    days = Article.day.between(filters.period.first, filters.period.last)
    return _loaded().where(Article.kind.in_(KINDS), days, *queries.article_conditions(filters))


def _loaded() -> Select[Any]:
    return select(Article).options(selectinload(Article.laws))
