"""Reading follow-ups: lists with their filters, one event's, and what a batch names."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import joinedload, lazyload

from outreach.db import db
from outreach.errors import NotFound
from outreach.logbook.follow_ups.models import FollowUp, FollowUpContact
from outreach.logbook.follow_ups.rules import MOST_A_DAY, Known, Referral, State, Wanted
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.models import Membership, Person
from outreach.people.rules import Role, may
from outreach.periods import Period
from outreach.schedule.models import Event
from outreach.web.access import Permission
from outreach.web.paging import SIZE, Page, paged
from outreach.workdays.queries import work_calendar

#: So many of an event stand on its page; the list has the others.
MOST_OF_EVENT = 20
#: Of a phone's list of who may owe an answer.
MOST_COLLEAGUES = 80


@dataclass(frozen=True)
class Filters:
    """What a list shows; None asks for everything. `overdue_on`: what was due before that local day.

    `of_who_left`: only those that somebody owes whose account is disabled.
    """

    state: State | None = State.OPEN
    owed_by_id: uuid.UUID | None = None
    team_ids: frozenset[uuid.UUID] | None = None
    topic_id: uuid.UUID | None = None
    event_id: uuid.UUID | None = None
    overdue_on: date | None = None
    of_who_left: bool = False


def follow_up(follow_up_id: uuid.UUID, *, lock: bool = False) -> FollowUp:
    """The follow-up with all that its page shows; raises NotFound."""
    statement = _whole(select(FollowUp).where(FollowUp.id == follow_up_id))
    if lock:
        statement = statement.with_for_update(of=FollowUp).execution_options(populate_existing=True)
    found: FollowUp | None = db.session.scalar(statement)
    if found is None:
        raise NotFound(_("There is no such follow-up."))
    return found


def follow_ups(filters: Filters) -> Select[Any]:
    """The open ones by the day on which they are due, the longest overdue first; any others from the latest back."""
    order: tuple[Any, ...] = (FollowUp.received_at.desc(), FollowUp.id.desc())
    if filters.state is State.OPEN:
        order = (FollowUp.due_on, FollowUp.id)
    elif filters.state in (State.DONE, State.DROPPED):
        order = (FollowUp.due_on.desc(), FollowUp.id.desc())
    return _whole(select(FollowUp).where(*_conditions(filters)).order_by(*order))


def page_of(filters: Filters, number: int, size: int = SIZE) -> Page[FollowUp]:
    """A page of `follow_ups`."""
    return paged(db.session(), follow_ups(filters), number, size)


def count_of(filters: Filters) -> int:
    """How many there are."""
    return db.session.scalar(select(func.count()).select_from(FollowUp).where(*_conditions(filters))) or 0


def follow_ups_of(event_id: uuid.UUID) -> Sequence[FollowUp]:
    """The event's follow-ups, as they came; MOST_OF_EVENT of them."""
    statement = select(FollowUp).where(FollowUp.event_id == event_id).order_by(FollowUp.received_at, FollowUp.id)
    return db.session.scalars(_whole(statement.limit(MOST_OF_EVENT))).unique().all()


def referrals_of(event_id: uuid.UUID) -> dict[Referral, int]:
    """How many people the event sent where, in the order of the words."""
    statement = (
        select(FollowUp.referral, func.count())
        .where(FollowUp.event_id == event_id, FollowUp.referral.is_not(None), FollowUp.state != State.DROPPED)
        .group_by(FollowUp.referral)
    )
    found = {referral: count for referral, count in db.session.execute(statement) if referral is not None}
    return {referral: found[referral] for referral in Referral if referral in found}


def contact_of(follow_up_id: uuid.UUID) -> str | None:
    """Its contact, where there is still one."""
    return db.session.scalar(select(FollowUpContact.contact).where(FollowUpContact.follow_up_id == follow_up_id))


def any_contact_over(now: datetime) -> bool:
    """Whether a contact is to go by its date."""
    return (
        db.session.scalar(select(FollowUpContact.follow_up_id).where(FollowUpContact.erase_at <= now).limit(1))
        is not None
    )


