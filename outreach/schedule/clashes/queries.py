"""Reading all that an event can meet, in a number of statements that does not hang on the size of the plan."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import starmap
from typing import Any

from sqlalchemy import ColumnElement, Select, Uuid, bindparam, exists, or_, select

from outreach import clock
from outreach.db import db
from outreach.materials.models import Item
from outreach.materials.stock_queries import on_hand
from outreach.people.leave_queries import spans_of_leave
from outreach.people.models import Person, Team
from outreach.people.queries import members_of
from outreach.periods import Period
from outreach.places.models import Place
from outreach.places.queries import places_each_lies_in
from outreach.schedule import queries
from outreach.schedule.clashes.rules import REACH, Away, Clash, ClashKind, Slot, Spot, Surroundings, clashes_of
from outreach.schedule.facts import Facts
from outreach.schedule.models import AcceptedClash, Assignment, Event, JoiningTeam
from outreach.schedule.rules import LONGEST, Status, days_of, has_left
from outreach.schedule.supplies.reservations import event_stocks, needs
from outreach.workdays.queries import work_calendar

Named = Person | Team | Place | Item

#: The parameters of a time, in the order of `_overlapping`.
_TIME = ("first_day", "last_day", "starts_at", "ends_at")

#: Of which table the subject of a clash is.
_SUBJECTS: dict[Any, frozenset[ClashKind]] = {
    Person: frozenset({ClashKind.PERSON_BUSY, ClashKind.PERSON_ON_LEAVE, ClashKind.TRAVEL}),
    Team: frozenset({ClashKind.TEAM_BUSY, ClashKind.TEAM_SHORT}),
    Place: frozenset({ClashKind.PLACE_BUSY}),
    Item: frozenset({ClashKind.MATERIALS_SHORT}),
}


@dataclass(frozen=True)
class Findings:
    """What stands against an event, with the rows by which it is said."""

    clashes: tuple[Clash, ...]
    slot: Slot
    around: Surroundings
    events: Mapping[uuid.UUID, Event] = field(default_factory=dict)
    named: Mapping[uuid.UUID, Named] = field(default_factory=dict)


def find_clashes(event_id: uuid.UUID, facts: Facts, now: datetime) -> Findings:
    """Everything that stands against the event if it says `facts`: nothing is asked or stored.

    `facts` need the times; what else is said of them is looked at. Cancelled events are met nowhere.
    """
    place = db.session.get(Place, facts["place_id"]) if facts.get("place_id") else None
    team_ids, person_ids = teams_of(facts), _there(facts)
    planned = {id: quantity for id, quantity in facts.get("planned_items", {}).items() if quantity}
    events = _events_near(event_id, facts)
    nearby = {event.place for event in events}  # what a place lies in is asked only where there is a way between two
    around = places_each_lies_in({each.id for each in [place, *nearby] if each}) if nearby else {}
    spot = None if place is None else _spot(place, around)
    slot = Slot(event_id, facts["starts_at"], facts["ends_at"], spot, team_ids, person_ids)
    others = _slots(events, around)
    members = members_of(team_ids, Period(slot.days.first, slot.days.first))
    away = tuple(starmap(Away, spans_of_leave(slot.days, person_ids.union(*members.values()))))
    left = _left(planned, slot.days.first, clock.local_day(now), event_id)
    surroundings = Surroundings(others, away, members, work_calendar(slot.days), left)
    is_past = slot.days.last < clock.local_day(now)
    clashes = clashes_of(slot, planned, surroundings, is_past=is_past)
    return Findings(clashes, slot, surroundings, {each.id: each for each in events}, _named(clashes))


def accepted_clashes(event_id: uuid.UUID) -> Sequence[AcceptedClash]:
    """What stood against the event when it was planned anyway, the first acceptance first."""
    mine = select(AcceptedClash).where(AcceptedClash.event_id == event_id)
    return db.session.scalars(mine.order_by(AcceptedClash.at, AcceptedClash.id)).all()


def keep_others_waiting(facts: Facts) -> None:
    """Let nobody else plan with the same teams, place or people until the transaction ends.

    Else two planners at the same instant would each find the other's event not there yet. Rows that point at these
    can still be written (FOR NO KEY UPDATE). SQLite has one writer anyhow, so it is not asked.
    """
    if db.session.get_bind().dialect.name == "sqlite":
        return
    for model, ids in ((Team, teams_of(facts)), (Place, {facts["place_id"]}), (Person, set(facts.get("staff", {})))):
        if ids:
            locked = select(model.id).where(model.id.in_(ids)).order_by(model.id)
            db.session.execute(locked.with_for_update(key_share=True)).all()


def engaged_people(
    starts_at: datetime, ends_at: datetime, *, but: uuid.UUID | None = None
) -> dict[uuid.UUID, Event | Away]:
    """Who can't be on an event of that time: by person, the other event or the leave that is in the way."""
    wanted = select(Assignment.person_id, Assignment.event_id).join(Event, Event.id == Assignment.event_id)
    meet = _overlapping(*_days_around(starts_at, ends_at), starts_at, ends_at)
    rows = [row for row in db.session.execute(wanted.where(*meet)) if row.event_id != but]
    ids = {row.event_id for row in rows}
    events = {each.id: each for each in queries.events_among(ids)} if ids else {}
    engaged: dict[uuid.UUID, Event | Away] = {row.person_id: events[row.event_id] for row in rows}
    away = starmap(Away, spans_of_leave(days_of(starts_at, ends_at)))
    return engaged | {each.person_id: each for each in away}


