"""Reading what is owed after events, and what is needed to see what looks odd about them; all in a few statements."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from outreach.db import db
from outreach.logbook.doubles.models import Double
from outreach.logbook.doubles.queries import has_open_question, is_open
from outreach.logbook.doubles.rules import corrected
from outreach.logbook.models import Tally
from outreach.logbook.queries import is_logged, stands
from outreach.logbook.reviews.models import CheckedOddity
from outreach.logbook.reviews.rules import Counted, Debt, Happened
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.people.models import Membership, Person
from outreach.people.rules import Role
from outreach.periods import Period
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.rules import Status
from outreach.schedule.supplies.reservations import stocks_at
from outreach.web.paging import Page, paged


@dataclass(frozen=True)
class Since:
    """When the late lines of an event began to come, and when its question was opened, where there are such."""

    late: datetime | None = None
    double: datetime | None = None


@dataclass(frozen=True)
class Scope:
    """Whose events are looked at: those of `days` that are over by `now`, of the teams (None: of all).

    Late lines are looked for once, event by event; all lists and counts of one page then share what was found.
    """

    days: Period
    now: datetime
    team_ids: Collection[uuid.UUID] | None

    @cached_property
    def late(self) -> Sequence[uuid.UUID]:
        """The ids of the events with lines that came after their review."""
        reviewed = select(Event.id).where(*_over(self), Event.reviewed_at.is_not(None))
        return db.session.scalars(reviewed.where(_came_late())).all()


def owed(scope: Scope, debt: Debt | None, *, number: int, size: int, told_apart: bool = False) -> Page[uuid.UUID]:
    """The ids of the events of which something is owed, the oldest first; None asks for every debt.

    `told_apart` leaves out what boards put by itself: open questions of two tallies, and what a lead has to confirm.
    """
    statement = select(Event.id).where(*_over(scope), _owes(debt, scope))
    if told_apart:
        unconfirmed = select(SpotEvent.event_id).where(SpotEvent.outcome.is_(None))
        statement = statement.where(~_owes(Debt.DOUBLE, scope), Event.id.not_in(unconfirmed))
    return paged(db.session(), statement.order_by(Event.day, Event.starts_at, Event.id), number, size)


def counts(scope: Scope, debts: Iterable[Debt] = tuple(Debt)) -> dict[Debt, int]:
    """Of each debt how many events have it."""
    found = {}
    for debt in debts:
        owing = select(Event.id).where(*_over(scope), _owes(debt, scope))
        found[debt] = db.session.scalar(select(func.count()).select_from(owing.subquery())) or 0
    return found


def _over(scope: Scope) -> list[ColumnElement[bool]]:
    conditions = [Event.day.between(scope.days.first, scope.days.last), Event.ends_at <= scope.now]
    return conditions if scope.team_ids is None else [*conditions, Event.lead_team_id.in_(scope.team_ids)]


def _owes(debt: Debt | None, scope: Scope) -> ColumnElement[bool]:
    held = Event.status == Status.HELD
    open_ids = select(Double.event_id).where(Double.closed_at.is_(None))
    unreviewed = and_(held, Event.reviewed_at.is_(None))
    conditions = {
        Debt.WORD: lambda: Event.status == Status.PLANNED,
        Debt.LOG: lambda: and_(unreviewed, ~is_logged()),
        Debt.REVIEW: lambda: and_(unreviewed, is_logged()),
        Debt.LATE: lambda: and_(held, Event.id.in_(scope.late)),
        Debt.DOUBLE: lambda: and_(Event.status != Status.CANCELLED, Event.id.in_(open_ids), has_open_question()),
    }
    if debt is not None:
        return conditions[debt]()
    return or_(unreviewed, *(conditions[each]() for each in (Debt.WORD, Debt.LATE, Debt.DOUBLE)))


def _came_late() -> ColumnElement[bool]:
    """Whether lines came after the event's review; for statements that select from events."""
    return exists().where(Tally.event_id == Event.id, Tally.received_at > Event.reviewed_at).correlate(Event)


