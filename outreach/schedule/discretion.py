"""What of an event's page is for planners alone: who is on leave, and why somebody can't come."""

from collections.abc import Sequence
from dataclasses import replace

from outreach.audit.models import Change
from outreach.people.models import Person
from outreach.schedule.clashes.asking import Standing
from outreach.schedule.clashes.rules import ClashKind
from outreach.web.access import Permission

_ABOUT_LEAVE = ClashKind.PERSON_ON_LEAVE
#: Fields of the history whose lines may say who was away, and why.
_OF_PEOPLE = frozenset({"answer", "clash"})


def clashes_for(reader: Person, standing: Standing) -> Standing:
    """What stands against the event, as the reader may know it."""
    if reader.may(Permission.PLAN):
        return standing
    return replace(
        standing,
        unanswered=[each for each in standing.unanswered if _ABOUT_LEAVE.value not in each["kinds"]],
        kept=[each for each in standing.kept if each.row.kind is not _ABOUT_LEAVE],
    )


def changes_for(reader: Person, changes: Sequence[Change]) -> list[Change]:
    """The history as the reader may know it; of the answers those that the reader gave."""
    planner = reader.may(Permission.PLAN)
    return [each for each in changes if planner or each.field not in _OF_PEOPLE or each.by_id == reader.id]
