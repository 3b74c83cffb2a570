"""A year's targets beside what is planned and what is done; the done is the report's own figure (rule 1)."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from sqlalchemy import Select, func, select

from outreach import periods
from outreach.db import db
from outreach.periods import Period
from outreach.reports.course import WARNED_FROM_MONTH, Course, Run
from outreach.reports.filters import Filters, chosen_row, chosen_team
from outreach.reports.queries import COUNTED_TRACKS
from outreach.reports.sums import WHOLE, Cell, YearSums, target_sums
from outreach.reports.tables import figure_href
from outreach.schedule.campaigns.queries import editions_covering
from outreach.schedule.models import CampaignTag, Edition, Event
from outreach.schedule.rules import Status, Track
from outreach.schedule.targets.models import Target
from outreach.schedule.targets.queries import Scope, scopes_of, targets_of
from outreach.schedule.targets.rules import Measure
from outreach.workdays.queries import work_calendar

_DAY = timedelta(days=1)
_TRACKS = {
    Measure.EVENTS_PUBLIC: Track.PUBLIC,
    Measure.EVENTS_ENTERPRISE: Track.ENTERPRISE,
    Measure.EVENTS_TRAINING: Track.TRAINING,
}
_EXPECTED = {
    Measure.HANDOUTS: Event.expected_handouts,
    Measure.CONSULTATIONS: Event.expected_consultations,
    Measure.ATTENDANCE: Event.expected_attendance,
}
#: What the planned events expect, by cell and measure.
Planned = Mapping[Cell, Mapping[Measure, int]]


@dataclass(frozen=True)
class TargetRow:
    """One target with its course; the addresses open what is done and, where a list has just that, what is planned."""

    scope: Scope
    measure: Measure
    course: Course
    done_href: str
    planned_href: str | None
    undecided: int = 0
    """How much of what is done is undecided."""


@dataclass(frozen=True)
class YearOfTargets:
    """All targets of a year, in the bureau's order; what the days were counted by."""

    year: int
    rows: Sequence[TargetRow]
    run: Run
    is_announced: bool

    def of(self, kind: str) -> list[TargetRow]:
        """The rows of the "bureau", of each "team" or of each "campaign"."""
        return [row for row in self.rows if _kind(row.scope) == kind]


def year_of_targets(year: int, today: date, done: YearSums | None = None) -> YearOfTargets:
    """The year's targets as they stand on the local day `today`. To be called inside `snapshot()`.

    `done` are the year's sums, where they are known already.
    """
    whole = periods.year(year)
    calendar = work_calendar(whole)
    worked = [day for day in whole if calendar.is_working(day)]
    run = Run(sum(day < today for day in worked), len(worked), date(year, WARNED_FROM_MONTH, 1))
    targets = [target for target in targets_of(year) if target.quantity]
    rows = tuple(_rows(targets, whole, run, today, done)) if targets else ()
    return YearOfTargets(year, rows, run, calendar.is_known(whole.first))


def _rows(
    targets: Sequence[Target], whole: Period, run: Run, today: date, done: YearSums | None
) -> Iterator[TargetRow]:
    filters = Filters.of_year(whole.first.year)
    ahead = Period(max(today, whole.first), whole.last) if today <= whole.last else None
    done, planned = done or target_sums(filters), planned_sums(ahead) if ahead else {}
    runs = _runs_of_campaigns(whole, today)
    by_place = {(target.team_id, target.campaign_id, target.measure): target.quantity for target in targets}
    for scope in scopes_of(filters.year):
        for measure in scope.measures:
            target = by_place.get((*scope.key, measure))
            if not target:
                continue
            cell = _cell(scope)
            of_scope = run if scope.campaign is None else runs.get(scope.campaign.id, Run(0, 0, None))
            expected = None if measure is Measure.ARTICLES else planned.get(cell, {}).get(measure, 0)
            course = Course(target, done.value(measure, cell) or 0, expected, of_scope)
            planned_href = _planned_href(scope, measure, ahead) if ahead and expected is not None else None
            href, in_doubt = _done_href(filters, scope, measure), done.in_doubt(measure, cell)
            yield TargetRow(scope, measure, course, href, planned_href, in_doubt)


