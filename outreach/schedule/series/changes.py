"""A change, a move or a cancellation of one event of a series, done to later ones or to all of them as well."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from outreach import clock
from outreach.audit.actions import record_change
from outreach.db import db
from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.schedule import actions
from outreach.schedule.actions import By
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.clashes.gathering import Gathering
from outreach.schedule.facts import Facts, facts_of
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.schedule.series import queries as series_queries
from outreach.schedule.series.amendments import Amendment, amended, amendment
from outreach.schedule.series.labels import pattern_words
from outreach.schedule.series.models import Series
from outreach.schedule.series.rules import Left, Scope, shifted
from outreach.web.language import in_bureau_language

Verb = Callable[..., Event]


@dataclass(frozen=True)
class Done:
    """What was done to one event, to how many others of its series, and how many stay as they are, and why."""

    event: Event
    others: int = 0
    left: Mapping[Left, int] = field(default_factory=dict)


def change_events(event: Event, *, scope: Scope, changes: Facts, **circumstances: Any) -> Done:
    """The event changed as `actions.change_event` does it, and with it the others that `scope` says.

    The others get only what the `changes` make different in this one, so that what differs in them is kept; times shift
    by as much. All that stands against any of them is asked about once. Held, cancelled and past ones stay as they are.
    """
    return _spread(actions.change_event, event, scope, changes, **circumstances)


def move_events(event: Event, *, scope: Scope, changes: Facts, **circumstances: Any) -> Done:
    """The event moved as `actions.move_event` does it, and the others that `scope` says by the same difference."""
    return _spread(actions.move_event, event, scope, changes, **circumstances)


def cancel_events(event: Event, *, scope: Scope, reason: str, by: By, now: datetime) -> Done:
    """The event cancelled, and with it the planned ones that are ahead, as far as `scope` says."""
    others, left = _reached(event, scope, by, now)
    for each in (event, *others):
        actions.cancel_event(each, reason=reason, by=by, now=now)
    return Done(event, len(others), left)


def _spread(
    verb: Verb,
    event: Event,
    scope: Scope,
    changes: Facts,
    *,
    by: By,
    now: datetime,
    anyway: Anyway | None = None,
    seen: datetime | None = None,
    **circumstances: Any,
) -> Done:
    if scope is Scope.THIS:
        return Done(verb(event, by=by, now=now, anyway=anyway, seen=seen, **circumstances, **changes))
    change = amendment(facts_of(event), changes)
    others, left = _reached(event, scope, by, now)
    gathering = Gathering(anyway)
    for each in _in_order([event, *others], change):
        said: dict[str, Any] = {"starts_at": each.starts_at, "ends_at": each.ends_at, **amended(facts_of(each), change)}
        own = {**changes, "seen": seen} if each is event else said
        act = partial(verb, each, by=by, now=now, **circumstances, **own)
        begins: Any = own.get("starts_at", each.starts_at)
        gathering.do(clock.local_day(begins), act)
    _follow(event, others, scope, change, by=by, now=now)
    gathering.ask()
    return Done(event, sum(each.changed_at == now for each in others), left)


def _reached(event: Event, scope: Scope, by: By, now: datetime) -> tuple[list[Event], Mapping[Left, int]]:
    """The other events that the scope means and that may be touched, and how many of it may not, and why."""
    series = None if scope is Scope.THIS else series_queries.series_of(event)
    if series is None:
        return [], {}
    events = series_queries.events_of_series(series.id, lock=True)
    meant = [each for each in events if each is not event and (scope is Scope.ALL or _key(each) > _key(event))]
    why = {each.id: _why_left(each, by, now) for each in meant}
    return [each for each in meant if why[each.id] is None], Counter(reason for reason in why.values() if reason)


def _why_left(event: Event, by: By, now: datetime) -> Left | None:
    if event.status is not Status.PLANNED:
        return Left.HELD if event.status is Status.HELD else Left.CANCELLED
    if event.starts_at <= now:
        return Left.PASSED
    is_own = not isinstance(by, Person) or may_plan_for(by, event.lead_team_id, clock.local_day(now))
    return None if is_own else Left.OTHER_TEAM


def _in_order(events: Iterable[Event], change: Amendment) -> Sequence[Event]:
    """Those that move out of the way first: one that moves by a week does not meet the next one, which moves too."""
    return sorted(events, key=_key, reverse=change.start.total_seconds() > 0)


def _key(event: Event) -> tuple[Any, ...]:
    return event.starts_at, event.id


def _follow(event: Event, others: Sequence[Event], scope: Scope, change: Amendment, *, by: By, now: datetime) -> None:
    """Shift a weekly pattern and its slots with events that moved by whole days, so that days added later follow."""
    series = series_queries.series_of(event)
    pattern = shifted(series.pattern, change.days) if series is not None and change.days else None
    if series is None or pattern is None:
        return
    slots = series_queries.slots(series.id)
    touched = {event.id} if scope is Scope.LATER else {each.id for each in (event, *others)}
    first = min(slot.day for slot in slots if slot.event_id in touched)
    for slot in slots:
        if slot.day >= first:
            slot.day += change.days
    old, series.pattern = _words(series), pattern
    db.session.flush()
    record_change(series, "pattern", old=old, new=_words(series), by=by, now=now)


def _words(series: Series) -> str:
    with in_bureau_language():
        return pattern_words(series.pattern)
