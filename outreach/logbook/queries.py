"""Reading the ledger: the lines and sums of an event, and what is not logged yet."""

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import Flask, current_app
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import lazyload, raiseload, selectinload

from outreach.db import db
from outreach.db.another import another
from outreach.errors import NotFound
from outreach.logbook.models import Tally, TallyNote
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.people.models import Person
from outreach.people.queries import WITH_TEAMS
from outreach.periods import Period
from outreach.schedule.models import Assignment, Event, JoiningTeam
from outreach.schedule.queries import events_select
from outreach.schedule.rules import Status
from outreach.web.paging import Page, number_within

#: So many lines of an event stand on one page. The order is that of receipt, so a line's page never changes.
LINES_ON_A_PAGE = 500
#: name in `app.extensions` of the conditions by which an event is logged without a line
_ALSO_LOGGED = "outreach.also_logged"
Ways = tuple[Callable[[], ColumnElement[bool]], ...]

#: Lists show an event without these; asking for them would be a query per line.
_LIGHT = tuple(raiseload(heavy) for heavy in (Event.staff, Event.planned_items, Event.laws, Event.forms, Event.tags))


@dataclass(frozen=True)
class LoggedLine:
    """A line of the ledger as a list shows it. `undone_by` is the reversal that takes it back, where there is one."""

    id: uuid.UUID
    event_id: uuid.UUID
    kind: CountKind
    item: str | None
    item_name: str | None
    item_name_en: str | None
    unit: str | None
    quantity: int
    basis: Basis
    at: datetime
    received_at: datetime
    by_id: uuid.UUID
    by_name: str
    sent_by_id: uuid.UUID
    sent_by_name: str
    reverses_id: uuid.UUID | None
    reason: str | None
    note: str | None
    undone_by: uuid.UUID | None

    @property
    def counted_in(self) -> str:
        """The unit of the quantity."""
        return self.unit or MAIN_UNIT[self.kind]


@dataclass(frozen=True)
class Net:
    """The net sum of one item (None: of no item) at one event, and how many standing lines it comes from."""

    kind: CountKind
    item_id: uuid.UUID | None
    quantity: int
    is_estimated: bool


def events_without_start(ids: Collection[uuid.UUID]) -> Sequence[Event]:
    """Those of the events of which nobody has said yet that they took place, cancelled ones too, in order of id."""
    if not ids:
        return ()
    statement = select(Event).where(Event.id.in_(ids), Event.held_at.is_(None)).order_by(Event.id)
    return db.session.scalars(statement.options(lazyload("*"))).all()


def lines_of(event_id: uuid.UUID, number: int = 1, size: int = LINES_ON_A_PAGE) -> Page[LoggedLine]:
    """The event's lines on page `number`, in order of receipt."""
    total = db.session.scalar(select(func.count()).where(Tally.event_id == event_id)) or 0
    number = number_within(number, size, total)
    statement = _logged().where(Tally.event_id == event_id).order_by(Tally.received_at, Tally.id)
    rows = db.session.execute(statement.limit(size).offset((number - 1) * size))
    return Page([LoggedLine(*row) for row in rows], number, size, total)


def latest_lines_of(event_id: uuid.UUID, most: int) -> list[LoggedLine]:
    """The event's newest lines, newest first."""
    statement = _logged().where(Tally.event_id == event_id).order_by(Tally.received_at.desc(), Tally.id.desc())
    return [LoggedLine(*row) for row in db.session.execute(statement.limit(most))]


def standing_lines_of(event_id: uuid.UUID) -> list[LoggedLine]:
    """The event's lines that say something now, in order of receipt."""
    statement = _logged().where(Tally.event_id == event_id, stands()).order_by(Tally.received_at, Tally.id)
    return [LoggedLine(*row) for row in db.session.execute(statement)]


def logged_line(line_id: uuid.UUID) -> LoggedLine:
    """One line; raises NotFound."""
    row = db.session.execute(_logged().where(Tally.id == line_id)).one_or_none()
    if row is None:
        raise NotFound(code="no_such_line", id=line_id)
    return LoggedLine(*row)


