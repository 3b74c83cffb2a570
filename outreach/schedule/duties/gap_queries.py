"""Reading which of the coming events lack people, in a few statements however many there are."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from outreach.db import db
from outreach.people.models import Leave, Person, Team
from outreach.people.rules import EVERY_TEAM
from outreach.schedule import queries
from outreach.schedule.clashes.rules import ClashKind
from outreach.schedule.duties.gap_rules import Duties, Gap, gaps_of
from outreach.schedule.models import AcceptedClash, Assignment, Event, EventForm
from outreach.schedule.rules import Answer, Form, Status, days_of, has_left
from outreach.web.paging import Page, page_of

#: How far ahead a gap is looked for; a duty that was declined, or of who left, and an event that comes after the last
#: day of its team are shown however far away they are.
AHEAD = timedelta(days=21)


@dataclass(frozen=True)
class Lacking:
    """An event, and what it lacks."""

    event: Event
    gaps: Sequence[Gap]


def lacking(person: Person, today: date, *, number: int = 1, size: int = 30) -> Page[Lacking]:
    """The events whose people the person plans that lack some, the next first."""
    rows = _coming(person, today)
    staff, forms, away, closed = _staff(rows), _forms(rows), _away(rows), _closed(rows)
    gaps = {
        id: list(gaps_of(forms.get(id, ()), staff.get(id, ()), away.get(id, ()), team_is_closed=id in closed))
        for id in rows
    }
    found = {id: lacks for id, lacks in gaps.items() if lacks}
    shown = page_of(list(found), number, size)
    events = {event.id: event for event in queries.events_among(shown.rows)} if shown.rows else {}
    return shown.showing([Lacking(events[id], found[id]) for id in shown])


def own_duties(person: Person, now: datetime, *, unanswered: bool, number: int, size: int) -> Page[Event]:
    """The events ahead on which the person is, the next first, with `unanswered` those that wait for one."""
    mine = [Assignment.person_id == person.id, Event.status == Status.PLANNED, Event.ends_at > now]
    if unanswered:
        mine += [Assignment.answer == Answer.NONE, Event.starts_at > now]
    ids = db.session.scalars(
        select(Event.id)
        .join(Assignment, Assignment.event_id == Event.id)
        .where(*mine)
        .order_by(Event.day, Event.starts_at, Event.id)
    ).all()
    shown = page_of(ids, number, size)
    return shown.showing(queries.events_among(shown.rows, whole=True) if shown.rows else [])


def count_alone(person: Person, now: datetime) -> int:
    """At how many planned events ahead the person is the only one who comes."""
    other = aliased(Assignment)
    others = (
        exists()
        .where(other.event_id == Event.id, other.person_id != person.id, other.answer != Answer.DECLINED)
        .where(Person.id == other.person_id, Person.disabled_at.is_(None))
    )
    mine = (Assignment.person_id == person.id, Event.status == Status.PLANNED, Event.ends_at > now)
    counted = select(func.count()).select_from(Assignment).join(Event, Event.id == Assignment.event_id)
    return db.session.scalar(counted.where(*mine, ~others.correlate(Event))) or 0


Times = dict[uuid.UUID, tuple[datetime, datetime]]


def _coming(person: Person, today: date) -> Times:
    """The ids and times of the planned events to look at, the next first: of the person's teams, or of all."""
    declined = select(Assignment.event_id).where(Assignment.answer == Answer.DECLINED)
    # EXISTS and not IN: of those who ever left there are thousands of duties, ahead of us lie few events.
    gone = exists().where(
        Assignment.event_id == Event.id, Person.id == Assignment.person_id, Person.disabled_at.is_not(None)
    )
    wanted = select(Event.id, Event.starts_at, Event.ends_at).where(
        Event.status == Status.PLANNED,
        Event.day >= today,
        or_(Event.day <= today + AHEAD, Event.id.in_(declined), gone.correlate(Event), _comes_after_its_team()),
    )
    if person.role not in EVERY_TEAM:
        wanted = wanted.where(Event.lead_team_id.in_(person.team_ids_on(today)))
    rows = db.session.execute(wanted.order_by(Event.day, Event.starts_at, Event.id))
    return {row.id: (row.starts_at, row.ends_at) for row in rows}


def _comes_after_its_team() -> ColumnElement[bool]:
    """Whether the event's lead team has its last day before it."""
    return exists().where(Team.id == Event.lead_team_id, Team.last_day < Event.day).correlate(Event)


def _closed(events: Collection[uuid.UUID]) -> set[uuid.UUID]:
    return set(db.session.scalars(select(Event.id).where(Event.id.in_(events), _comes_after_its_team())))


def _staff(events: Times) -> dict[uuid.UUID, list[Duties]]:
    rows = db.session.execute(
        select(
            Assignment.event_id,
            Assignment.person_id,
            Person.name,
            Person.disabled_at,
            Assignment.duty,
            Assignment.answer,
            Assignment.answer_reason,
        )
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.event_id.in_(events))
        .order_by(Person.name, Person.id)
    )
    staff: dict[uuid.UUID, list[Duties]] = {}
    for row in rows:
        left = has_left(row.disabled_at, events[row.event_id][1])
        duty = Duties(row.person_id, row.name, row.duty, row.answer, row.answer_reason, left)
        staff.setdefault(row.event_id, []).append(duty)
    return staff


def _forms(events: Collection[uuid.UUID]) -> dict[uuid.UUID, set[Form]]:
    forms: dict[uuid.UUID, set[Form]] = {}
    for event_id, form in db.session.execute(
        select(EventForm.event_id, EventForm.form).where(EventForm.event_id.in_(events))
    ):
        forms.setdefault(event_id, set()).add(form)
    return forms


def _away(events: Times) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Of each event those who are on leave then; who was kept on it anyway, with a reason, is not missed."""
    if not events:
        return {}
    spans = {id: days_of(*times) for id, times in events.items()}
    first, last = min(each.first for each in spans.values()), max(each.last for each in spans.values())
    rows = db.session.execute(
        select(Assignment.event_id, Leave.person_id, Leave.first_day, Leave.last_day)
        .join(Leave, Leave.person_id == Assignment.person_id)
        .where(Assignment.event_id.in_(events), Leave.last_day >= first, Leave.first_day <= last)
    )
    kept = select(AcceptedClash.event_id, AcceptedClash.subject_id).where(
        AcceptedClash.event_id.in_(events), AcceptedClash.kind == ClashKind.PERSON_ON_LEAVE
    )
    meant = {(row.event_id, row.subject_id) for row in db.session.execute(kept)}
    away: dict[uuid.UUID, set[uuid.UUID]] = {}
    for event_id, person_id, first_day, last_day in rows:
        days = spans[event_id]
        if first_day <= days.last and last_day >= days.first and (event_id, person_id) not in meant:
            away.setdefault(event_id, set()).add(person_id)
    return away