def since_when(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Since]:
    """When the first late line of each event came, and when its oldest open question was opened."""
    late = (
        select(Tally.event_id, func.min(Tally.received_at))
        .join(Event, Event.id == Tally.event_id)
        .where(Tally.event_id.in_(event_ids), Tally.received_at > Event.reviewed_at)
        .group_by(Tally.event_id)
    )
    opened = select(Double.event_id, func.min(Double.opened_at)).where(Double.event_id.in_(event_ids), is_open())
    first_late = dict(db.session.execute(late).all())
    first_opened = dict(db.session.execute(opened.group_by(Double.event_id)).all())
    return {each: Since(first_late.get(each), first_opened.get(each)) for each in event_ids}


def leads_of(team_ids: Collection[uuid.UUID], day: date) -> dict[uuid.UUID, list[str]]:
    """The names of the leads of each team on the local `day`."""
    statement = (
        select(Membership.team_id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.team_id.in_(team_ids),
            Person.role == Role.LEAD,
            Person.disabled_at.is_(None),
            Membership.first_day <= day,
            or_(Membership.last_day.is_(None), Membership.last_day >= day),
        )
        .order_by(Person.name, Person.id)
    )
    leads: dict[uuid.UUID, list[str]] = defaultdict(list)
    for team_id, name in db.session.execute(statement):
        leads[team_id].append(name)
    return leads


def happened(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Happened]:
    """What the rules have to know of those events."""
    lines, stocks, questions = _lines(event_ids), stocks_at(event_ids), _questions(event_ids)
    rows = select(Event.id, Event.starts_at, Event.ends_at, Event.track).where(Event.id.in_(event_ids))
    return {
        event_id: Happened(starts, ends, track, lines[event_id], stocks[event_id], questions[event_id])
        for event_id, starts, ends, track in db.session.execute(rows)
    }


def checked_of(event_ids: Collection[uuid.UUID]) -> dict[tuple[uuid.UUID, str], CheckedOddity]:
    """What was said to be right, by event and print; the first who said it."""
    statement = select(CheckedOddity).where(CheckedOddity.event_id.in_(event_ids))
    found: dict[tuple[uuid.UUID, str], CheckedOddity] = {}
    for each in db.session.scalars(statement.order_by(CheckedOddity.at, CheckedOddity.id)):
        found.setdefault((each.event_id, each.print), each)
    return found


def reviewed_at_once(person_id: uuid.UUID, at: datetime) -> Sequence[uuid.UUID]:
    """The events that the person reviewed at exactly that instant, and that are still so."""
    statement = select(Event.id).where(Event.reviewed_at == at, Event.reviewed_by_id == person_id)
    days = Event.day.between(date(at.year - 2, 1, 1), at.date())
    return db.session.scalars(statement.where(days, Event.status == Status.HELD).order_by(Event.id)).all()


def item_names(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Item]:
    """Those items."""
    return {item.id: item for item in db.session.scalars(select(Item).where(Item.id.in_(ids)))}


def _lines(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Counted]]:
    unit = func.coalesce(Item.counted_as, Item.unit)
    columns = (Tally.event_id, Tally.id, Tally.by_id, Tally.kind, Tally.item_id, Tally.quantity, Tally.at)
    statement = (
        select(*columns, Tally.clock_offset, unit)
        .outerjoin(Item, Item.id == Tally.item_id)
        .where(Tally.event_id.in_(event_ids), Tally.quantity > 0, stands())
        .order_by(Tally.received_at, Tally.id)
    )
    lines: dict[uuid.UUID, list[Counted]] = defaultdict(list)
    for event_id, line_id, by_id, kind, item_id, quantity, at, offset, said in db.session.execute(statement):
        is_main = said in (None, MAIN_UNIT[kind])
        lines[event_id].append(Counted(line_id, by_id, kind, item_id, quantity, corrected(at, offset), is_main))
    return lines


def _questions(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, set[tuple[CountKind, uuid.UUID | None]]]:
    rows = select(Double.event_id, Double.kind, Double.item_id).where(Double.event_id.in_(event_ids))
    asked: dict[uuid.UUID, set[tuple[CountKind, uuid.UUID | None]]] = defaultdict(set)
    for event_id, kind, item_id in db.session.execute(rows):
        asked[event_id].add((kind, item_id))
    return asked
