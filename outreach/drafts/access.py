"""Who works on a draft: who plans for its team, or for every team where it is of all."""

from datetime import date

from outreach.drafts.models import Draft
from outreach.errors import Forbidden
from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.people.rules import EVERY_TEAM
from outreach.schedule.refusals import other_team


def may_work_on(person: Person, draft: Draft, today: date) -> bool:
    """Whether the person accepts lines of the draft and may undo it."""
    if draft.team_id is None:
        return person.role in EVERY_TEAM
    return may_plan_for(person, draft.team_id, today)


def check_may_work_on(person: Person, draft: Draft, today: date) -> None:
    """Raise Forbidden where `may_work_on` says no."""
    if not may_work_on(person, draft, today):
        refusal: Forbidden = other_team()
        raise refusal
