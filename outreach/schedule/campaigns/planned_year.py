"""A year's events as far as the responsibility list says them: a few columns each, however many there are."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from outreach.db import db
from outreach.laws.models import Law
from outreach.materials.models import Item
from outreach.people.models import Person, Team
from outreach.periods import Period
from outreach.schedule.models import (
    Assignment,
    CampaignTag,
    Event,
    EventForm,
    ExplainedLaw,
    JoiningTeam,
    PlannedItem,
)
from outreach.schedule.rules import Duty, Form, Status, Track


@dataclass(frozen=True)
class Planned:
    """One event; `expected` are handouts, consultations and people present, `in_charge` names."""

    track: Track
    status: Status
    lead_team: Team
    expected: tuple[int | None, ...]
    joining: Sequence[Team]
    edition_ids: Sequence[uuid.UUID]
    in_charge: Sequence[str]
    items: Sequence[Item]
    forms: Sequence[Form]
    laws: Sequence[str]


def planned_in(days: Period) -> list[Planned]:
    """The events of those days that are not cancelled, by day, start and id."""
    there = (Event.day.between(days.first, days.last), Event.status != Status.CANCELLED)
    expected = (Event.expected_handouts, Event.expected_consultations, Event.expected_attendance)
    events = select(Event.id, Event.track, Event.status, Event.lead_team_id, *expected).where(*there)
    teams = {team.id: team for team in db.session.scalars(select(Team))}
    items = {item.id: item for item in db.session.scalars(select(Item))}
    joining = _parts(select(JoiningTeam.event_id, JoiningTeam.team_id), JoiningTeam, there)
    editions = _parts(select(CampaignTag.event_id, CampaignTag.edition_id), CampaignTag, there)
    leads = select(Assignment.event_id, Person.name).join(Person, Person.id == Assignment.person_id)
    has_not_left = or_(Person.disabled_at.is_(None), Person.disabled_at >= Event.ends_at)
    staff = _parts(leads.where(Assignment.duty == Duty.LEAD, has_not_left), Assignment, there)
    things = _parts(select(PlannedItem.event_id, PlannedItem.item_id), PlannedItem, there)
    forms = _parts(select(EventForm.event_id, EventForm.form), EventForm, there)
    titles = select(ExplainedLaw.event_id, Law.title).join(Law, Law.id == ExplainedLaw.law_id)
    laws = _parts(titles, ExplainedLaw, there)
    return [
        Planned(
            track,
            status,
            teams[lead_team_id],
            tuple(numbers),
            [teams[team_id] for team_id in joining[id]],
            editions[id],
            staff[id],
            [items[item_id] for item_id in things[id]],
            forms[id],
            laws[id],
        )
        for id, track, status, lead_team_id, *numbers in db.session.execute(
            events.order_by(Event.day, Event.starts_at, Event.id)
        )
    ]


def _parts(statement: Any, part: Any, there: Sequence[Any]) -> Mapping[uuid.UUID, list[Any]]:
    """By event the second column of what `statement` selects."""
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for event_id, value in db.session.execute(statement.join(Event, Event.id == part.event_id).where(*there)):
        found[event_id].append(value)
    return found
