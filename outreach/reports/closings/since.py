"""What came to a closed period afterwards: lines of the ledger by receipt, and what was changed of its events."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from outreach.audit.models import Change
from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.models import CheckAnswer, CheckUp
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.db.another import another
from outreach.logbook.models import Tally
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.media.models import Article
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.reports.closings.models import Closing, LeftSinceClosing
from outreach.reports.drawings.causes import said_field
from outreach.reports.drawings.models import DrawnLine
from outreach.schedule.models import Event
from outreach.schedule.rules import Track
from outreach.web.paging import Page, paged

#: How many changes the page of a closing lists.
MOST_CHANGES = 100
_OF_EVENTS = tuple(f"events_{track.value}" for track in Track)
_OF_ARTICLES = ("articles", "posts", "videos", "screens")


@dataclass(frozen=True)
class Late:
    """A line that came after the closing `closing_id` of its day; `left_by` where somebody left it as it is."""

    id: uuid.UUID
    event_id: uuid.UUID
    title: str
    day: date
    kind: CountKind
    item: str | None
    unit: str | None
    quantity: int
    reason: str | None
    by: str
    sent_by: str
    received_at: datetime
    left_by: str | None = None

    @property
    def counted_in(self) -> str:
        """The unit of the quantity."""
        return self.unit or MAIN_UNIT[self.kind]


def lines_since(closing: Closing, number: int, *, size: int = 50) -> Page[Late]:
    """All lines of the closing's days that came after it, by receipt; those that were left say so."""
    days = Event.day.between(closing.first_day, closing.last_day)
    team = [Event.lead_team_id == closing.team_id] if closing.team_id else []
    statement = _late().where(Tally.received_at > closing.at, days, *team)
    page = paged(db.session(), statement.order_by(Tally.received_at, Tally.id), number, size, entities=False)
    return page.showing([Late(*row) for row in page])


@dataclass(frozen=True)
class Corrected:
    """A change after a closing to an event or article of its days, then or now."""

    change: Change
    field: str
    """Its name in words."""
    title: str
    event_id: uuid.UUID | None
    article_id: uuid.UUID | None


def changes_since(closing: Closing) -> tuple[list[Corrected], int]:
    """What was changed since the closing about its events and articles and may move a figure; and how many in all.

    Its own are those of its days today and those behind its figures: an event that moved to another year is among them.
    """
    kept = select(DrawnLine.line_id).where(DrawnLine.drawing_id == closing.drawing_id)
    days = closing.first_day, closing.last_day
    own_events = select(Event.id).where(Event.day.between(*days))
    own_articles = select(Article.id).where(Article.day.between(*days))
    if closing.team_id:
        own_events = own_events.where(Event.lead_team_id == closing.team_id)
        own_articles = own_articles.where(Article.team_id == closing.team_id)
    of_event = or_(Event.id.in_(own_events), Event.id.in_(kept.where(DrawnLine.key.in_(_OF_EVENTS))))
    of_article = or_(Article.id.in_(own_articles), Article.id.in_(kept.where(DrawnLine.key.in_(_OF_ARTICLES))))
    statement = (
        select(Change, Event.id, Event.title, Article.id, Article.title)
        .outerjoin(Event, and_(Change.subject_type == "events", Event.id == Change.subject_id))
        .outerjoin(Article, and_(Change.subject_type == "articles", Article.id == Change.subject_id))
        .where(Change.moves_figure, Change.at > closing.at, or_(of_event, of_article))
    )
    count = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    rows = db.session.execute(statement.order_by(Change.at, Change.id).limit(MOST_CHANGES))
    return [
        Corrected(change, said_field(change), event_title or article_title, event_id, article_id)
        for change, event_id, event_title, article_id, article_title in rows
    ], count


@dataclass(frozen=True)
class LateAnswer:
    """What was found at a point of a check-up of a closing's days, and sent after it."""

    check_up_id: uuid.UUID
    key: uuid.UUID
    company: str
    point: str
    day: date
    found: Found
    by: str
    sent_by: str
    received_at: datetime


def answers_since(closing: Closing) -> tuple[list[LateAnswer], int]:
    """The answers at check-ups of the closing's days that came after it, by receipt, MOST_CHANGES; and how many in all.

    They may move what was found and mended; they are internal, as check-ups are.
    """
    sender = aliased(Person)
    of_point: tuple[Any, ...] = (CheckUp.id, CheckPoint.key, Place.name, CheckPoint.title, Event.day)
    of_answer: tuple[Any, ...] = (CheckAnswer.found, Person.name, sender.name, CheckAnswer.received_at)
    statement = (
        select(*of_point, *of_answer)
        .select_from(CheckAnswer)
        .join(CheckUp, CheckUp.id == CheckAnswer.check_up_id)
        .join(Event, Event.id == CheckUp.event_id)
        .join(Place, Place.id == CheckUp.place_id)
        .join(CheckPoint, CheckPoint.id == CheckAnswer.point_id)
        .join(Person, Person.id == CheckAnswer.by_id)
        .join(sender, sender.id == CheckAnswer.sent_by_id)
        .where(CheckAnswer.received_at > closing.at, Event.day.between(closing.first_day, closing.last_day))
    )
    if closing.team_id:
        statement = statement.where(Event.lead_team_id == closing.team_id)
    count = db.session.scalar(statement.with_only_columns(func.count())) or 0
    in_order = statement.order_by(CheckAnswer.received_at, CheckAnswer.id).limit(MOST_CHANGES)
    return [LateAnswer(*row) for row in db.session.execute(in_order)], count


