"""One team at two events at once: asked about, never forbidden, and remembered."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor, record_change
from outreach.errors import Question
from outreach.schedule import queries
from outreach.schedule.facts import Facts
from outreach.schedule.models import Event
from outreach.web import filters


def concerns_times(event: Event, facts: Facts) -> bool:
    """Whether `facts` change what a clash hangs on: the time, or a team that the event does not have yet."""
    teams = {event.lead_team_id, *(each.team_id for each in event.joining)}
    wanted = {facts["lead_team_id"], *facts["joining_team_ids"]}
    return (event.starts_at, event.ends_at) != (facts["starts_at"], facts["ends_at"]) or not wanted <= teams


def ask_about_clash(event_id: uuid.UUID, facts: Facts, confirmed: bool) -> list[Event]:
    """The other events of its teams in the event's time; raises Question (`team_busy`) for them unless `confirmed`."""
    teams = {facts["lead_team_id"], *facts.get("joining_team_ids", ())}
    meeting = list(queries.events_meeting(facts["starts_at"], facts["ends_at"], teams, but=event_id))
    if meeting and not confirmed:
        message = _(
            "%(team)s already has “%(title)s” on %(day)s from %(start)s to %(end)s at %(place)s.",
            **_described(meeting[0], teams),
        )
        raise Question(message, code="team_busy", field="starts_at", events=[str(each.id) for each in meeting])
    return meeting


def remember_clash(event: Event, meeting: Iterable[Event], *, by: Actor, now: datetime) -> None:
    """Say in the history that the event was planned although its team was busy."""
    for other in meeting:
        record_change(event, "clash", old=None, new=other.title, by=by, now=now)


def _described(event: Event, teams: Collection[uuid.UUID]) -> dict[str, Any]:
    there = [event.lead_team, *(each.team for each in event.joining)]
    return {
        "team": "、".join(filters.named(team) for team in there if team.id in teams),
        "title": event.title,
        "day": filters.day(event.day),
        "start": filters.clock_time(event.starts_at),
        "end": filters.clock_time(event.ends_at),
        "place": filters.named(event.place),
    }
