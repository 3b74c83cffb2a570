"""Making proposals: for each topic of which more is asked, the places where its team has not been since."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.db import new_id
from outreach.db.inserting import insert_new
from outreach.periods import Period
from outreach.places.models import Place
from outreach.proposals import queries
from outreach.proposals.models import Proposal
from outreach.proposals.questions.queries import Asked, Rise, by_place, rises
from outreach.proposals.questions.rules import latest_span
from outreach.proposals.rules import MOST_PLACES, State
from outreach.schedule.models import Event
from outreach.schedule.suggestions.queries import AHEAD


def make_proposals(*, now: datetime) -> dict[str, Any]:
    """Propose what the latest full months ask for, and say of how many; asked twice it proposes nothing twice."""
    today = clock.local_day(now)
    span = latest_span(today)
    rows = [row for rise in rises(span) for row in _proposed(rise, span, today, now)]
    made = insert_new(Proposal, rows)
    if made:
        record_act("proposals.made", by=Machine(), now=now, count=len(made))
    return {"made": len(made)}


def _proposed(rise: Rise, span: Period, today: date, now: datetime) -> list[dict[str, Any]]:
    team_id = rise.topic.team_id
    if team_id is None or rise.topic.retired_at is not None:
        return []
    taken = queries.proposed_since(rise.topic.id, span.first)
    found = [each for each in _gaps(rise, team_id, span, today) if each[0].id not in taken]
    edition = queries.usual_edition(team_id, Period(today + timedelta(days=1), today + AHEAD)) if found else None
    return [
        {
            "id": new_id(),
            "topic_id": rise.topic.id,
            "team_id": team_id,
            "place_id": place.id,
            "first_day": span.first,
            "last_day": span.last,
            "asked": rise.asked,
            "asked_before": max(0, rise.before),
            "last_event_id": None if last is None else last.id,
            "edition_id": None if edition is None else edition.id,
            "made_at": now,
            "state": State.OPEN,
        }
        for place, last in found
    ]


def _gaps(rise: Rise, team_id: uuid.UUID, span: Period, today: date) -> list[tuple[Place, Event | None]]:
    """Where it was asked and the team was not since, those where most was asked; else an unvisited place near these."""
    asked = by_place(Asked(span, topic_id=rise.topic.id, kind=rise.kind))
    places, visits = queries.in_use(asked), queries.last_visits(team_id, asked)
    gaps = [
        (places[place_id], visits.get(place_id))
        for place_id, (_number, last_asked) in asked.items()
        if place_id in places and (place_id not in visits or visits[place_id].day <= last_asked)
    ]
    if gaps or not places:
        return gaps[:MOST_PLACES]
    near = queries.unvisited_near(next(places[id] for id in asked if id in places), rise.kind, team_id, today)
    return [] if near is None else [(near, queries.last_visits(team_id, [near.id]).get(near.id))]