def topics() -> Sequence[Item]:
    """The topics in use, in the bureau's order."""
    statement = select(Item).where(Item.kind == CountKind.CONSULTATION, Item.retired_at.is_(None))
    return db.session.scalars(statement.options(lazyload(Item.team)).order_by(Item.position, Item.name, Item.id)).all()


def topic_id_of(code: str | None) -> uuid.UUID | None:
    """The id of the topic of that code."""
    statement = select(Item.id).where(Item.kind == CountKind.CONSULTATION, Item.code == code)
    return None if code is None else db.session.scalar(statement)


def colleagues_of(team_ids: Collection[uuid.UUID], day: date) -> Sequence[tuple[uuid.UUID, str]]:
    """Id and name of those who may owe an answer, of the teams on that day; MOST_COLLEAGUES of them."""
    if not team_ids:
        return ()
    lasts = or_(Membership.last_day.is_(None), Membership.last_day >= day)
    of_team = select(Membership.person_id).where(Membership.team_id.in_(team_ids), Membership.first_day <= day, lasts)
    logs = [role for role in Role if may(role, Permission.LOG)]
    people = select(Person.id, Person.name).where(
        Person.id.in_(of_team), Person.disabled_at.is_(None), Person.role.in_(logs)
    )
    rows = db.session.execute(people.order_by(Person.name, Person.id).limit(MOST_COLLEAGUES))
    return [(person_id, name) for person_id, name in rows]


def known_for(wanted: Sequence[Wanted], sender: Person, now: datetime) -> Known:
    """All that must be known to judge what `sender` wants, in one statement per kind of thing."""
    people = {each for one in wanted for each in (one.owed_by, one.by) if each is not None}
    topic = select(Item.code, Item.id).where(Item.kind == CountKind.CONSULTATION)
    active = select(Person.id, Person.disabled_at).where(Person.id.in_(people))
    stored = select(FollowUp.id, FollowUp.content_hash).where(FollowUp.id.in_({one.id for one in wanted}))
    return Known(
        events=frozenset(db.session.scalars(select(Event.id).where(Event.id.in_({one.event for one in wanted})))),
        topics={row.code: row.id for row in db.session.execute(topic)},
        people={row.id: row.disabled_at is None for row in db.session.execute(active)},
        hashes={row.id: row.content_hash for row in db.session.execute(stored)},
        room=MOST_A_DAY - _noted_by(sender, since=now - timedelta(days=1)),
    )


def calendar_from(day: date) -> Any:
    """The days of work of the weeks behind `day`."""
    return work_calendar(Period(day, date(day.year + 1, 12, 31)))


def _noted_by(sender: Person, *, since: datetime) -> int:
    noted = select(func.count()).select_from(FollowUp).where(FollowUp.received_at > since)
    return db.session.scalar(noted.where(FollowUp.sent_by_id == sender.id)) or 0


def _whole(statement: Select[Any]) -> Select[Any]:
    people = [joinedload(each) for each in (FollowUp.owed_by, FollowUp.made_by, FollowUp.settled_by)]
    event = joinedload(FollowUp.event).options(
        *(
            lazyload(heavy)
            for heavy in (Event.staff, Event.planned_items, Event.laws, Event.forms, Event.tags, Event.joining)
        )
    )
    return statement.options(*people, event)


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    plain = (
        (FollowUp.state, filters.state),
        (FollowUp.owed_by_id, filters.owed_by_id),
        (FollowUp.topic_id, filters.topic_id),
        (FollowUp.event_id, filters.event_id),
    )
    conditions: list[ColumnElement[bool]] = [column == value for column, value in plain if value is not None]
    if filters.team_ids is not None:
        # EXISTS and not IN: a team has 25,000 events of 100,000, and few of them have a question that is open.
        led = exists().where(Event.id == FollowUp.event_id, Event.lead_team_id.in_(filters.team_ids))
        conditions.append(led.correlate(FollowUp))
    if filters.overdue_on is not None:
        conditions += [FollowUp.state == State.OPEN, FollowUp.due_on < filters.overdue_on]
    if filters.of_who_left:
        gone = exists().where(Person.id == FollowUp.owed_by_id, Person.disabled_at.is_not(None))
        conditions.append(gone.correlate(FollowUp))
    return conditions
