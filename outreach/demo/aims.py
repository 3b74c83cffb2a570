"""What the example bureau aims at: a year that was reached, and one that a warning stands on."""

from collections.abc import Mapping
from datetime import datetime

from outreach.people.models import Person
from outreach.schedule.targets.actions import Cell, set_targets
from outreach.schedule.targets.queries import scopes_of
from outreach.schedule.targets.rules import Measure

_BUREAU = {
    Measure.EVENTS_PUBLIC: 32,
    Measure.EVENTS_ENTERPRISE: 12,
    Measure.HANDOUTS: 12_000,
    Measure.CONSULTATIONS: 4_000,
    Measure.ARTICLES: 130,
}
#: By code of the team: of its year, and of the year that is running.
_TEAMS: Mapping[str, Mapping[Measure, int]] = {
    "employment": {Measure.EVENTS_PUBLIC: 9, Measure.HANDOUTS: 3_500},
    "pension": {Measure.EVENTS_PUBLIC: 8, Measure.CONSULTATIONS: 900},
    "work_injury": {Measure.EVENTS_PUBLIC: 9, Measure.EVENTS_ENTERPRISE: 5},
    "labor_relations": {Measure.EVENTS_PUBLIC: 7, Measure.CONSULTATIONS: 1_000},
}
_CAMPAIGNS: Mapping[str, Mapping[Measure, int]] = {
    "constitution_week": {Measure.EVENTS_PUBLIC: 4},
    "safety_month": {Measure.EVENTS_PUBLIC: 3, Measure.HANDOUTS: 1_500},
    "spring_breeze": {Measure.EVENTS_PUBLIC: 5},
}


#: How much of that the year that is running aims at: its plan is some weeks long, lighter at each event, and goes more
#: into companies.
_OF_NOW: Mapping[Measure, float] = {
    Measure.EVENTS_PUBLIC: 0.8,
    Measure.EVENTS_ENTERPRISE: 1.25,
    Measure.HANDOUTS: 0.4,
    Measure.CONSULTATIONS: 0.43,
    Measure.ARTICLES: 0.6,
}
_OF_ITS_CAMPAIGNS = 0.3


def write_targets(year: int, *, is_running: bool, by: Person, now: datetime) -> None:
    """Write the example's targets as those of `year`, other ones where that year is running."""
    wanted: dict[Cell, int | None] = {}
    for scope in scopes_of(year):
        aims, shares = _BUREAU, _OF_NOW
        if scope.team is not None:
            aims = dict(_TEAMS.get(scope.team.code, {}))
        elif scope.campaign is not None:
            aims = dict(_CAMPAIGNS.get(scope.campaign.code, {}))
            shares = dict.fromkeys(aims, _OF_ITS_CAMPAIGNS)
        for measure, number in aims.items():
            wanted[scope, measure] = max(1, round(number * shares[measure])) if is_running else number
    set_targets(year, wanted, by=by, now=now)
