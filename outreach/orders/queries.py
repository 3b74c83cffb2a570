"""Reading the menu and the orders."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, case, exists, or_, select
from sqlalchemy.orm import joinedload

from outreach import clock
from outreach.db import db
from outreach.errors import NotFound
from outreach.orders.models import MenuTopic, Order, OrderKnock, UnrealOrder, Wish
from outreach.orders.rules import (
    CONTACT_KEPT,
    TOLD_BEFORE,
    UNANSWERED_KEPT,
    Knock,
    Shown,
    State,
    age,
    code_hash,
)
from outreach.people.models import Team
from outreach.periods import Period
from outreach.schedule.models import Event
from outreach.web.searching import searched
from outreach.workdays.queries import work_calendar

#: A day lets no more in than this.
MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Waiting:
    """An open order, for how many working days it has waited, and when its contact goes where that is soon."""

    order: Order
    days: int
    erased_on: date | None


def menu(*, retired: bool = False) -> Sequence[MenuTopic]:
    """The topics by team and position."""
    statement = select(MenuTopic).join(MenuTopic.team)
    if not retired:
        statement = statement.where(MenuTopic.retired_at.is_(None))
    return db.session.scalars(statement.order_by(Team.position, Team.code, MenuTopic.position, MenuTopic.id)).all()


def topic(topic_id: uuid.UUID) -> MenuTopic:
    """The topic; raises NotFound."""
    found = db.session.get(MenuTopic, topic_id)
    if found is None:
        raise NotFound(_("There is no such topic."))
    return found


def order(order_id: uuid.UUID, *, lock: bool = False) -> Order:
    """The order; raises NotFound. `lock` keeps others from deciding on it meanwhile."""
    statement = select(Order).where(Order.id == order_id)
    if lock:
        statement = statement.with_for_update(of=Order).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(_("There is no such request."))
    return found


def orders_to_answer(order_ids: Collection[uuid.UUID]) -> Sequence[Order]:
    """The orders, kept from others meanwhile."""
    statement = select(Order).where(Order.id.in_(order_ids)).order_by(Order.id).with_for_update(of=Order)
    return db.session.scalars(statement.execution_options(populate_existing=True)).unique().all()


def order_by_code(code: str, *, lock: bool = False) -> Order | None:
    """The order of that code, by its hash: the time of the search says nothing about the code."""
    found = db.session.scalar(select(Order.id).where(Order.code_hash == code_hash(code)))
    return None if found is None else order(found, lock=lock)


def is_real() -> ColumnElement[bool]:
    """That an order was not taken for none."""
    return ~exists().where(UnrealOrder.order_id == Order.id).correlate(Order)


def is_shown(shown: Shown) -> ColumnElement[bool]:
    """That an order is listed so."""
    return ~is_real() if shown is Shown.UNREAL else is_real() & (Order.state == State(shown))


def orders(*, shown: Shown | None = None, team_id: uuid.UUID | None = None) -> Select[Order]:
    """The orders: open ones first, the longest waiting first among them, the others by the latest, at last those that
    are none.
    """
    is_open = is_shown(Shown.OPEN)
    waits = case((is_open, Order.made_at))
    turn = case((is_open, 0), (is_real(), 1), else_=2)
    statement = select(Order).order_by(turn, waits.asc(), Order.made_at.desc(), Order.id)
    if shown is not None:
        statement = statement.where(is_shown(shown))
    if team_id is not None:
        statement = statement.where(Order.team_id == team_id)
    return statement.options(joinedload(Order.event))


def found_among(
    shown: Shown, words: str, since: date | None, team_ids: Collection[uuid.UUID] | None
) -> Sequence[Order]:
    """The latest orders listed so that hold each of the words and came on that day or later, MOST_AT_ONCE of them."""
    wanted = [is_shown(shown)]
    if since is not None:
        wanted.append(Order.made_at >= clock.instant(datetime.combine(since, time())))
    if team_ids is not None:
        wanted.append(Order.team_id.in_(team_ids))
    if asked := searched(words):
        wanted = [Order.id.in_(_latest_with(asked, wanted))]
    statement = select(Order).where(*wanted).order_by(Order.made_at.desc(), Order.id)
    return db.session.scalars(statement.limit(MOST_AT_ONCE)).unique().all()


def _latest_with(words: Sequence[str], wanted: Sequence[ColumnElement[bool]]) -> list[uuid.UUID]:
    """The ids of the latest that are `wanted` and hold each of the words; a note is sealed, so that it is read here."""
    texts = select(Order.id, Order.company, Order.address, Order.note).where(*wanted)
    with db.session.execute(texts.order_by(Order.made_at.desc(), Order.id)) as rows:
        return list(islice((row[0] for row in rows if _holds(row[1:], words)), MOST_AT_ONCE))


def _holds(texts: Sequence[str | None], words: Sequence[str]) -> bool:
    said = [text.lower() for text in texts if text]
    return all(any(word.lower() in text for text in said) for word in words)


def waiting(team_ids: Collection[uuid.UUID] | None, today: date, *, most: int) -> list[Waiting]:
    """The open orders whose contact goes soon, then those that wait longest, `most` of them.

    Of those teams (None: of all).
    """
    statement = select(Order).where(is_shown(Shown.OPEN))
    if team_ids is not None:
        statement = statement.where(Order.team_id.in_(team_ids))
    turn = case((_has_left() & _unanswered_on(today + TOLD_BEFORE), 0), else_=1)
    found = db.session.scalars(statement.order_by(turn, Order.made_at, Order.id).limit(most)).all()
    return with_ages(found, today)


def with_ages(found: Sequence[Order], today: date) -> list[Waiting]:
    """The orders with how long each has waited, and when its contact goes where that is soon."""
    days = [clock.local_day(each.made_at) for each in found]
    calendar = work_calendar(Period(min([*days, today]), today))
    return [
        Waiting(each, age(day, today, calendar), _soon(each.erased_on, today))
        for each, day in zip(found, days, strict=True)
    ]


def _soon(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today + TOLD_BEFORE else None


def orders_of(event_id: uuid.UUID) -> Sequence[Order]:
    """The orders that became the event."""
    return db.session.scalars(select(Order).where(Order.event_id == event_id).order_by(Order.made_at, Order.id)).all()


def over_since(now: datetime) -> ColumnElement[bool]:
    """Whether an order's contact and note are to go: it ended, and its event is over, for CONTACT_KEPT or longer.

    One that is no order ended when that was said. Where nobody answers, they go UNANSWERED_KEPT after its days.
    """
    unreal = select(UnrealOrder.order_id).where(UnrealOrder.at < now - CONTACT_KEPT)
    held = select(Event.id).where(Event.ends_at > now - CONTACT_KEPT)
    return (
        ((Order.ended_at < now - CONTACT_KEPT) | Order.id.in_(unreal) | _unanswered_on(clock.local_day(now)))
        & _has_left()
        & or_(Order.event_id.is_(None), Order.event_id.not_in(held))
    )


def _has_left() -> ColumnElement[bool]:
    return or_(Order.contact.is_not(None), Order.phone.is_not(None), Order.note.is_not(None))


def _unanswered_on(day: date) -> ColumnElement[bool]:
    """Whether `erased_unanswered` is that day or was before it."""
    last = day - UNANSWERED_KEPT
    came = Order.made_at < clock.instant(datetime.combine(last + timedelta(days=1), time()))
    later = exists().where(Wish.order_id == Order.id, Wish.day > last).correlate(Order)
    return (Order.state == State.OPEN) & came & ~later


def any_contact_over(now: datetime) -> bool:
    """Whether there is a contact or a note to erase."""
    return db.session.scalar(select(Order.id).where(over_since(now)).limit(1)) is not None


def knocks(kind: Knock, since: datetime, *, address: str | None = None, most: int) -> Sequence[datetime]:
    """The instants of the latest knocks since then, of one hashed address or of all, `most` of them."""
    statement = select(OrderKnock.at).where(OrderKnock.kind == kind, OrderKnock.at > since)
    if address is not None:
        statement = statement.where(OrderKnock.address_hash == address)
    return db.session.scalars(statement.order_by(OrderKnock.at.desc()).limit(most)).all()
