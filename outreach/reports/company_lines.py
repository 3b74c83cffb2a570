"""The named selects of what took place in companies, and of what companies ordered; columns as those of `lines`.

What was found in a company is internal: its lines name the list that was asked, and neither the company nor the event.
"""

import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import CTE, Date, Select, column, func, literal, or_, select, union_all, values
from sqlalchemy.orm import aliased

from outreach import clock, periods
from outreach.check_ups.models import CheckResult, CheckUp
from outreach.check_ups.queries import stands
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.db.statements import made_once
from outreach.db.types import UTCDateTime
from outreach.orders.models import Order
from outreach.orders.queries import is_real
from outreach.orders.rules import State
from outreach.periods import Period
from outreach.places.models import Place
from outreach.places.queries import children_included
from outreach.places.rules import PlaceKind
from outreach.reports import queries
from outreach.reports.filters import Filters
from outreach.reports.lines import Lines, no_id
from outreach.schedule.models import Event
from outreach.schedule.rules import Track
from outreach.workdays.queries import work_calendar
from outreach.workdays.rules import WorkCalendar

#: An order is answered in time within so many working days after the day on which it came.
ANSWERED_WITHIN = 5
#: So many days at most lie before that many working days are over, the longest holidays included.
_FURTHEST = timedelta(days=31)
#: A day on which orders came, when it begins and ends, and the end of the days to answer in.
_ToldDay = tuple[date, datetime, datetime, datetime]


@made_once
def visits(filters: Filters) -> Lines:
    """Each visit to a company: the event at it, or its check-up at an event elsewhere, one for event and company.

    The place of a line is the company, wherever the event was: two visits of one session must not look like one twice.
    """
    visit = _visits(filters)
    return select(*(each for each in visit.c if not each.name.startswith("company_")))


@made_once
def visited_companies(filters: Filters) -> Lines:
    """Each company that was visited, once, on its first day in the period."""
    visit = _visits(filters)
    first = (visit.c.day, visit.c.at, visit.c.event_id, visit.c.id)
    turn = func.row_number().over(partition_by=visit.c.company_id, order_by=first)
    ranked = select(visit, turn.label("turn")).subquery("ranked")
    columns = [each for each in ranked.c if each.name not in ("id", "turn") and not each.name.startswith("company_")]
    return select(ranked.c.company_id.label("id"), *columns).where(ranked.c.turn == 1)


@made_once
def companies_of_visits(filters: Filters) -> Select[Any]:
    """Event, company and its kind of place of each visit: what parts and passes collect companies from."""
    visit = _visits(filters)
    return select(visit.c.event_id, visit.c.company_id, visit.c.company_kind)


@made_once
def check_ups(filters: Filters) -> Lines:
    """Each check-up that was begun at a held event of a counted track."""
    return _check_ups().where(*_counted(filters))


@made_once
def risks_found(filters: Filters) -> Lines:
    """Each point at which a check-up found a risk; what two people found differently is none before it is decided."""
    return _results(filters).where(CheckResult.found == Found.RISK)


@made_once
def risks_mended(filters: Filters) -> Lines:
    """Each point at which the check-up before found a risk and this one none."""
    return _results(filters).where(CheckResult.is_mended.is_(True))


def orders_received(filters: Filters) -> Lines:
    """Each order that came in the period and is a real one, by the local day on which it came."""
    return _orders(_team_of(filters), _told_days(filters.period))[0]


def orders_answered(filters: Filters) -> Lines:
    """Those of `orders_received` that became an event or were declined within ANSWERED_WITHIN working days."""
    return _answered(_team_of(filters), _told_days(filters.period))


@made_once
def _answered(team_id: uuid.UUID | None, told: tuple[_ToldDay, ...]) -> Lines:
    orders, days = _orders(team_id, told)
    answered = Order.state.in_((State.ACCEPTED, State.DECLINED))
    return orders.where(answered, Order.ended_at < days.c.answered_before)


