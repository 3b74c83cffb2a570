"""Who ends a check-up and opens it again, who takes the place of what others found, and who erases a note."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.check_ups.models import CheckUp
from outreach.errors import Forbidden
from outreach.people.access import is_of_team
from outreach.people.models import Person
from outreach.people.rules import EVERY_TEAM
from outreach.schedule.models import Event
from outreach.schedule.rules import Answer
from outreach.web.access import Permission


def may_finish(person: Person, check_up: CheckUp, now: datetime) -> bool:
    """Whether the person began it, is of a team that takes part, or has all teams; whoever logs may answer."""
    if not person.may(Permission.LOG):
        return False
    return _takes_part(person, check_up.event, now) or person.id == check_up.made_by_id


def check_may_finish(person: Person, check_up: CheckUp, now: datetime) -> None:
    """Raise Forbidden where `may_finish` says no."""
    if not may_finish(person, check_up, now):
        raise Forbidden(_("Who began it, and the teams that take part, can do this."), code="other_team")


def may_replace(person: Person, event: Event, now: datetime) -> bool:
    """Whether what the person answers takes the place of what others found there, rather than stand beside it."""
    if not person.may(Permission.LOG):
        return False
    was_there = any(each.person_id == person.id and each.answer is not Answer.DECLINED for each in event.staff)
    return was_there or _takes_part(person, event, now)


def _takes_part(person: Person, event: Event, now: datetime) -> bool:
    teams = [event.lead_team_id, *(each.team_id for each in event.joining)]
    return person.role in EVERY_TEAM or any(is_of_team(person, team, clock.local_day(now)) for team in teams)
