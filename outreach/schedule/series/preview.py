"""The days of a pattern as they are shown before anything is made: what kind of day each is, and what it meets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from outreach import clock
from outreach.db import new_id
from outreach.schedule.clashes.asking import listed
from outreach.schedule.clashes.queries import find_clashes
from outreach.schedule.models import Event
from outreach.schedule.series import queries as series_queries
from outreach.schedule.series.actions import facts_on
from outreach.schedule.series.models import Series
from outreach.schedule.series.rules import LeftOut, Occasion, Pattern, occasions
from outreach.web import filters
from outreach.workdays.rules import NamedDay, WorkCalendar


@dataclass(frozen=True)
class ShownDay:
    """An occasion with all that a planner should know of its day."""

    occasion: Occasion
    named: NamedDay | None  # what the state's notice says of the slot
    is_announced: bool
    outside: Sequence[str]  # the campaigns of the event that don't run on that day
    clashes: Sequence[dict[str, Any]]  # what stands against it, as `clashes.listed` gives it

    @property
    def can_be_ticked(self) -> bool:
        """Whether an event can be made of it."""
        return self.occasion.left_out is not LeftOut.SAME_DAY


def days_for(event: Event, pattern: Pattern, *, now: datetime, until: date | None, count: int | None) -> list[ShownDay]:
    """The days on which the event would be repeated, none before today; `count` includes the event itself."""
    after = max(event.day, clock.local_day(now) - timedelta(days=1))
    calendar = series_queries.calendar_from(after)
    found = occasions(
        pattern, calendar, after=after, taken=[event.day], until=until, count=None if count is None else count - 1
    )
    return _shown(event, found, calendar, now)


def further_days(series: Series, event: Event, *, now: datetime, until: date) -> list[ShownDay]:
    """The days of a series without an event: those left out, from today on, then those of its pattern to `until`."""
    slots = series_queries.slots(series.id)
    yesterday = clock.local_day(now) - timedelta(days=1)
    before = [
        Occasion(each.day, each.day, LeftOut.BEFORE) for each in slots if each.event_id is None and each.day > yesterday
    ]
    taken = {each.day for each in series_queries.events_of_series(series.id)}
    after = max([yesterday, *(each.day for each in slots)])
    calendar = series_queries.calendar_from(yesterday)
    found = occasions(series.pattern, calendar, after=after, taken=taken, until=until)
    return _shown(event, [*before, *found], calendar, now)


def _shown(event: Event, found: Sequence[Occasion], calendar: WorkCalendar, now: datetime) -> list[ShownDay]:
    return [_day(event, each, calendar, now) for each in found]


def _day(event: Event, occasion: Occasion, calendar: WorkCalendar, now: datetime) -> ShownDay:
    facts = facts_on(event, occasion.day)
    findings = find_clashes(new_id(), facts, now)
    return ShownDay(
        occasion,
        calendar.named.get(occasion.slot),
        calendar.is_known(occasion.slot),
        [filters.named(tag.edition.campaign) for tag in event.tags if tag.edition_id not in facts["edition_ids"]],
        listed(findings, findings.clashes),
    )