def lines_among(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, LoggedLine]:
    """Those lines by id."""
    found = (LoggedLine(*row) for row in db.session.execute(_logged().where(Tally.id.in_(ids))))
    return {line.id: line for line in found}


def page_of_line(line: LoggedLine, size: int = LINES_ON_A_PAGE) -> int:
    """The page of `lines_of` on which the line stands; no later line moves it."""
    earlier = or_(
        Tally.received_at < line.received_at,
        and_(Tally.received_at == line.received_at, Tally.id < line.id),
    )
    count = db.session.scalar(select(func.count()).where(Tally.event_id == line.event_id, earlier)) or 0
    return count // size + 1


def nets_of(event_id: uuid.UUID, *, until: datetime | None = None) -> list[Net]:
    """The net sums of the event by kind and item, in no order. An item with lines whose net is zero is there too.

    With `until` only of the lines that were received by then.
    """
    # A reversal has the basis of its line, so what was taken back is out of both sums.
    estimated = func.coalesce(func.sum(Tally.quantity).filter(Tally.basis == Basis.ESTIMATED), 0)
    statement = (
        select(Tally.kind, Tally.item_id, func.sum(Tally.quantity), estimated)
        .where(Tally.event_id == event_id)
        .group_by(Tally.kind, Tally.item_id)
    )
    if until is not None:
        statement = statement.where(Tally.received_at <= until)
    return [Net(kind, item, int(total), guess > 0) for kind, item, total, guess in db.session.execute(statement)]


def has_late_lines(event: Event) -> bool:
    """Whether a line came after the event's review, so that it stands outside the figures."""
    if event.reviewed_at is None:
        return False
    late = and_(Tally.event_id == event.id, Tally.received_at > event.reviewed_at)
    return bool(db.session.scalar(select(exists().where(late))))


def says_none(event_id: uuid.UUID) -> bool:
    """Whether somebody said that none was handed out, and did not take it back (rule of the count 10)."""
    zero = and_(Tally.event_id == event_id, Tally.kind == CountKind.HANDOUT, Tally.quantity == 0)
    return bool(db.session.scalar(select(exists().where(zero, stands()))))


def unlogged_events(
    until: datetime,
    *,
    person_id: uuid.UUID | None = None,
    team_ids: Collection[uuid.UUID] = (),
    since: date | None = None,
    most: int = 50,
) -> Sequence[Event]:
    """Events that ended by `until`, not cancelled, of which no line stands; newest first (rule of the count 10).

    With `person_id` or `team_ids` only those on which the person is or which one of the teams leads; with `since` only
    from that local day on.
    """
    statement = select(Event).order_by(Event.day.desc(), Event.starts_at.desc(), Event.id).options(*_LIGHT)
    statement = statement.where(Event.ends_at <= until, Event.status != Status.CANCELLED, ~is_logged())
    if since is not None:
        statement = statement.where(Event.day >= since)
    if person_id is not None or team_ids:
        mine = exists().where(Assignment.event_id == Event.id, Assignment.person_id == person_id)
        statement = statement.where(or_(mine, Event.lead_team_id.in_(team_ids)))
    return db.session.scalars(statement.limit(most)).unique().all()


def also_logged(app: Flask, condition: Callable[[], ColumnElement[bool]]) -> None:
    """Let an event count as logged by what an upper feature keeps of it, too; the condition is one on `Event`."""
    app.extensions.setdefault(_ALSO_LOGGED, []).append(condition)


def is_logged() -> ColumnElement[bool]:
    """Whether some line of the event stands, or something else that was logged there; for statements on events."""
    return is_logged_in(ways_of_logging())


def ways_of_logging() -> Ways:
    """What the features of this app log at an event beside lines."""
    return tuple(current_app.extensions.get(_ALSO_LOGGED, ()))


def is_logged_in(ways: Ways) -> ColumnElement[bool]:
    """`is_logged`, where those ways are there beside lines."""
    stands_one = exists().where(Tally.event_id == Event.id, stands()).correlate(Event)
    return or_(stands_one, *(each() for each in ways))


