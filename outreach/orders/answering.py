"""Who answers an order, and who keeps the menu."""

import uuid
from datetime import date

from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.schedule.refusals import other_team


def may_answer(person: Person, team_id: uuid.UUID, today: date) -> bool:
    """Whether the person plans for the team that was asked: so too for its part of the menu."""
    return may_plan_for(person, team_id, today)


def check_may_answer(person: Person, team_id: uuid.UUID, today: date) -> None:
    """Raise Forbidden where `may_answer` says no."""
    if not may_answer(person, team_id, today):
        raise other_team()
