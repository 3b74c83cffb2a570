"""Whether anything of a kind was recorded in a year at all: what nobody recorded is no nought (rule 10)."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from outreach.check_ups.models import CheckUp
from outreach.check_ups.queries import stands
from outreach.db import db
from outreach.logbook.models import Tally
from outreach.materials.rules import CountKind
from outreach.media.models import Article
from outreach.orders.models import Order
from outreach.orders.queries import is_real
from outreach.periods import Period, instants
from outreach.reports.figure import Figure
from outreach.reports.on_the_spot import key_of
from outreach.schedule.models import Event
from outreach.schedule.rules import Status


def was_recorded(figure: Figure, days: Period) -> bool:
    """Whether the bureau recorded what the figure counts on some of the days, whatever the filters are."""
    found: Any
    if figure.of in ("article", "reading"):
        found = select(Article.id).where(Article.day.between(days.first, days.last))
    elif figure.of == "order":
        begins_at, ends_at = instants(days)
        found = select(Order.id).where(Order.made_at >= begins_at, Order.made_at < ends_at, is_real())
    else:
        found = select(Event.id).where(Event.status == Status.HELD, Event.day.between(days.first, days.last))
    if figure.of in ("check_up", "risk"):
        found = found.join(CheckUp, CheckUp.event_id == Event.id).where(stands())
    if figure.of == "tally":
        found = found.join(Tally, Tally.event_id == Event.id).where(Tally.kind == _kind_of(figure))
    return db.session.execute(found.limit(1)).first() is not None


def first_day_recorded() -> date | None:
    """The day of the first event that was held, or article that was published; None where there is neither."""
    held = select(func.min(Event.day)).where(Event.status == Status.HELD)
    days: list[date | None] = [*db.session.scalars(held.union_all(select(func.min(Article.day))))]
    return min((day for day in days if day is not None), default=None)


def _kind_of(figure: Figure) -> CountKind:
    prefix = figure.key.partition("_")[0]
    return next(kind for kind in CountKind if key_of(kind, None) == prefix)