def logged_among(event_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the events that are logged."""
    return set(db.session.scalars(select(Event.id).where(Event.id.in_(event_ids), is_logged())))


def events_with_person(person_id: uuid.UUID, event_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the events on which the person is."""
    statement = select(Assignment.event_id).where(Assignment.person_id == person_id, Assignment.event_id.in_(event_ids))
    return set(db.session.scalars(statement))


@dataclass(frozen=True)
class Named:
    """What a person is called, and when the account was disabled."""

    name: str
    disabled_at: datetime | None


def names_of(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Named]:
    """The names of those people."""
    named = select(Person.id, Person.name, Person.disabled_at).where(Person.id.in_(ids))
    return {row.id: Named(row.name, row.disabled_at) for row in db.session.execute(named)}


def people_among(ids: Collection[uuid.UUID]) -> Sequence[Person]:
    """Those people, with their teams."""
    return db.session.scalars(select(Person).where(Person.id.in_(ids)).options(WITH_TEAMS)).all()


def events_for_phone(
    person_id: uuid.UUID, team_ids: Collection[uuid.UUID], today: date, days: Period, most: int
) -> Sequence[Event]:
    """The events of `days` on which the person or one of the teams is, and all of `today`; by day and start."""
    mine = exists().where(Assignment.event_id == Event.id, Assignment.person_id == person_id)
    joins = exists().where(JoiningTeam.event_id == Event.id, JoiningTeam.team_id.in_(team_ids))
    concerns = or_(mine, joins, Event.lead_team_id.in_(team_ids), Event.day == today)
    statement = events_select(days).where(concerns).limit(most)
    unused = (raiseload(Event.laws), raiseload(Event.tags))
    staff = selectinload(Event.staff).raiseload(Assignment.person)
    return db.session.scalars(statement.options(*unused, staff)).unique().all()


def countable_items() -> Sequence[Item]:
    """All items that are not retired, by kind, position and name."""
    return db.session.scalars(_items().where(Item.retired_at.is_(None))).all()


def items_for(event: Event) -> Sequence[Item]:
    """The items that may be counted at `event`: all that are not retired, and those that its lines or plan name."""
    named = {each.item_id for each in event.planned_items}
    named |= set(db.session.scalars(select(Tally.item_id).where(Tally.event_id == event.id).distinct()))
    return db.session.scalars(_items().where(or_(Item.retired_at.is_(None), Item.id.in_(named - {None})))).all()


def _items() -> Select[Any]:
    return select(Item).options(lazyload(Item.team)).order_by(Item.kind, Item.position, Item.name, Item.id)


def _logged() -> Any:
    """The facts of a LoggedLine, in the order of its fields."""
    sender, reversal = another(Person, "sender_of_line"), another(Tally, "undoing_line")
    counted = (Tally.id, Tally.event_id, Tally.kind, Item.code, Item.name, Item.name_en, Item.unit, Tally.quantity)
    when = (Tally.basis, Tally.at, Tally.received_at)
    who = (Tally.by_id, Person.name, Tally.sent_by_id, sender.name)
    said = (Tally.reverses_id, Tally.reason, TallyNote.text, reversal.id)
    return (
        select(*counted, *when, *who, *said)
        .join(Person, Person.id == Tally.by_id)
        .join(sender, sender.id == Tally.sent_by_id)
        .outerjoin(Item, Item.id == Tally.item_id)
        .outerjoin(TallyNote, TallyNote.tally_id == Tally.id)
        .outerjoin(reversal, reversal.reverses_id == Tally.id)
    )


def stands() -> ColumnElement[bool]:
    """Whether a line says something now: it, or the line that it puts back, is not taken back."""
    return and_(~Tally.takes_back, ~_taken_back())


def _taken_back() -> ColumnElement[bool]:
    reversal = another(Tally, "taking_back")
    return exists().where(reversal.reverses_id == Tally.id).correlate(Tally)
