"""Reading score sheets, their items, and what can be tied to them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Exists, exists, func, select
from sqlalchemy.orm import selectinload

from outreach import periods
from outreach.db import db
from outreach.errors import NotFound
from outreach.laws.models import Law
from outreach.media.models import Article
from outreach.people.models import Person
from outreach.reports.scores.models import ScoreItem, ScoreSheet, ScoreTie
from outreach.reports.scores.rules import Progress, Shown
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web.paging import Page, paged
from outreach.web.searching import searched

ON_A_PAGE, MOST_FOUND = 100, 12


def _is_tied() -> Exists:
    return exists().where(ScoreTie.item_id == ScoreItem.id)


def sheets_of(year: int) -> Sequence[ScoreSheet]:
    """The sheets of a year that were not taken off, the newest first."""
    rows = select(ScoreSheet).where(ScoreSheet.year == year, ScoreSheet.retired_at.is_(None))
    return db.session.scalars(rows.order_by(ScoreSheet.made_at.desc(), ScoreSheet.id.desc()).limit(50)).all()


def latest_before(year: int) -> Sequence[ScoreSheet]:
    """The sheets of earlier years, which can be copied."""
    rows = select(ScoreSheet).where(ScoreSheet.year < year, ScoreSheet.retired_at.is_(None))
    return db.session.scalars(rows.order_by(ScoreSheet.year.desc(), ScoreSheet.made_at.desc()).limit(10)).all()


def sheet_of(year: int, sheet_id: uuid.UUID) -> ScoreSheet:
    """The sheet, which must be one of the year; raises NotFound."""
    found = db.session.get(ScoreSheet, sheet_id)
    if found is None or found.year != year:
        raise NotFound(code="no_such_sheet", id=sheet_id)
    return found


def item_of(sheet: ScoreSheet, item_id: uuid.UUID, *, lock: bool = False) -> ScoreItem:
    """An item of the sheet, until the transaction ends nobody else's with `lock`; raises NotFound."""
    of_item: Any = {"of": ScoreItem} if lock else None
    found = db.session.get(ScoreItem, item_id, with_for_update=of_item, populate_existing=lock)
    if found is None or found.sheet_id != sheet.id:
        raise NotFound(code="no_such_item", id=item_id)
    return found


def tie_of(item: ScoreItem, tie_id: uuid.UUID) -> ScoreTie:
    """What the item is tied to; raises NotFound."""
    found = db.session.get(ScoreTie, tie_id)
    if found is None or found.item_id != item.id:
        raise NotFound(code="no_such_tie", id=tie_id)
    return found


def items_of(sheet: ScoreSheet) -> Sequence[ScoreItem]:
    """All items in the order of the sheet, with all that is tied to them."""
    rows = db.session.scalars(_with_ties(_of(sheet).order_by(ScoreItem.position, ScoreItem.id)))
    items: Sequence[ScoreItem] = rows.all()
    return items


def page_of_items(sheet: ScoreSheet, number: int, shown: Shown, owner_id: uuid.UUID | None) -> Page[ScoreItem]:
    """Items on one page, those with nothing tied first."""
    statement = _of(sheet)
    if shown is not Shown.ALL:
        statement = statement.where(_is_tied() if shown is Shown.TIED else ~_is_tied())
    if owner_id is not None:
        statement = statement.where(ScoreItem.owner_id == owner_id)
    ordered = statement.order_by(_is_tied(), ScoreItem.position, ScoreItem.id)
    return paged(db.session(), _with_ties(ordered), number, ON_A_PAGE)


def open_items_of(owner_id: uuid.UUID) -> Sequence[tuple[ScoreSheet, int]]:
    """The sheets in use in which the person is to fill in items without a score, with how many; the latest first."""
    counted = (
        select(ScoreItem.sheet_id, func.count().label("items"))
        .where(ScoreItem.owner_id == owner_id, ScoreItem.score.is_(None))
        .group_by(ScoreItem.sheet_id)
        .subquery()
    )
    sheets = select(ScoreSheet, counted.c["items"]).join(counted, counted.c.sheet_id == ScoreSheet.id)
    latest = sheets.where(ScoreSheet.retired_at.is_(None)).order_by(ScoreSheet.year.desc(), ScoreSheet.id.desc())
    return [(sheet, items) for sheet, items in db.session.execute(latest.limit(ON_A_PAGE))]


def _of(sheet: ScoreSheet) -> Any:
    return select(ScoreItem).where(ScoreItem.sheet_id == sheet.id)


def _with_ties(statement: Any) -> Any:
    ties = selectinload(ScoreItem.ties)
    return statement.options(
        ties.selectinload(ScoreTie.event), ties.selectinload(ScoreTie.article), ties.selectinload(ScoreTie.law)
    )


def progress_of(sheet: ScoreSheet) -> Progress:
    """How far the sheet is."""
    tied = func.count().filter(_is_tied())
    points = func.coalesce(func.sum(ScoreItem.points), 0)
    tied_points = func.coalesce(func.sum(ScoreItem.points).filter(_is_tied()), 0)
    scored = func.coalesce(func.sum(ScoreItem.score), 0)
    row = db.session.execute(
        select(func.count(), tied, points, tied_points, scored).where(ScoreItem.sheet_id == sheet.id)
    ).one()
    return Progress(*(int(each) for each in row))


@dataclass(frozen=True)
class Found:
    """What a search for something to tie came upon."""

    events: Sequence[Event]
    articles: Sequence[Article]
    laws: Sequence[Law]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not (self.events or self.articles or self.laws)


def things_called(year: int, words: str) -> Found:
    """Held events and articles of the year and laws in whose title every word stands; the newest first."""
    events = select(Event).where(Event.status == Status.HELD, Event.day.between(*_days(year)))
    articles = select(Article).where(Article.withdrawn_at.is_(None), Article.day.between(*_days(year)))
    laws = select(Law)
    for word in searched(words):
        events = events.where(Event.title.icontains(word, autoescape=True))
        articles = articles.where(Article.title.icontains(word, autoescape=True))
        laws = laws.where(Law.title.icontains(word, autoescape=True))
    return Found(
        db.session.scalars(events.order_by(Event.day.desc(), Event.id).limit(MOST_FOUND)).all(),
        db.session.scalars(articles.order_by(Article.day.desc(), Article.id).limit(MOST_FOUND)).all(),
        db.session.scalars(laws.order_by(Law.title, Law.id).limit(MOST_FOUND)).all(),
    )


def _days(year: int) -> tuple[date, date]:
    whole = periods.year(year)
    return whole.first, whole.last


def thing_of(kind: str, thing_id: uuid.UUID) -> Event | Article | Law:
    """The event, article or law; raises NotFound."""
    tables: dict[str, type[Event] | type[Article] | type[Law]] = {"event": Event, "article": Article, "law": Law}
    thing: Any = db.session.get(tables[kind], thing_id) if kind in tables else None
    if thing is None:
        raise NotFound(_("There is no such thing to tie."), code="no_such_thing", id=thing_id)
    found: Event | Article | Law = thing
    return found


def owners_of(sheet: ScoreSheet) -> list[tuple[uuid.UUID, str]]:
    """Who fills items of the sheet, by name."""
    ids = select(ScoreItem.owner_id).where(ScoreItem.sheet_id == sheet.id)
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)).order_by(Person.name, Person.id))
    return [(id, name) for id, name in rows]
