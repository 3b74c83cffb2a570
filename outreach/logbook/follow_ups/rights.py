"""Who may answer a follow-up, and who sees its contact."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.errors import Forbidden
from outreach.logbook.follow_ups.models import FollowUp
from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.web.access import Permission


def may_settle(person: Person, follow_up: FollowUp, now: datetime) -> bool:
    """Whether the person owes the answer, made the follow-up, or leads its team (or all of them).

    Nobody else sees its contact: other teams don't need it.
    """
    if not person.may(Permission.LOG):
        return False
    concerned = person.id in (follow_up.owed_by_id, follow_up.made_by_id)
    return concerned or may_plan_for(person, follow_up.event.lead_team_id, clock.local_day(now))


def check_may_settle(person: Person, follow_up: FollowUp, now: datetime) -> None:
    """Raise Forbidden where `may_settle` says no."""
    if not may_settle(person, follow_up, now):
        message = _("Whoever owes the answer, whoever noted it, and the lead of its team can do this.")
        raise Forbidden(message, code="not_concerned")
