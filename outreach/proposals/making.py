"""Making proposals: for each topic of which more is asked, the places where its team has not been since."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.db import new_id
from outreach.db.inserting import insert_new
from outreach.periods import Period
from outreach.proposals import queries
from outreach.proposals.models import Proposal
from outreach.proposals.questions.queries import At, Rise, by_topic_and_place, rises
from outreach.proposals.questions.rules import latest_span
from outreach.proposals.rules import MOST_AT_ONCE, MOST_PLACES, State
from outreach.schedule.suggestions.queries import AHEAD


@dataclass(frozen=True)
class _Wanted:
    """An event of the team whose subject it is, at a place."""

    rise: Rise
    team_id: uuid.UUID
    place_id: uuid.UUID


def make_proposals(*, now: datetime) -> dict[str, Any]:
    """Propose what the latest full months ask for, and say of how many; asked twice it proposes nothing twice.

    So many at once are made as somebody may still read; the strongest rises go first, the next look makes the next.
    """
    today = clock.local_day(now)
    span = latest_span(today)
    wanted = list(islice(_wanted(span, today), MOST_AT_ONCE))
    made = insert_new(Proposal, _rows(wanted, span, today, now)) if wanted else set()
    if made:
        record_act("proposals.made", by=Machine(), now=now, count=len(made))
    return {"made": len(made)}


def _wanted(span: Period, today: date) -> Iterator[_Wanted]:
    """What is not proposed yet, by how many more ask."""
    found = [each for each in rises(span) if each.topic.team_id is not None and each.topic.retired_at is None]
    if not found:
        return
    topic_ids = {each.topic.id for each in found}
    asked = by_topic_and_place(span, topic_ids)
    proposed = queries.proposed_since(topic_ids, span.first)
    visited = queries.last_days({each.topic.team_id for each in found if each.topic.team_id}, span.first)
    for rise in found:
        team_id = rise.topic.team_id
        assert team_id is not None
        for place_id in _gaps(rise, team_id, asked.get((rise.topic.id, rise.kind), ()), visited, today):
            if (rise.topic.id, place_id) not in proposed:
                proposed.add((rise.topic.id, place_id))
                yield _Wanted(rise, team_id, place_id)


def _gaps(
    rise: Rise, team_id: uuid.UUID, asked: Sequence[At], visited: queries.LastDays, today: date
) -> list[uuid.UUID]:
    """Where it was asked and the team was not since, those where most was asked; else an unvisited place near these."""
    gaps = [at.place_id for at in asked if visited.get((team_id, at.place_id), date.min) <= at.last]
    if gaps or not asked:
        return gaps[:MOST_PLACES]
    near = queries.unvisited_near(asked[0].place_id, rise.kind, team_id, today)
    return [] if near is None else [near]


def _rows(wanted: Sequence[_Wanted], span: Period, today: date, now: datetime) -> Iterator[dict[str, Any]]:
    ahead, teams = Period(today + timedelta(days=1), today + AHEAD), {each.team_id for each in wanted}
    editions = {team_id: queries.usual_edition(team_id, ahead) for team_id in teams}
    of_team = {id: queries.last_visits(id, {each.place_id for each in wanted if each.team_id == id}) for id in teams}
    for each in wanted:
        yield {
            "id": new_id(),
            "topic_id": each.rise.topic.id,
            "team_id": each.team_id,
            "place_id": each.place_id,
            "first_day": span.first,
            "last_day": span.last,
            "asked": each.rise.asked,
            "asked_before": max(0, each.rise.before),
            "last_event_id": of_team[each.team_id].get(each.place_id),
            "edition_id": editions[each.team_id],
            "made_at": now,
            "state": State.OPEN,
        }
