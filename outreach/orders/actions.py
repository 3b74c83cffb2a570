"""Ordering, and answering an order: it becomes an event, is declined with a reason, or is taken back."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select, update

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.db import db, new_id
from outreach.errors import Conflict, Invalid
from outreach.orders.answering import check_may_answer
from outreach.orders.models import MenuTopic, Order, OrderedTopic, Wish
from outreach.orders.queries import orders_to_answer, over_since
from outreach.orders.rules import LONGEST_REASON, Half, Shown, State, code_hash, new_code
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.schedule import actions as schedule
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.clashes.queries import Findings, find_clashes
from outreach.schedule.clashes.words import lines_of
from outreach.schedule.facts import Facts
from outreach.schedule.models import Event
from outreach.schedule.rules import AFTERNOON, MORNING, Duty, Form, Track, check_needed
from outreach.web.language import in_bureau_language

Slot = tuple[date, Half]
_TIMES = {Half.MORNING: MORNING, Half.AFTERNOON: AFTERNOON}


@dataclass(frozen=True)
class Asked:
    """What a company asks for; the first of the `wishes` suits best."""

    company: str
    topic_ids: Collection[uuid.UUID]
    wishes: Sequence[Slot]
    people: int | None = None
    people_said: str | None = None
    address: str | None = None
    note: str | None = None
    contact: str | None = None
    phone: str | None = None


def make_order(*, asked: Asked, now: datetime) -> tuple[Order, str]:
    """The new order, and the code that opens its reply page: it is told once and kept by nobody."""
    topics = _topics(asked.topic_ids)
    code = new_code()
    order = Order(
        code_hash=code_hash(code),
        company=asked.company,
        address=asked.address or None,
        people=asked.people,
        people_said=asked.people_said,
        note=asked.note or None,
        contact=asked.contact or None,
        phone=asked.phone or None,
        team_id=topics[0].team_id,
        state=State.OPEN,
        made_at=now,
    )
    order.topics = [OrderedTopic(topic_id=each.id) for each in topics]
    order.wishes = [Wish(position=n, day=day, half=half) for n, (day, half) in enumerate(asked.wishes, start=1)]
    db.session.add(order)
    db.session.flush()
    record_act("order.made", by=Machine(), now=now, subject=order, name=order.company)
    erase_contacts(now=now)
    return order, code


def accept_order(
    order: Order,
    *,
    place: Place,
    slot: Slot | None = None,
    by: Person,
    now: datetime,
    anyway: Anyway | None = None,
) -> Event:
    """The event that the order becomes, at `slot`, else at the first wish that meets nothing, else at the first one.

    Raises Forbidden for another team's, Conflict for an answered one, and asks as `plan_event` does.
    """
    check_open(order, by, now)
    facts = _facts(order, place, by)
    starts_at, ends_at = _first_free(order, facts, now) if slot is None else _instants(slot)
    facts |= {"starts_at": starts_at, "ends_at": ends_at}
    event = schedule.plan_event(by=by, now=now, anyway=anyway, **facts)
    order.state, order.event_id, order.ended_at = State.ACCEPTED, event.id, now
    db.session.flush()
    record_act("order.accepted", by=by, now=now, subject=order, name=order.company, event=event.title)
    return event


def passed_over(order: Order, *, place: Place, by: Person, now: datetime) -> list[tuple[Slot, list[str]]]:
    """The wishes ahead before the first one that meets nothing, each with what it meets; none where all meet something.

    Then the first one is meant, and what it meets is asked about.
    """
    tried = list(_tried(order, _facts(order, place, by), now))
    if not tried or tried[-1][1].clashes:
        return []
    return [(slot, [line.said for line in lines_of(found, found.clashes)]) for slot, found in tried[:-1]]


def decline_order(order: Order, *, reason: str, by: Person, now: datetime) -> Order:
    """The order, declined; the company reads the reason on its reply page."""
    check_open(order, by, now)
    order.reason = check_needed(reason, "reason", LONGEST_REASON)
    order.state, order.ended_at = State.DECLINED, now
    db.session.flush()
    record_act("order.declined", by=by, now=now, subject=order, name=order.company, reason=order.reason)
    return order


def decline_orders(order_ids: Collection[uuid.UUID], *, reason: str, by: Person, now: datetime) -> list[uuid.UUID]:
    """The ids of those that were declined; what was answered meanwhile is left out. Raises as `decline_order` does."""
    check_needed(reason, "reason", LONGEST_REASON)
    found = [order for order in orders_to_answer(order_ids) if order.shown is Shown.OPEN]
    for order in found:
        decline_order(order, reason=reason, by=by, now=now)
    return [order.id for order in found]


def open_again(order: Order, *, by: Person, now: datetime) -> Order:
    """The declined order, open as it was. Raises Conflict for one that was not declined."""
    check_may_answer(by, order.team_id, clock.local_day(now))
    if order.shown is not Shown.DECLINED:
        raise Conflict(_("Only a declined request can be opened again."), code="not_declined")
    order.state, order.reason, order.ended_at = State.OPEN, None, None
    db.session.flush()
    record_act("order.opened_again", by=by, now=now, subject=order, name=order.company)
    return order


def withdraw_order(order: Order, *, now: datetime) -> Order:
    """The order, taken back by who has its code; the contact and what was written go at once."""
    _check_is_open(order)
    order.state, order.ended_at = State.WITHDRAWN, now
    order.contact = order.phone = order.note = None
    db.session.flush()
    record_act("order.withdrawn", by=Machine(), now=now, subject=order, name=order.company)
    return order


def erase_contacts(*, now: datetime) -> int:
    """Erase contacts and notes of orders that are over or unanswered for long, and say of how many.

    A note may name people, too.
    """
    ids = db.session.scalars(select(Order.id).where(over_since(now))).all()
    if ids:
        db.session.execute(update(Order).where(Order.id.in_(ids)).values(contact=None, phone=None, note=None))
        record_act("order.contacts_erased", by=Machine(), now=now, count=len(ids))
    return len(ids)


def _topics(topic_ids: Collection[uuid.UUID]) -> list[MenuTopic]:
    known = {each.id: each for each in db.session.scalars(select(MenuTopic).where(MenuTopic.id.in_(topic_ids)))}
    found = [known[id] for id in topic_ids if id in known and known[id].retired_at is None]
    if not found or len(found) != len(set(topic_ids)):
        message = _("Something that was chosen here is not in the list any more. Choose again.")
        raise Invalid(message, field="topic_ids", code="unknown")
    return found


def _facts(order: Order, place: Place, by: Person) -> Facts:
    topics = [each.topic for each in order.topics]
    forms = {Form.ON_DEMAND, *(each.form for topic in topics for each in topic.forms)}
    with in_bureau_language():
        title = gettext("Law to enterprises: %(company)s", company=order.company)
        note = gettext("Ordered: %(topics)s", topics="、".join(topic.title for topic in topics))
    return Facts(
        title=title,
        track=Track.ENTERPRISE,
        lead_team_id=order.team_id,
        place_id=place.id,
        forms=[form for form in Form if form in forms],
        staff={by.id: Duty.LEAD} if by.role is Role.LEAD else {},
        expected_attendance=order.people,
        note=note,  # what the company typed may name people: it stays with the order, whose readers plan
    )


def _first_free(order: Order, facts: Facts, now: datetime) -> tuple[datetime, datetime]:
    """The first wish ahead that meets nothing; where all meet something the first one, about which is then asked."""
    tried = list(_tried(order, facts, now))
    if not tried:
        message = _("All the days that were wished have passed. Agree on another day and enter it here.")
        raise Invalid(message, field="day", code="wishes_passed")
    slot, found = tried[-1]
    return _instants(tried[0][0] if found.clashes else slot)


def _tried(order: Order, facts: Facts, now: datetime) -> Iterator[tuple[Slot, Findings]]:
    """The wishes ahead with what stands against each, up to the first that meets nothing."""
    for each in order.wishes:
        starts_at, ends_at = _instants((each.day, each.half))
        if starts_at <= now:
            continue
        found = find_clashes(new_id(), Facts(**facts, starts_at=starts_at, ends_at=ends_at), now)
        yield (each.day, each.half), found
        if not found.clashes:
            return


def _instants(slot: Slot) -> tuple[datetime, datetime]:
    day, half = slot
    start, end = _TIMES[half]
    return clock.instant(datetime.combine(day, start)), clock.instant(datetime.combine(day, end))


def check_open(order: Order, by: Person, now: datetime) -> None:
    """Raise Forbidden for another team's order, Conflict for one that was answered."""
    check_may_answer(by, order.team_id, clock.local_day(now))
    _check_is_open(order)


def _check_is_open(order: Order) -> None:
    if order.shown is not Shown.OPEN:
        raise Conflict(_("This request was answered already."), code="not_open")
