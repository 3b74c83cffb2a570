"""Who may close what."""

import uuid
from datetime import date

from flask_babel import lazy_gettext as _

from outreach.errors import Forbidden
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.reports.closings.rules import Kind
from outreach.web.access import Permission


def may_close(person: Person, kind: Kind, team_id: uuid.UUID | None, today: date) -> bool:
    """Whether the person closes everything (clerk, admin), or leads the team whose month it is."""
    if person.may(Permission.CLOSE):
        return True
    is_own = team_id is not None and team_id in person.team_ids_on(today)
    return person.role is Role.LEAD and kind is Kind.MONTH and is_own


def check_may_close(person: Person, kind: Kind, team_id: uuid.UUID | None, today: date) -> None:
    """Raise Forbidden where `may_close` says no."""
    if not may_close(person, kind, team_id, today):
        raise Forbidden(_("The clerk closes for the bureau. A lead closes months of the own team."))
