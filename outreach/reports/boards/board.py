"""The home board: what a person needs to see first, by role."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from flask import url_for

from outreach import periods
from outreach.materials.rules import CountKind
from outreach.people.models import Person, Team
from outreach.people.rules import Role
from outreach.periods import Period, week_of
from outreach.reports import queries
from outreach.reports.boards import queries as board_queries
from outreach.reports.filters import Filters
from outreach.reports.report import Headline, draw_from
from outreach.reports.sums import glance_sums
from outreach.reports.tables import Tables, figure_href
from outreach.schedule import queries as schedule
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web import charts

GLANCE = ("events_public", "events_enterprise", "handouts", "consultations", "articles", "views_times")
DAYS_AHEAD = timedelta(days=14)
MOST = 8
NEXT = 3


@dataclass(frozen=True)
class Progress:
    """Of one kind of line, what this month's events so far were expected to bring, and what they brought."""

    kind: CountKind
    expected: int
    done: int
    undecided: int = 0

    @property
    def percent(self) -> int:
        """How much of the expected is done, at most 100."""
        return min(100, round(100 * self.done / self.expected)) if self.expected else 0


@dataclass(frozen=True)
class Glance:
    """The year so far; `last_year` has the values of the same days a year ago, by key, and opens at its address."""

    year: int
    headlines: tuple[Headline, ...]
    last_year: dict[str, int | None]
    last_year_href: str
    chart: charts.Columns | None
    is_empty: bool


@dataclass(frozen=True)
class Board:
    """What the board shows; what does not concern the person is empty."""

    today: date
    is_new: bool
    todays: Sequence[Event]
    coming: Sequence[Event]
    week: Sequence[Event]
    next_up: Sequence[Event]
    progress: tuple[Progress, ...]
    glance: Glance
    teams: Sequence[Team]

    def listed(self, role: Role) -> set[uuid.UUID]:
        """The events that the board itself lists for somebody of that role."""
        lists = {Role.LEAD: self.week or self.next_up, Role.STAFF: self.coming}
        return {event.id for event in lists.get(role, self.todays)}


def board_for(person: Person, today: date) -> Board:
    """The board of `person` on the local day `today`. To be called inside `snapshot()`."""
    leads = person.role is Role.LEAD
    days = Period(today, today)
    week = _of_teams(schedule.events_in(week_of(today)), person, today) if leads else ()
    return Board(
        today=today,
        is_new=not queries.years(),
        todays=schedule.events_shown(days),
        coming=_coming(person, today),
        week=week,
        next_up=_next_up(person, today) if leads and not week else (),
        progress=_progress(person, today) if leads else (),
        glance=_glance(today),
        teams=queries.teams_in(periods.year(today.year)),
    )


def _glance(today: date) -> Glance:
    filters = Filters.of_year(today.year)
    sums = glance_sums(filters)
    drawn = [each for each in draw_from(sums, filters) if each.figure.key in GLANCE]
    ago = Filters.of_year(today.year - 1)
    ago = replace(ago, period=Period(ago.period.first, _same_day_last_year(today)))
    before = glance_sums(ago)
    arguments: dict[str, Any] = dict(ago.arguments())
    teams = queries.teams_in(filters.period)
    held = sums.value("events_public")
    return Glance(
        year=today.year,
        headlines=tuple(Headline(each, figure_href(each.figure.key, filters)) for each in drawn),
        last_year={key: before.value(key) for key in GLANCE} if before.cells else {},
        last_year_href=url_for("reports.year", year=ago.year, **arguments),
        chart=Tables(filters, drawn, sums).months_by_team("events_public", teams) if held else None,
        is_empty=not sums.cells,
    )


def _same_day_last_year(today: date) -> date:
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return today.replace(year=today.year - 1, day=day)


def _coming(person: Person, today: date) -> Sequence[Event]:
    """The person's own events of the next two weeks, after today."""
    ahead = schedule.events_of(person.id, Period(today + timedelta(days=1), today + DAYS_AHEAD))
    return [event for event in ahead if event.status is not Status.CANCELLED][:MOST]


def _next_up(person: Person, today: date) -> Sequence[Event]:
    """What the person's teams do first in the two weeks after this one."""
    begins = week_of(today).last + timedelta(days=1)
    ahead = _of_teams(schedule.events_in(Period(begins, begins + DAYS_AHEAD)), person, today)
    return [event for event in ahead if event.status is not Status.CANCELLED][:NEXT]


def _of_teams(events: Sequence[Event], person: Person, today: date) -> Sequence[Event]:
    """Those that a team of the person leads or joins."""
    own = person.team_ids_on(today)
    return [event for event in events if event.lead_team_id in own or own & {each.team_id for each in event.joining}]


def _progress(person: Person, today: date) -> tuple[Progress, ...]:
    """This month's events of the person's teams up to today, as far as numbers were expected of them."""
    days = Period(periods.month_of(today).first, today)
    reached = board_queries.expected_and_done(days, person.team_ids_on(today))
    in_doubt = board_queries.undecided_of(days, person.team_ids_on(today))
    return tuple(
        Progress(kind, expected, done, in_doubt.get(kind, 0)) for kind, (expected, done) in reached.items() if expected
    )
