"""Who may change an event, so that a page can leave out what would be refused."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from outreach import clock
from outreach.people.access import is_of_team, may_plan_for
from outreach.people.models import Person, Team
from outreach.people.rules import EVERY_TEAM, Role
from outreach.schedule.models import Event
from outreach.schedule.refusals import other_team
from outreach.schedule.rules import Answer
from outreach.web.access import Permission


def may_change(person: Person, event: Event, now: datetime) -> bool:
    """Whether the person plans for the event's lead team."""
    return may_plan_for(person, event.lead_team_id, clock.local_day(now))


def check_may_change(person: Person, event: Event, now: datetime) -> None:
    """Raise Forbidden where `may_change` says no, before anything is typed into a form."""
    if not may_change(person, event, now):
        raise other_team()


def may_read_names(person: Person, event: Event, now: datetime) -> bool:
    """Whether the person reads the names on the event's sign-in sheets: leads, the office, its teams, who is put down.

    Viewers do not: an assessor gets a sheet with names in a pack, for which the office gives a reason.
    """
    if not person.may(Permission.LOG):
        return False
    teams = (event.lead_team_id, *(each.team_id for each in event.joining))
    return (
        person.role in EVERY_TEAM
        or person.role is Role.LEAD
        or any(is_of_team(person, team, clock.local_day(now)) for team in teams)
        or any(each.person_id == person.id and each.answer is not Answer.DECLINED for each in event.staff)
    )


def team_ids_to_plan_for(person: Person, teams: Iterable[Team], now: datetime) -> set[uuid.UUID]:
    """The ids of those of `teams` for which the person plans."""
    return {team.id for team in teams if may_plan_for(person, team.id, clock.local_day(now))}
