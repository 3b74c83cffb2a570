"""Who ends a check-up, and opens it again."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.check_ups.models import CheckUp
from outreach.errors import Forbidden
from outreach.people.access import is_of_team
from outreach.people.models import Person
from outreach.people.rules import EVERY_TEAM
from outreach.web.access import Permission


def may_finish(person: Person, check_up: CheckUp, now: datetime) -> bool:
    """Whether the person began it, is of a team that takes part, or has all teams; whoever logs may answer."""
    if not person.may(Permission.LOG):
        return False
    teams = [check_up.event.lead_team_id, *(each.team_id for each in check_up.event.joining)]
    own = any(is_of_team(person, team_id, clock.local_day(now)) for team_id in teams)
    return own or person.role in EVERY_TEAM or person.id == check_up.made_by_id


def check_may_finish(person: Person, check_up: CheckUp, now: datetime) -> None:
    """Raise Forbidden where `may_finish` says no."""
    if not may_finish(person, check_up, now):
        raise Forbidden(_("Who began it, and the teams that take part, can do this."), code="other_team")
