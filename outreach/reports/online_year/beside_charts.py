"""Two pictures month by month: what was asked about each subject, and what was published on it."""

import uuid
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import format_date

from outreach.people.models import Team
from outreach.people.queries import teams
from outreach.periods import Period
from outreach.reports.filters import Filters, chosen_team
from outreach.reports.online_year.beside import Heard, Subjects
from outreach.reports.online_year.rules import Step, Stretch, stretches
from outreach.web import charts
from outreach.web.filters import NOTHING, named, number


def lines_href(filters: Filters, team: Team, period: Period) -> str:
    """Where the consultations of a subject on some days open."""
    days: dict[str, Any] = {"since": period.first.isoformat(), "until": period.last.isoformat()}
    return url_for("online_beside.lines", year=filters.year, team_id=team.id, **days)


def subjects_of(filters: Filters, known: Any) -> list[Team]:
    """The teams of which something is known, or the one that is asked for."""
    asked = filters.team
    return [team for team in teams() if team.id in known and (asked is None or asked.id == team.id)]


def consultations_chart(filters: Filters, known: Subjects) -> charts.Columns:
    """Consultations by month and subject; a month without an event at which somebody asked has no column, not 0."""
    shown = subjects_of(filters, known.by_team)
    return charts.columns([_heard_stack(filters, shown, known, each) for each in stretches(Step.MONTH, filters.period)])


def _heard_stack(filters: Filters, shown: Sequence[Team], known: Subjects, month: Stretch) -> charts.Stack:
    heard = [(team, known.heard(team.id, month.period)) for team in shown]
    parts = tuple(_heard(filters, team, month, each) for team, each in heard)
    events = any(each.events for _team, each in heard)
    return charts.Stack(_label(month), number(sum(each.people for _team, each in heard) if events else None), parts)


def _heard(filters: Filters, team: Team, month: Stretch, heard: Heard) -> charts.Value:
    if not heard.events:
        return charts.Value(named(team), None, NOTHING)
    href = lines_href(filters, team, month.period)
    return charts.Value(named(team), heard.people, number(heard.people), href, team.palette, team.mark)


def pieces_chart(filters: Filters, pieces: Mapping[uuid.UUID, Sequence[date]]) -> charts.Columns:
    """Pieces by month and team."""
    shown = subjects_of(filters, pieces)
    stacks = []
    for month in stretches(Step.MONTH, filters.period):
        parts = [_published(filters, team, month, pieces[team.id]) for team in shown]
        whole = int(sum(part.amount or 0 for part in parts))
        href = _pieces_href(filters, month) if whole else None
        stacks.append(charts.Stack(_label(month), number(whole), tuple(parts), href))
    return charts.columns(stacks)


def _published(filters: Filters, team: Team, month: Stretch, days: Sequence[date]) -> charts.Value:
    count = bisect_right(days, month.period.last) - bisect_left(days, month.period.first)
    href = _pieces_href(filters, month, team=chosen_team(team)) if count else None
    return charts.Value(named(team), count, number(count), href, team.palette, team.mark)


def _pieces_href(filters: Filters, month: Stretch, **changes: Any) -> str:
    arguments: dict[str, Any] = dict(filters.arguments(period=month.period, **changes))
    return url_for("online_beside.page", year=filters.year, **arguments)


def _label(month: Stretch) -> str:
    return str(format_date(month.period.first, "LLL"))