def planned_sums(days: Period) -> Planned:
    """What the planned events of `days` expect: events by track, numbers as typed; never those that are cancelled."""
    sums: dict[Cell, dict[Measure, int]] = defaultdict(lambda: defaultdict(int))
    for team_id, *numbers in db.session.execute(_planned(days, Event.lead_team_id)):
        for cell in (WHOLE, ("team", team_id)):
            _add(sums[cell], numbers)
    tags = (
        select(CampaignTag.event_id, Edition.campaign_id)
        .join(Edition, Edition.id == CampaignTag.edition_id)
        .distinct()
        .subquery("tags")
    )
    of_campaigns = _planned(days, tags.c.campaign_id).join(tags, tags.c.event_id == Event.id)
    for campaign_id, *numbers in db.session.execute(of_campaigns):
        _add(sums["campaign", campaign_id], numbers)
    return sums


def _planned(days: Period, part: Any) -> Select[Any]:
    expected = (func.sum(column) for column in _EXPECTED.values())
    return (
        select(part, Event.track, func.count(), *expected)
        .select_from(Event)
        .where(
            Event.status == Status.PLANNED,
            Event.day.between(days.first, days.last),
            Event.track.in_(COUNTED_TRACKS),
        )
        .group_by(part, Event.track)
    )


def _add(sums: dict[Measure, int], numbers: Sequence[Any]) -> None:
    track, count, *expected = numbers
    for measure, of_track in _TRACKS.items():
        sums[measure] += count if of_track is track else 0
    for measure, total in zip(_EXPECTED, expected, strict=True):
        sums[measure] += int(total or 0)


def _runs_of_campaigns(whole: Period, today: date) -> dict[uuid.UUID, Run]:
    """For each campaign the days of its editions inside the year; it is warned from the middle of them on."""
    days: dict[uuid.UUID, set[date]] = defaultdict(set)
    for edition in editions_covering(whole):
        inside = edition.days & whole
        days[edition.campaign_id].update(inside or ())
    return {campaign_id: _run_of(sorted(each), today) for campaign_id, each in days.items()}


def _run_of(days: Sequence[date], today: date) -> Run:
    return Run(sum(day < today for day in days), len(days), days[len(days) // 2])


def _kind(scope: Scope) -> str:
    return "bureau" if scope.word == "bureau" else "team" if scope.team else "campaign"


def _cell(scope: Scope) -> Cell:
    if scope.team is not None:
        return "team", scope.team.id
    return WHOLE if scope.campaign is None else ("campaign", scope.campaign.id)


def _done_href(filters: Filters, scope: Scope, measure: Measure) -> str:
    if scope.team is not None:
        return figure_href(measure, filters, team=chosen_team(scope.team))
    if scope.campaign is not None:
        return figure_href(measure, filters, campaign=chosen_row(scope.campaign))
    return figure_href(measure, filters)


def _planned_href(scope: Scope, measure: Measure, days: Period) -> str | None:
    """The list of the planned events; None for a team, whose list holds what it only joins too."""
    if scope.team is not None:
        return None
    arguments: dict[str, Any] = {"first": days.first.isoformat(), "last": days.last.isoformat()}
    if scope.campaign is not None:
        arguments["campaign"] = str(scope.campaign.id)
    if measure in _TRACKS:
        arguments["track"] = _TRACKS[measure].value
    return url_for("events.index", when="all", status=Status.PLANNED.value, **arguments)


def warnings(rows: Iterable[TargetRow], today: date, team_ids: Iterable[uuid.UUID] | None) -> list[TargetRow]:
    """The rows that somebody has to be told of, of these teams; None means all, campaigns and the bureau too."""
    own = None if team_ids is None else set(team_ids)
    told = (row for row in rows if row.course.warns(today))
    return [row for row in told if own is None or (row.scope.team is not None and row.scope.team.id in own)]
