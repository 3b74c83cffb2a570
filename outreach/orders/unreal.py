"""What is no real order, such as what a script sent: it counts nowhere, stays in sight, and can be taken back."""

import uuid
from collections.abc import Collection
from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act, record_change
from outreach.db import db
from outreach.errors import Conflict
from outreach.orders.answering import check_may_answer
from outreach.orders.labels import STATES
from outreach.orders.models import Order, UnrealOrder
from outreach.orders.queries import orders_to_answer
from outreach.orders.rules import LONGEST_REASON, Shown
from outreach.people.models import Person
from outreach.schedule.rules import Status, check_needed
from outreach.web.language import in_bureau_language


def say_unreal(order: Order, *, reason: str, by: Person, now: datetime) -> Order:
    """The order, which is none from now on, in whatever state it was.

    Raises Forbidden for another team's, Conflict for one that is none already or whose event stands.
    """
    check_may_answer(by, order.team_id, clock.local_day(now))
    said = check_needed(reason, "reason", LONGEST_REASON)
    if order.unreal is not None:
        raise Conflict(_("It was said already that this is no real request."), code="unreal")
    if not may_be_unreal(order):
        raise Conflict(_("This request became an event. Cancel the event before."), code="event_stands")
    before = order.shown
    order.unreal = UnrealOrder(at=now, by=by, reason=said)
    db.session.flush()
    _note(order, before, order.shown, by=by, now=now, reason=said)
    record_act("order.said_unreal", by=by, now=now, subject=order, name=order.company, reason=said)
    return order


def say_all_unreal(order_ids: Collection[uuid.UUID], *, reason: str, by: Person, now: datetime) -> list[uuid.UUID]:
    """The ids of those that are none from now on; what became an event or was none already is left out.

    Raises as `say_unreal` does.
    """
    check_needed(reason, "reason", LONGEST_REASON)
    found = [order for order in orders_to_answer(order_ids) if order.unreal is None and may_be_unreal(order)]
    for order in found:
        say_unreal(order, reason=reason, by=by, now=now)
    return [order.id for order in found]


def say_real(order: Order, *, by: Person, now: datetime) -> Order:
    """The order, which is one after all, as it was before.

    Raises Forbidden for another team's, Conflict for a real one.
    """
    check_may_answer(by, order.team_id, clock.local_day(now))
    if order.unreal is None:
        raise Conflict(_("This is a real request already."), code="real")
    order.unreal = None
    db.session.flush()
    _note(order, Shown.UNREAL, order.shown, by=by, now=now)
    record_act("order.said_real", by=by, now=now, subject=order, name=order.company)
    return order


def may_be_unreal(order: Order) -> bool:
    """Whether an order can be none: an event that stands was agreed on with somebody."""
    return order.event is None or order.event.status is Status.CANCELLED


def _note(order: Order, old: Shown, new: Shown, *, by: Person, now: datetime, reason: str | None = None) -> None:
    """Its history explains why figures moved since a drawing was kept."""
    with in_bureau_language():
        before, after = str(STATES[old]), str(STATES[new])
    record_change(order, "state", old=before, new=after, by=by, now=now, reason=reason, moves_figure=True)