def _visits(filters: Filters) -> Any:
    """All visits with their companies. Places narrow by where the company lies, not by where the event was."""
    company = aliased(Place, name="company")
    of_company = company.id.label("company_id"), company.kind.label("company_kind")
    is_enterprise = company.kind == PlaceKind.ENTERPRISE
    is_elsewhere = or_(CheckUp.place_id != Event.place_id, ~is_enterprise)
    at_event = select(*_columns(Event.id, Event.starts_at, company.id), *of_company)
    checked_up = select(*_columns(CheckUp.id, CheckUp.made_at, company.id), *of_company)
    parts = (
        at_event.join(company, company.id == Event.place_id).where(is_enterprise),
        checked_up.join(CheckUp, CheckUp.event_id == Event.id)
        .join(company, company.id == CheckUp.place_id)
        .where(stands(), is_elsewhere),
    )
    held = (Event.track == Track.ENTERPRISE, *queries.held(replace(filters, place=None, place_kind=None)))
    return union_all(*(part.where(*_at(company, filters), *held) for part in parts)).subquery("visit")


def _at(company: Any, filters: Filters) -> list[Any]:
    conditions = []
    if filters.place is not None:
        conditions.append(company.id.in_(children_included(filters.place.id)))
    if filters.place_kind is not None:
        conditions.append(company.kind == filters.place_kind)
    return conditions


def _counted(filters: Filters) -> list[Any]:
    return [Event.track.in_(queries.COUNTED_TRACKS), *queries.held(filters)]


def _check_ups() -> Lines:
    columns = _columns(CheckUp.id, CheckUp.made_at, Event.place_id)
    return select(*columns).join(CheckUp, CheckUp.event_id == Event.id).where(stands())


def _results(filters: Filters) -> Lines:
    return (
        select(*_columns(CheckResult.answer_id.label("id"), CheckUp.made_at, no_id("place")))
        .add_columns(CheckUp.id.label("check_up_id"), CheckResult.key.label("point_key"), CheckResult.point_id)
        .join(CheckUp, CheckUp.event_id == Event.id)
        .join(CheckResult, CheckResult.check_up_id == CheckUp.id)
        .where(*_counted(filters))
    )


def _columns(line_id: Any, at: Any, place_id: Any) -> tuple[Any, ...]:
    """The columns of a line at an event."""
    where = Event.lead_team_id.label("team_id"), place_id.label("place_id")
    return (
        line_id,
        Event.day,
        literal(1).label("quantity"),
        at.label("at"),
        Event.id.label("event_id"),
        no_id("article_id"),
        *where,
    )


def _team_of(filters: Filters) -> uuid.UUID | None:
    return None if filters.team is None else filters.team.id


@made_once
def _orders(team_id: uuid.UUID | None, told: tuple[_ToldDay, ...]) -> tuple[Lines, CTE]:
    """The orders of the days that are told, and these days, which the statement joins."""
    days = _days(told)
    orders = (
        select(
            Order.id,
            days.c.day,
            literal(1).label("quantity"),
            Order.made_at.label("at"),
            no_id("event_id"),
            no_id("article_id"),
            Order.team_id,
            no_id("place_id"),
        )
        .join(days, (Order.made_at >= days.c.begins_at) & (Order.made_at < days.c.ends_at))
        .where(is_real(), *([] if team_id is None else [Order.team_id == team_id]))
    )
    return orders, days


def _days(told: tuple[_ToldDay, ...]) -> CTE:
    """The days as a table that a statement can join."""
    columns: list[Any] = [column("day", Date)]
    columns += [column(name, UTCDateTime) for name in ("begins_at", "ends_at", "answered_before")]
    return values(*columns, name="days").data(list(told)).cte("days")


def _told_days(period: Period) -> tuple[_ToldDay, ...]:
    """The local days of the period on which orders came, the instants at which each begins and ends, and the end of the
    days to answer in. A year has few; the first day stands there always, since a list of none is no SQL.
    """
    came = db.session.scalars(_came(*periods.instants(period)))
    calendar = work_calendar(Period(period.first, period.last + _FURTHEST))
    return tuple(_told(day, calendar) for day in sorted({period.first, *map(clock.local_day, came)}))


@made_once
def _came(begin: datetime, end: datetime) -> Select[datetime]:
    return select(Order.made_at).where(Order.made_at >= begin, Order.made_at < end)


def _told(day: date, calendar: WorkCalendar) -> _ToldDay:
    last = day
    for _each in range(ANSWERED_WITHIN):
        last = calendar.next_working(last)
    return day, *periods.instants(Period(day, day)), periods.instants(Period(last, last))[1]
