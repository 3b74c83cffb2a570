"""Changed since you looked: what is new in the events that concern a person, until they have opened them.

An event concerns who is on it, who made it, the leads of its teams, and whoever was once concerned and has looked:
somebody who was taken off hears of that too. What a person changed is no news to that person.
"""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from flask import request
from sqlalchemy import ColumnElement, Select, and_, or_, select

from outreach import clock
from outreach.audit.histories import changes_since
from outreach.audit.models import Change
from outreach.db import db
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.labels import FIELDS
from outreach.schedule.models import Assignment, Event, EventSeen, JoiningTeam
from outreach.web.access import acting_person

#: Events that are over for longer, and changes of an event never looked at that are older, are no news.
OVER, OLD = timedelta(days=7), timedelta(days=30)
MOST = 50
#: Told by another field: the day by the time.
_SILENT = frozenset({"day", "clash"})
#: Where a request keeps the news that its page has read.
_READ = "outreach.schedule.news"


@dataclass(frozen=True)
class News:
    """What others made of an event since the person looked; without changes it was planned since."""

    event_id: uuid.UUID
    changes: Sequence[Change] = field(default=())

    @property
    def fields(self) -> list[str]:
        """The labels of what changed, each once, the latest first."""
        return list(dict.fromkeys(str(FIELDS.get(each.field, each.field)) for each in self.changes))


@dataclass(frozen=True)
class Look:
    """When a person saw an event last (None: never), and whether that has to be written again."""

    event_id: uuid.UUID
    seen_at: datetime | None
    is_due: bool


def news_for(person: Person, now: datetime) -> dict[uuid.UUID, News]:
    """The news for `person` by event, MOST of them, in the order of the events."""
    horizon = now - OLD
    fresh = or_(EventSeen.seen_at.is_(None) & (Event.changed_at > horizon), Event.changed_at > EventSeen.seen_at)
    today = clock.local_day(now)
    statement = _with_looks(person, Event.id, Event.made_at, Event.made_by_id, EventSeen.seen_at)
    statement = statement.where(Event.day >= today - OVER, fresh, _concerned(person, today))
    rows = db.session.execute(statement.order_by(Event.day, Event.starts_at, Event.id).limit(MOST)).all()
    since = {row.id: row.seen_at or horizon for row in rows}
    changed = _changes(since, person)
    found = {}
    for row in rows:
        is_new = row.seen_at is None and row.made_by_id != person.id and row.made_at > horizon
        if is_new or changed.get(row.id):
            found[row.id] = News(row.id, () if is_new else changed[row.id])
    return found


def look_of(person: Person, event_id: uuid.UUID, today: date) -> Look | None:
    """How the person last saw the event; None where it does not concern them or is not there."""
    statement = _with_looks(person, Event.changed_at, EventSeen.seen_at)
    row = db.session.execute(statement.where(Event.id == event_id, _concerned(person, today))).one_or_none()
    if row is None:
        return None
    return Look(event_id, row.seen_at, is_due=row.seen_at is None or row.seen_at < row.changed_at)


def news_since(look: Look, person: Person) -> News | None:
    """What others changed of the event since that look; None for nothing, and for a first look."""
    if look.seen_at is None:
        return None
    changes = _changes({look.event_id: look.seen_at}, person).get(look.event_id)
    return News(look.event_id, changes) if changes else None


def news_here(event_id: uuid.UUID) -> News | None:
    """The news of one event for whoever looks at the page, for its lines and bars: read once for the whole page."""
    if _READ not in request.environ:
        person = acting_person()
        request.environ[_READ] = {} if person is None else news_for(person, clock.now())
    found: News | None = request.environ[_READ].get(event_id)
    return found


def _changes(since: Mapping[uuid.UUID, datetime], person: Person) -> dict[uuid.UUID, list[Change]]:
    """What others changed of each event since then, the latest first."""
    if not since:
        return {}
    rows = changes_since(Event.__tablename__, since, min(since.values()))
    telling = (each for each in rows if each.by_id != person.id and each.field not in _SILENT)
    late = [each for each in telling if each.at > since[each.subject_id]]
    return _grouped(late)


def _grouped(changes: Iterable[Change]) -> dict[uuid.UUID, list[Change]]:
    by_event = sorted(changes, key=attrgetter("subject_id"))  # stable: the latest stays first
    return {event_id: list(group) for event_id, group in groupby(by_event, key=attrgetter("subject_id"))}


def _with_looks(person: Person, *columns: Any) -> Select[Any]:
    own = and_(EventSeen.event_id == Event.id, EventSeen.person_id == person.id)
    return select(*columns).select_from(Event).outerjoin(EventSeen, own)


def _concerned(person: Person, today: date) -> ColumnElement[bool]:
    on_it = select(Assignment.event_id).where(Assignment.person_id == person.id)
    concerned = [Event.id.in_(on_it), Event.made_by_id == person.id, EventSeen.seen_at.is_not(None)]
    if person.role is Role.LEAD:
        own = person.team_ids_on(today)
        joined = select(JoiningTeam.event_id).where(JoiningTeam.team_id.in_(own))
        concerned += [Event.lead_team_id.in_(own), Event.id.in_(joined)]
    return or_(*concerned)
