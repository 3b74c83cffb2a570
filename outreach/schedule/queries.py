"""Reading the plan: events of a span of days, and one event with all that hangs on it."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, raiseload, selectinload
from sqlalchemy.orm.util import identity_key

from outreach.db import Base, db
from outreach.errors import NotFound
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.people.models import Person, Team
from outreach.periods import Period, instants
from outreach.periods.spans import FIRST_YEAR, LAST_YEAR
from outreach.places.models import Place
from outreach.places.queries import children_included
from outreach.schedule.models import Assignment, CampaignTag, Edition, Event, EventForm, JoiningTeam
from outreach.schedule.rules import LONGEST, Form, Status, Track
from outreach.web.paging import SIZE, Page, number_within

#: `events_in` and the lists load these only when they are asked for the whole event.
_HEAVY = (Event.staff, Event.planned_items, Event.laws, Event.forms, Event.tags)

#: Of so many days at most, the events are found by their days and then looked through for what is asked besides.
MOST_BY_DAY = 400

ORDERS: dict[str, tuple[Any, ...]] = {
    "day": (Event.day, Event.starts_at),
    "title": (Event.title,),
    "team": (Team.position, Team.code, Event.day),
    "place": (Place.name, Event.day),
    "track": (Event.track, Event.day),
    "status": (Event.status, Event.day),
}


@dataclass(frozen=True)
class Filters:
    """What a list or a calendar shows; None asks for everything. A team's events are those it leads or joins."""

    team_id: uuid.UUID | None = None
    campaign_id: uuid.UUID | None = None
    edition_id: uuid.UUID | None = None
    place_id: uuid.UUID | None = None  # with all the places that lie in it
    track: Track | None = None
    form: Form | None = None
    status: Status | None = None
    person_id: uuid.UUID | None = None
    text: str = ""


EVERYTHING = Filters()


def event(event_id: uuid.UUID, *, lock: bool = False) -> Event:
    """The event with everything that hangs on it; raises NotFound. `lock` keeps others from changing it meanwhile."""
    statement = select(Event).where(Event.id == event_id).options(*_whole())
    if lock:
        statement = statement.with_for_update(of=Event).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(code="no_such_event", id=event_id)
    return found


def events_among(ids: Collection[uuid.UUID], *, whole: bool = False) -> Sequence[Event]:
    """The events that have one of the `ids`, as `events_in` gives them."""
    return _read(events_select(None).where(Event.id.in_(ids)), whole)


def whole_events(ids: Collection[uuid.UUID], *, lock: bool = False) -> Sequence[Event]:
    """The events that have one of the `ids`, with everything that hangs on them, ordered like `events_in`."""
    statement = select(Event).where(Event.id.in_(ids)).order_by(Event.day, Event.starts_at, Event.id)
    if lock:
        statement = statement.with_for_update(of=Event).execution_options(populate_existing=True)
    return _read(statement, whole=True)


def events_in(period: Period, filters: Filters = EVERYTHING, *, whole: bool = False) -> Sequence[Event]:
    """The events that belong to a day of `period`, ordered by day, start and id.

    Without `whole` they come with lead team, joining teams and place only; asking such an event for its staff, items,
    laws, forms or campaigns raises InvalidRequestError, so that no page asks once per line by mistake.
    """
    return _read(events_select(period, filters), whole)


def events_shown(period: Period, filters: Filters = EVERYTHING) -> Sequence[Event]:
    """The events of which some part lies in `period`: those of several days that began before it, too."""
    began = Period(period.first - LONGEST, period.last)
    statement = events_select(began, filters)
    return _read(statement.where(or_(Event.day >= period.first, Event.ends_at > instants(period)[0])), whole=False)


def counts_by_day(period: Period, filters: Filters = EVERYTHING) -> dict[date, dict[uuid.UUID, int]]:
    """How many events, cancelled ones left out, each lead team begins on each day that has any; one statement."""
    statement = events_select(period, filters).where(Event.status != Status.CANCELLED).order_by(None)
    columns = (Event.day, Event.lead_team_id)
    counts: dict[date, dict[uuid.UUID, int]] = {}
    for day, team_id, count in db.session.execute(
        statement.with_only_columns(*columns, func.count()).group_by(*columns)
    ):
        counts.setdefault(day, {})[team_id] = count
    return counts


def events_of(person_id: uuid.UUID, period: Period, *, whole: bool = False) -> Sequence[Event]:
    """The events of `period` on which the person is, cancelled ones too; ordered like `events_in`."""
    return events_in(period, Filters(person_id=person_id), whole=whole)


def page_of_events(
    filters: Filters = EVERYTHING,
    *,
    period: Period | None = None,
    order: str = "day",
    number: int = 1,
    size: int = SIZE,
) -> Page[Event]:
    """A page of the list; `order` is a key of ORDERS, behind a minus for the other way round."""
    wanted = events_select(period, filters).order_by(None)
    total = db.session.scalar(select(func.count()).select_from(wanted.with_only_columns(Event.id).subquery())) or 0
    number = number_within(number, size, total)
    ids = db.session.scalars(_ordered(wanted, order).limit(size).offset((number - 1) * size)).all()
    found = {event.id: event for event in _read(select(Event).where(Event.id.in_(ids)), whole=False)}
    return Page([found[id] for id in ids], number, size, total)


