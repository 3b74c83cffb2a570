"""The closings of a year as a table: which period is closed, which can be, and which still runs."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from outreach import periods
from outreach.people.models import Person, Team
from outreach.people.rules import Role
from outreach.reports.closings import queries
from outreach.reports.closings.labels import said_stretch
from outreach.reports.closings.models import Closing
from outreach.reports.closings.rights import may_close
from outreach.reports.closings.rules import Kind, Stretch, stretches_of
from outreach.reports.queries import years
from outreach.web.access import Permission

#: After so many days nobody is reminded of a month any more; a quarter and a year are asked about for longer.
_REMINDED = {Kind.MONTH: 31, Kind.QUARTER: 92, Kind.YEAR: 183}


@dataclass(frozen=True)
class Slot:
    """One period of the year: its closing that holds, where there is one, and what can be done."""

    stretch: Stretch
    said: str
    closing: Closing | None
    is_over: bool
    has_begun: bool
    may_close: bool


@dataclass(frozen=True)
class Waiting:
    """A period that is over and that nobody has closed."""

    stretch: Stretch
    said: str
    team: Team | None


def slots_of(year: int, team: Team | None, person: Person, today: date) -> list[Slot]:
    """The year, its quarters and its months, for a team or for the bureau, as `person` may act on them."""
    team_id = team.id if team else None
    held = {
        (each.first_day, each.last_day): each for each in queries.closings_in_force(year) if each.team_id == team_id
    }
    return [_slot(stretch, team_id, held, person, today) for stretch in stretches_of(year)]


def waiting_for(person: Person, today: date, teams: Sequence[Team]) -> list[Waiting]:
    """What the person's board reminds of: the year, and months and quarters where some were ever closed."""
    if person.may(Permission.CLOSE):
        return [Waiting(each, said_stretch(each), None) for each in _last_ones(today) if _waits(each, None, today)]
    if person.role is not Role.LEAD:
        return []
    month = _last_ones(today)[-1]
    own = person.team_ids_on(today)
    return [
        Waiting(month, said_stretch(month), team) for team in teams if team.id in own and _waits(month, team.id, today)
    ]


def _slot(
    stretch: Stretch,
    team_id: uuid.UUID | None,
    held: dict[tuple[date, date], Closing],
    person: Person,
    today: date,
) -> Slot:
    days = stretch.period
    return Slot(
        stretch,
        said_stretch(stretch),
        held.get((days.first, days.last)),
        days.last < today,
        days.first <= today,
        may_close(person, stretch.kind, team_id, today),
    )


def _last_ones(today: date) -> tuple[Stretch, Stretch, Stretch]:
    """The last year, quarter and month that are over."""
    month = periods.month_of(date.fromordinal(today.replace(day=1).toordinal() - 1)).first
    quarter = (today.month - 1) // 3
    return (
        Stretch(Kind.YEAR, today.year - 1),
        Stretch(Kind.QUARTER, today.year, quarter) if quarter else Stretch(Kind.QUARTER, today.year - 1, 4),
        Stretch(Kind.MONTH, month.year, month.month),
    )


def _waits(stretch: Stretch, team_id: uuid.UUID | None, today: date) -> bool:
    """Months and quarters are only asked about where such ones are closed at all: not every bureau does."""
    days = stretch.period
    if (today - days.last).days > _REMINDED[stretch.kind] or stretch.year not in years():
        return False
    if stretch.kind is not Kind.YEAR and not queries.was_ever_closed(stretch.kind, team_id):
        return False
    return queries.closing_of(days, team_id) is None
