"""Who moves stock: the office for everybody, a lead for the own team."""

import uuid
from datetime import date

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Machine
from outreach.errors import Forbidden
from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.web.access import Permission

By = Person | Machine


def may_keep_store(by: By) -> bool:
    """Whether they receive print runs, take stock and move the stock of every team."""
    return isinstance(by, Machine) or by.may(Permission.LISTS)


def may_draw_for(by: By, team_id: uuid.UUID, day: date) -> bool:
    """Whether they take material out for the team on the local `day`, and bring it back."""
    return may_keep_store(by) or (isinstance(by, Person) and may_plan_for(by, team_id, day))


def check_keeps_store(by: By) -> None:
    """Raise Forbidden for anybody but the office."""
    if not may_keep_store(by):
        raise Forbidden(_("Only the office receives print runs, takes stock and corrects movements."))


def check_draws_for(by: By, team_id: uuid.UUID, day: date) -> None:
    """Raise Forbidden for somebody of another team."""
    if not may_draw_for(by, team_id, day):
        raise Forbidden(_("You take out and bring back material for your own team only."), code="other_team")