def teams_of(facts: Facts) -> frozenset[uuid.UUID]:
    """The teams that take part: the one that leads, where it is said, and those that join."""
    lead = facts.get("lead_team_id")
    return frozenset(facts.get("joining_team_ids", ())) | (frozenset({lead}) if lead else frozenset())


def _there(facts: Facts) -> frozenset[uuid.UUID]:
    """Who is on the event and has not left: whose account is disabled is missed, and can't be elsewhere meanwhile."""
    staff = frozenset(facts.get("staff", {}))
    if not staff:
        return staff
    rows = db.session.execute(select(Person.id, Person.disabled_at).where(Person.id.in_(staff)))
    return staff - {row.id for row in rows if has_left(row.disabled_at, facts["ends_at"])}


def are_near(facts: Facts, others: Facts) -> bool:
    """Whether an event that says `facts` can meet one that says `others`: by their times alone."""
    return others["starts_at"] < facts["ends_at"] + REACH and others["ends_at"] > facts["starts_at"] - REACH


def _events_near(event_id: uuid.UUID, facts: Facts) -> Sequence[Event]:
    """The other events that have a team, the place or a person in common, up to a way's length around the time."""
    starts_at, ends_at = facts["starts_at"] - REACH, facts["ends_at"] + REACH
    asked: dict[str, Any] = dict(zip(_TIME, (*_days_around(starts_at, ends_at), starts_at, ends_at), strict=True))
    asked |= {"event_id": event_id, "place_id": facts.get("place_id")}
    asked |= {"team_ids": [*teams_of(facts)], "person_ids": [*facts.get("staff", {})]}
    ids = db.session.scalars(_ids_near(), asked).all()
    return queries.events_among(ids) if ids else ()


@cache
def _ids_near() -> Select[uuid.UUID]:
    """What `_events_near` asks: made once, since it is asked for each line of a list and each day of a series."""
    team_ids, person_ids = (bindparam(name, type_=Uuid(), expanding=True) for name in ("team_ids", "person_ids"))
    # EXISTS and not IN: the few events of these hours are found first, and a team's thousands are never read.
    assigned = exists().where(Assignment.event_id == Event.id, Assignment.person_id.in_(person_ids))
    joined = exists().where(JoiningTeam.event_id == Event.id, JoiningTeam.team_id.in_(team_ids))
    at_place = Event.place_id == bindparam("place_id")
    shares = or_(Event.lead_team_id.in_(team_ids), at_place, assigned, joined)
    near = _overlapping(*map(bindparam, _TIME))
    return select(Event.id).where(*near, Event.id != bindparam("event_id"), shares)


def _days_around(starts_at: datetime, ends_at: datetime) -> tuple[date, date]:
    """The first and the last local day on which an event can begin that meets that time."""
    return (starts_at - LONGEST).date() - timedelta(days=1), ends_at.date() + timedelta(days=1)


def _overlapping(first_day: Any, last_day: Any, starts_at: Any, ends_at: Any) -> tuple[ColumnElement[bool], ...]:
    """Events, not cancelled, that have an instant in common with that time, given by values or by parameters."""
    days = Event.day.between(first_day, last_day)
    return days, Event.starts_at < ends_at, Event.ends_at > starts_at, Event.status != Status.CANCELLED


def _slots(events: Sequence[Event], around: Mapping[uuid.UUID, frozenset[uuid.UUID]]) -> tuple[Slot, ...]:
    """What each of the events takes of the plan."""
    people: dict[uuid.UUID, set[uuid.UUID]] = {event.id: set() for event in events}
    ends = {event.id: event.ends_at for event in events}
    assigned = select(Assignment.event_id, Assignment.person_id, Person.disabled_at).join(Assignment.person)
    for event_id, person_id, disabled_at in (
        db.session.execute(assigned.where(Assignment.event_id.in_(people))) if people else ()
    ):
        if not has_left(disabled_at, ends[event_id]):
            people[event_id].add(person_id)
    return tuple(
        Slot(
            event.id,
            event.starts_at,
            event.ends_at,
            _spot(event.place, around),
            frozenset({event.lead_team_id, *(each.team_id for each in event.joining)}),
            frozenset(people[event.id]),
        )
        for event in events
    )


def _spot(place: Place, around: Mapping[uuid.UUID, frozenset[uuid.UUID]]) -> Spot:
    position = None if place.latitude is None or place.longitude is None else (place.latitude, place.longitude)
    return Spot(place.id, place.kind, around.get(place.id, frozenset()), position)


def _left(planned: Collection[uuid.UUID], day: date, today: date, event_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """What will be free of each stocked material for the event of the local day.

    That is what lies in the store and what was taken out for the event, less what others need until then.
    """
    stocked = on_hand(planned) if planned else {}
    if not stocked:
        return {}
    db.session.flush()  # what `plan_events` has planned before this needs its share, whenever it takes place
    left = dict(stocked)
    for item_id, stock in event_stocks(event_id).items():
        if item_id in left:
            left[item_id] += stock.held
    for need in needs(stocked, since=today, until=day, but=event_id):
        left[need.item_id] -= need.quantity
    return left


def _named(clashes: Collection[Clash]) -> dict[uuid.UUID, Named]:
    """The people, teams, places and materials that the clashes are about."""
    named: dict[uuid.UUID, Named] = {}
    for model, kinds in _SUBJECTS.items():
        ids = {clash.subject_id for clash in clashes if clash.kind in kinds}
        if ids:
            rows = select(model).where(model.id.in_(ids))
            named |= {row.id: row for row in db.session.scalars(rows).unique()}
    return named
