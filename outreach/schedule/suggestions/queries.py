"""Suggesting days for an event: what is known of the place, the team, its people and the campaign, put to the rules."""

import uuid
from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import or_, select

from outreach import clock
from outreach.db import db
from outreach.people.leave_queries import spans_of_leave
from outreach.people.queries import members_of
from outreach.periods import Period
from outreach.places.markets import is_market_day
from outreach.places.models import Place
from outreach.places.queries import market_of
from outreach.schedule.models import Assignment, Edition, Event, JoiningTeam
from outreach.schedule.rules import LONGEST, Status
from outreach.schedule.suggestions.rules import MOST, Diary, Span, Suggestion, suggested
from outreach.web import filters
from outreach.workdays.queries import work_calendar

#: How far ahead is looked, from the first day that can be meant.
AHEAD = timedelta(days=60)


def suggestions(
    *, place: Place, team_id: uuid.UUID, now: datetime, edition: Edition | None = None, but: uuid.UUID | None = None
) -> list[Suggestion]:
    """The next half days that suit the team at the place, from tomorrow on, inside the edition where one is meant.

    `but` is the event itself, which does not stand in its own way.
    """
    days = _days(clock.local_day(now), edition)
    return [] if days is None else suggestions_in(days, place=place, team_id=team_id, but=but)


def suggestions_in(
    days: Period, *, place: Place, team_id: uuid.UUID, but: uuid.UUID | None = None, most: int = MOST
) -> list[Suggestion]:
    """The first half days of the span that suit the team at the place."""
    market = market_of(place)
    return suggested(
        days,
        calendar=work_calendar(days),
        is_market=lambda day: market is not None and is_market_day(day, market.market_days, market.market_calendar),
        diary=diary_of(team_id, days, but=but),
        most=most,
    )


def diary_of(team_id: uuid.UUID, days: Period, *, but: uuid.UUID | None = None) -> Diary:
    """What the team and each of its people are engaged in on those days."""
    people: dict[uuid.UUID, list[Span]] = {person_id: [] for person_id in members_of([team_id], days)[team_id]}
    for taken in (_assignments(people, days, but), _leaves(people, days)):
        for person_id, spans in taken.items():
            people[person_id] += spans
    joined = Event.id.in_(select(JoiningTeam.event_id).where(JoiningTeam.team_id == team_id))
    events = select(Event.starts_at, Event.ends_at).where(_in(days), or_(Event.lead_team_id == team_id, joined))
    return Diary([_span(*row) for row in db.session.execute(_without(events, but))], people)


def reasons(suggestion: Suggestion, edition: Edition | None = None) -> str:
    """Why it is suggested: 赶集日 · 分队空闲 · 4人可去."""
    said = [_("market day")] if suggestion.is_market else []
    said.append(_("team free"))
    if suggestion.people_free:
        said.append(ngettext("%(num)s person can go", "%(num)s people can go", suggestion.people_free))
    if edition is not None:
        said.append(_("within %(campaign)s", campaign=filters.named(edition.campaign)))
    if not suggestion.is_known:
        said.append(_("holidays not announced yet"))
    return " · ".join(said)


def _days(today: date, edition: Edition | None) -> Period | None:
    first = today + timedelta(days=1)
    if edition is None:
        return Period(first, first + AHEAD)
    first = max(first, edition.first_day)
    return None if first > edition.last_day else Period(first, min(edition.last_day, first + AHEAD))


def _assignments(people: Collection[uuid.UUID], days: Period, but: uuid.UUID | None) -> dict[uuid.UUID, list[Span]]:
    statement = select(Assignment.person_id, Event.starts_at, Event.ends_at).join(Event)
    statement = statement.where(Assignment.person_id.in_(people), _in(days))
    spans: dict[uuid.UUID, list[Span]] = defaultdict(list)
    for person_id, starts_at, ends_at in db.session.execute(_without(statement, but)):
        spans[person_id].append(_span(starts_at, ends_at))
    return spans


def _leaves(people: Collection[uuid.UUID], days: Period) -> dict[uuid.UUID, list[Span]]:
    spans: dict[uuid.UUID, list[Span]] = defaultdict(list)
    for person_id, away in spans_of_leave(days, people):
        after = away.last + timedelta(days=1)
        spans[person_id].append(Span(datetime.combine(away.first, time()), datetime.combine(after, time())))
    return spans


def _in(days: Period) -> Any:
    return Event.day.between(days.first - LONGEST, days.last) & (Event.status != Status.CANCELLED)


def _without(statement: Any, but: uuid.UUID | None) -> Any:
    return statement if but is None else statement.where(Event.id != but)


def _span(starts_at: datetime, ends_at: datetime) -> Span:
    return Span(clock.wall(starts_at), clock.wall(ends_at))