def events_select(period: Period | None, filters: Filters = EVERYTHING) -> Select[Any]:
    """The select behind every list of events, for others to build on."""
    statement = select(Event).order_by(Event.day, Event.starts_at, Event.id)
    if period is not None:
        statement = statement.where(Event.day.between(period.first, period.last))
    return statement.where(*_conditions(filters, by_day=period is not None and period.days <= MOST_BY_DAY))


def missing(model: type[Base], ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of `ids` that no row of `model` has; what this transaction has read already is not asked for again."""
    known = db.session.identity_map
    asked = {id for id in ids if identity_key(model, id) not in known}
    if not asked:
        return set()
    identity: Any = model.id  # type: ignore[attr-defined]  # every model asked about has one
    return asked - set(db.session.scalars(select(identity).where(identity.in_(asked))))


def copies_planned(planned: Mapping[uuid.UUID, int | None]) -> int | None:
    """How many of the planned items (their ids, with how many) the figure of handouts will count; None if none."""
    if not any(planned.values()):
        return None
    unit = func.coalesce(Item.counted_as, Item.unit)
    counted = select(Item.id).where(
        Item.id.in_(planned), Item.kind == CountKind.HANDOUT, unit == MAIN_UNIT[CountKind.HANDOUT]
    )
    return sum(planned[id] or 0 for id in db.session.scalars(counted)) or None


def days_with_events(filters: Filters = EVERYTHING) -> Period | None:
    """From the first to the last day on which there is an event; None where there is none."""
    statement = select(func.min(Event.day), func.max(Event.day)).where(*_conditions(filters))
    days = [day for day in db.session.execute(statement).one() if day is not None]
    return Period(*days) if days else None


def ahead_of(day: date) -> Period:
    """From `day` on."""
    return Period(day, date(LAST_YEAR, 12, 31))


def before(day: date) -> Period:
    """Up to the day before `day`."""
    return Period(date(FIRST_YEAR, 1, 1), day - timedelta(days=1))


def name_of(person_id: uuid.UUID | None) -> str | None:
    """The name of the person, None for the machine."""
    return None if person_id is None else db.session.scalar(select(Person.name).where(Person.id == person_id))


def _ordered(statement: Select[Any], order: str) -> Select[Any]:
    """The ids in that order: an index alone then finds a page, also the last of thousands."""
    key = order.removeprefix("-")
    columns = (*ORDERS.get(key, ORDERS["day"]), Event.id)
    for related in {"team": (Event.lead_team,), "place": (Event.place,)}.get(key, ()):
        statement = statement.join(related)
    ordered = (column.desc() for column in columns) if order.startswith("-") else columns
    return statement.with_only_columns(Event.id).order_by(*ordered)


def _read(statement: Select[Any], whole: bool) -> Sequence[Event]:
    return db.session.scalars(statement.options(*(_whole() if whole else _brief()))).unique().all()


@cache
def _brief() -> tuple[Any, ...]:
    return tuple(raiseload(heavy) for heavy in _HEAVY)


@cache
def _whole() -> tuple[Any, ...]:
    """All that an event's page shows; the people's memberships and capacities are not part of it."""
    return (
        joinedload(Event.place).joinedload(Place.parent).joinedload(Place.parent),
        selectinload(Event.staff).joinedload(Assignment.person),
        selectinload(Event.tags).joinedload(CampaignTag.edition).joinedload(Edition.campaign),
    )


def _conditions(filters: Filters, *, by_day: bool = False) -> list[ColumnElement[bool]]:
    conditions = [column == value for column, value in _plain(filters) if value is not None]
    if filters.team_id is not None:
        # SQLite would read all events that a team ever had, 25,000 of 100,000, rather than those of a month's days;
        # an expression in the place of the column keeps it from that.
        lead = func.coalesce(Event.lead_team_id, Event.lead_team_id) if by_day else Event.lead_team_id
        joined = _joined_by(JoiningTeam.team_id == filters.team_id)
        conditions.append(or_(lead == filters.team_id, joined))
    if filters.campaign_id is not None:
        editions = select(Edition.id).where(Edition.campaign_id == filters.campaign_id)
        conditions.append(_has(CampaignTag, CampaignTag.edition_id.in_(editions)))
    if filters.edition_id is not None:
        conditions.append(_has(CampaignTag, CampaignTag.edition_id == filters.edition_id))
    if filters.place_id is not None:
        conditions.append(Event.place_id.in_(children_included(filters.place_id)))
    if filters.form is not None:
        conditions.append(_has(EventForm, EventForm.form == filters.form))
    if filters.person_id is not None:
        conditions.append(_has(Assignment, Assignment.person_id == filters.person_id))
    if filters.text.strip():
        conditions.append(_says(filters.text.strip()))
    return conditions


def _plain(filters: Filters) -> tuple[tuple[Any, Any], ...]:
    return (Event.track, filters.track), (Event.status, filters.status)


def _has(part: Any, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    # IN and not EXISTS: the few rows of the part are found first, by their own index.
    return Event.id.in_(select(part.event_id).where(condition))


def _joined_by(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    return _has(JoiningTeam, condition)


def _says(text: str) -> ColumnElement[bool]:
    """Whether the title, the partners, the note or the place's name holds `text`, whatever its case."""
    places = select(Place.id).where(Place.name.icontains(text, autoescape=True))
    columns = (Event.title, Event.partners, Event.note)
    return or_(*(column.icontains(text, autoescape=True) for column in columns), Event.place_id.in_(places))
