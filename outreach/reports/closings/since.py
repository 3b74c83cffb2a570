"""What came to a closed period afterwards: lines of the ledger by receipt, which nobody has looked at yet."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.people.models import Person
from outreach.reports.closings.models import Closing, LeftSinceClosing
from outreach.schedule.models import Event
from outreach.web.paging import Page, paged


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
    newer = aliased(Closing)
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
    earlier, later = aliased(Closing), aliased(Closing)
    first = db.session.scalar(select(func.min(Closing.at)))
    if first is None:
        return [false()]
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
    left, leaver = aliased(LeftSinceClosing), aliased(Person)
    of_event: tuple[Any, ...] = (Tally.id, Event.id, Event.title, Event.day)
    of_line: tuple[Any, ...] = (Tally.kind, Item.name, Item.unit, Tally.quantity, Tally.reason)
    who: tuple[Any, ...] = (Person.name, Tally.received_at, leaver.name)
    return (
        select(*of_event, *of_line, *who)
        .select_from(Tally)
        .join(Event, Event.id == Tally.event_id)
        .join(Person, Person.id == Tally.by_id)
        .outerjoin(Item, Item.id == Tally.item_id)
        .outerjoin(left, left.tally_id == Tally.id)
        .outerjoin(leaver, leaver.id == left.by_id)
    )