def waiting(team_ids: Collection[uuid.UUID] | None, number: int, *, size: int = 50) -> Page[Late]:
    """The lines that came after the last closing of their day and that nobody left as they are, by receipt."""
    statement = _late().where(*_waits(team_ids)).order_by(Tally.received_at, Tally.id)
    page = paged(db.session(), statement, number, size, entities=False)
    return page.showing([Late(*row) for row in page])


def count_waiting(team_ids: Collection[uuid.UUID] | None) -> int:
    """How many lines wait so."""
    statement = select(func.count()).select_from(Tally).join(Event, Event.id == Tally.event_id)
    return db.session.scalar(statement.where(*_waits(team_ids))) or 0


def waiting_of_event(event_id: uuid.UUID) -> int:
    """How many of them are of that event."""
    statement = select(func.count()).select_from(Tally).join(Event, Event.id == Tally.event_id)
    return db.session.scalar(statement.where(Event.id == event_id, *_waits(None))) or 0


def closings_around(event: Event) -> Sequence[Closing]:
    """The closings that hold and in whose days the event lies, the latest first."""
    newer = another(Closing, "newer_closing")
    statement = select(Closing).where(
        Closing.first_day <= event.day,
        Closing.last_day >= event.day,
        or_(Closing.team_id.is_(None), Closing.team_id == event.lead_team_id),
        ~exists().where(newer.restates_id == Closing.id),
    )
    return db.session.scalars(statement.order_by(Closing.at.desc(), Closing.id.desc())).all()


def events_of(tally_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The events of those lines."""
    return set(db.session.scalars(select(Tally.event_id).where(Tally.id.in_(tally_ids)).distinct()))


def closing_before(tally_ids: Collection[uuid.UUID], event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """For each of those lines of those events that waits, the last closing of its day."""
    statement = (
        select(Tally.id, Closing.id)
        .join(Event, Event.id == Tally.event_id)
        .join(Closing, _covering(Closing))
        .where(Tally.id.in_(tally_ids), Event.id.in_(event_ids), *_waits(None))
        .order_by(Closing.at, Closing.id)
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}


def _waits(team_ids: Collection[uuid.UUID] | None) -> list[Any]:
    """A line that came after every closing of its day, of which there is one, and that was not left as it is."""
    first = db.session.scalar(select(func.min(Closing.at)))
    if first is None:
        return [false()]
    earlier, later = another(Closing, "earlier_closing"), another(Closing, "later_closing")
    left = exists().where(LeftSinceClosing.tally_id == Tally.id)
    conditions = [
        Tally.received_at > first,  # the index on receipts then leads: what came before any closing is not looked at
        exists().where(_covering(earlier), earlier.at < Tally.received_at),
        ~exists().where(_covering(later), later.at >= Tally.received_at),
        ~left,
    ]
    return conditions if team_ids is None else [*conditions, Event.lead_team_id.in_(team_ids)]


def _covering(closing: Any) -> Any:
    """Whether a closing is of the event's day and of its team or the bureau."""
    own = or_(closing.team_id.is_(None), closing.team_id == Event.lead_team_id)
    return and_(closing.first_day <= Event.day, closing.last_day >= Event.day, own)


def _late() -> Select[Any]:
    left, leaver, sender = aliased(LeftSinceClosing), aliased(Person), aliased(Person)
    of_event: tuple[Any, ...] = (Tally.id, Event.id, Event.title, Event.day)
    of_line: tuple[Any, ...] = (Tally.kind, Item.name, Item.unit, Tally.quantity, Tally.reason)
    who: tuple[Any, ...] = (Person.name, sender.name, Tally.received_at, leaver.name)
    return (
        select(*of_event, *of_line, *who)
        .select_from(Tally)
        .join(Event, Event.id == Tally.event_id)
        .join(Person, Person.id == Tally.by_id)
        .join(sender, sender.id == Tally.sent_by_id)
        .outerjoin(Item, Item.id == Tally.item_id)
        .outerjoin(left, left.tally_id == Tally.id)
        .outerjoin(leaver, leaver.id == left.by_id)
    )
