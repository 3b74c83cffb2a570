"""What the people of the example say to the plan: who comes, who can't, who is on leave, who has seen what."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from outreach import clock
from outreach.demo.content.ahead import DECLINED, MOVED, ON_LEAVE
from outreach.demo.happenings import Happening
from outreach.demo.lists import Lists
from outreach.people.actions.leaves import enter_leave
from outreach.periods import Period
from outreach.schedule.actions import move_event
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.duties.actions import accept_duty, decline_duty, may_answer
from outreach.schedule.models import Event
from outreach.schedule.news.actions import mark_seen
from outreach.schedule.news.queries import OVER, Look
from outreach.schedule.queries import events_among, events_in

_AHEAD = timedelta(weeks=12)
_ANSWERED = timedelta(days=8)
"""Who is asked answers about a week before."""
_SAID, _ENTERED, _MOVED = timedelta(days=1), timedelta(hours=20), timedelta(hours=3)
_SLOW = {"staff.1", "staff.4", "staff.7"}
"""Those who have looked, but have not answered yet."""

Laid = Sequence[tuple[Happening, Event]]


def settle_people(current: Laid, lists: Lists, *, now: datetime) -> None:
    """Let everybody have looked and most have answered; then somebody takes leave, and one event is moved."""
    today = clock.local_day(now)
    ids = [event.id for event in events_in(Period(today - OVER, today + _AHEAD))]
    for event in events_among(ids, whole=True):
        _look_and_answer(event, now=now - _SAID, until=now + _ANSWERED)
    _take_leave(lists, now=now)
    for happening, event in current:
        if happening.title == MOVED[0] and event.starts_at > now:
            _move(event, lists, now=now - _MOVED)


def _look_and_answer(event: Event, *, now: datetime, until: datetime) -> None:
    title, declining, reason = DECLINED
    for each in event.staff:
        person = each.person
        mark_seen(Look(event.id, None, is_due=True), by=person, now=now)
        if not may_answer(event, person, now) or event.starts_at > until:
            continue
        if (event.title, person.username) == (title, declining):
            decline_duty(event, reason=reason, by=person, now=now)
        elif person.username not in _SLOW:
            accept_duty(event, by=person, now=now)


def _take_leave(lists: Lists, *, now: datetime) -> None:
    person, today = lists.people[ON_LEAVE], clock.local_day(now)
    monday = today + timedelta(days=7 - today.weekday())
    enter_leave(person=person, first_day=monday, last_day=monday + timedelta(days=4), by=person, now=now - _ENTERED)


def _move(event: Event, lists: Lists, *, now: datetime) -> None:
    _title, place, reason = MOVED
    move_event(
        event,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        place_id=lists.places[place],
        reason=reason,
        by=lists.people["lead.labor_relations"],
        now=now,
        anyway=Anyway(reason),
    )
