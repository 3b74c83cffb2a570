"""Who may write a brief, check it, and keep it as an article."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.errors import Forbidden
from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.people.rules import EVERY_TEAM
from outreach.schedule.models import Event
from outreach.web.access import Permission


def may_write(person: Person, event: Event, now: datetime) -> bool:
    """Whether the person belongs to a team of the event, or writes for every team."""
    if not person.may(Permission.LOG):
        return False
    teams = {event.lead_team_id, *(each.team_id for each in event.joining)}
    return person.role in EVERY_TEAM or bool(teams & person.team_ids_on(clock.local_day(now)))


def may_check(person: Person, event: Event, now: datetime) -> bool:
    """Whether the person answers for the event's lead team, and so checks its briefs and keeps them."""
    return person.may(Permission.REVIEW) and may_plan_for(person, event.lead_team_id, clock.local_day(now))


def check_may_write(person: Person, event: Event, now: datetime) -> None:
    """Raise Forbidden where `may_write` says no."""
    if not may_write(person, event, now):
        raise Forbidden(_("The brief of an event is written by its teams and the clerk."))


def check_may_check(person: Person, event: Event, now: datetime) -> None:
    """Raise Forbidden where `may_check` says no."""
    if not may_check(person, event, now):
        raise Forbidden(_("A brief is checked and kept by the lead of the event's team, or the clerk."))
