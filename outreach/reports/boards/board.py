"""The boards of those who have work of their own: the field, a team, the office."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from flask import url_for

from outreach import periods
from outreach.logbook.reviews.panels import scope_of
from outreach.logbook.reviews.queries import counts
from outreach.logbook.reviews.rules import Debt
from outreach.materials.rules import CountKind
from outreach.people.models import Person, Team
from outreach.periods import Period, week_of
from outreach.reports.boards import queries as board_queries
from outreach.reports.boards.charting import bullet_of
from outreach.reports.boards.early import logged_before_their_day
from outreach.reports.boards.year import Card, cards_of
from outreach.reports.filters import Filters, chosen_team
from outreach.reports.sums import target_sums
from outreach.reports.targets.queries import TargetRow, year_of_targets
from outreach.schedule import queries as schedule
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web import charts
from outreach.web.bullets import Bullet, bullet
from outreach.web.filters import number

DAYS_AHEAD = timedelta(days=14)
MOST_TARGETS = 5
NEXT = 3
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class TodayBoard:
    """For the field: tomorrow, or where nothing is on then, the next that comes up. Today stands in the log's panel."""

    has_today: bool
    tomorrow: Sequence[Event]
    next_up: Sequence[Event]

    @property
    def listed(self) -> set[uuid.UUID]:
        """The events that the board itself lists."""
        return {event.id for event in (*self.tomorrow, *self.next_up)}


@dataclass(frozen=True)
class Progress:
    """Of one kind of line, what this month's events so far were expected to bring, and what they brought."""

    kind: CountKind
    bullet: Bullet
    undecided: int = 0


@dataclass(frozen=True)
class TeamBoard:
    """For a lead: the teams' week, or what comes next; what was logged too early; targets and this month."""

    week: Sequence[Event]
    next_up: Sequence[Event]
    early: Sequence[Event]
    targets: tuple[tuple[TargetRow, Bullet], ...]
    progress: tuple[Progress, ...]
    month_href: str

    @property
    def listed(self) -> set[uuid.UUID]:
        """The events that the board itself lists."""
        return {event.id for event in self.week or self.next_up}


@dataclass(frozen=True)
class OfficeBoard:
    """For the office: today's events, what is owed of all teams, and the year so far."""

    todays: Sequence[Event]
    early: Sequence[Event]
    debts: Mapping[Debt, int]
    month: Period
    year: int
    cards: tuple[Card, ...]
    is_empty: bool

    @property
    def listed(self) -> set[uuid.UUID]:
        """The events that the board itself lists."""
        return {event.id for event in self.todays}


def today_board(person: Person, today: date) -> TodayBoard:
    """What the person goes to next. To be called inside `snapshot()`."""
    ahead = [
        event
        for event in schedule.events_of(person.id, Period(today, today + DAYS_AHEAD))
        if event.status is not Status.CANCELLED
    ]
    tomorrow = [event for event in ahead if event.day == today + _DAY]
    later = [event for event in ahead if event.day > today + _DAY]
    return TodayBoard(any(event.day == today for event in ahead), tomorrow, later[:1] if not tomorrow else ())


def team_board(person: Person, today: date) -> TeamBoard:
    """What the person's teams do and owe. To be called inside `snapshot()`."""
    week = _of_teams(schedule.events_in(week_of(today)), person, today)
    month = periods.month_of(today)
    return TeamBoard(
        week=week,
        next_up=() if week else _next_up(person, today),
        early=logged_before_their_day(person, today),
        targets=_targets(person, today),
        progress=_progress(person, Period(month.first, today), today),
        month_href=_month_href(person, Period(month.first, today)),
    )


def office_board(person: Person, today: date) -> OfficeBoard:
    """What the office has to see to. To be called inside `snapshot()`."""
    cards, is_empty = cards_of(today)
    return OfficeBoard(
        todays=schedule.events_shown(Period(today, today)),
        early=logged_before_their_day(person, today),
        debts=counts(scope_of(person)),
        month=periods.month_of(today),
        year=today.year,
        cards=cards,
        is_empty=is_empty,
    )


def _next_up(person: Person, today: date) -> Sequence[Event]:
    """What the person's teams do first in the two weeks after this one."""
    begins = week_of(today).last + _DAY
    ahead = _of_teams(schedule.events_in(Period(begins, begins + DAYS_AHEAD)), person, today)
    return [event for event in ahead if event.status is not Status.CANCELLED][:NEXT]


def _of_teams(events: Sequence[Event], person: Person, today: date) -> Sequence[Event]:
    """Those that a team of the person leads or joins."""
    own = person.team_ids_on(today)
    return [event for event in events if event.lead_team_id in own or own & {each.team_id for each in event.joining}]


def _targets(person: Person, today: date) -> tuple[tuple[TargetRow, Bullet], ...]:
    """The targets of the person's teams, each drawn from the rows of that team alone."""
    shown = []
    for team in _own_teams(person, today):
        sums = target_sums(replace(Filters.of_year(today.year), team=chosen_team(team)))
        targets = year_of_targets(today.year, today, sums)
        shown += [(row, bullet_of(row, targets.run)) for row in targets.of("team") if row.scope.team is team]
    return tuple(shown[:MOST_TARGETS])


def _own_teams(person: Person, today: date) -> list[Team]:
    return [each.team for each in person.memberships if each.covers(today)]


def _progress(person: Person, days: Period, today: date) -> tuple[Progress, ...]:
    """The events of `days` of the person's teams, as far as numbers were expected of them."""
    reached = board_queries.expected_and_done(days, person.team_ids_on(today))
    in_doubt = board_queries.undecided_of(days, person.team_ids_on(today))
    return tuple(
        Progress(kind, _expected_bullet(expected, done), in_doubt.get(kind, 0))
        for kind, (expected, done) in reached.items()
        if expected
    )


def _expected_bullet(expected: int, done: int) -> Bullet:
    return bullet(charts.Value("", done, number(done)), charts.Value("", expected, number(expected)))


def _month_href(person: Person, days: Period) -> str:
    """The list of the events that "this month" is of; of several teams, those of the first."""
    teams = _own_teams(person, days.last)
    arguments: dict[str, Any] = {"team": teams[0].code} if teams else {}
    return url_for("events.index", when="all", first=days.first.isoformat(), last=days.last.isoformat(), **arguments)
