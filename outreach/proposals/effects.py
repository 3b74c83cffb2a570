"""What came of accepted proposals: how much was asked at the place in the three months before and after the event."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from outreach.db import db
from outreach.periods import Period
from outreach.proposals.models import Proposal
from outreach.proposals.queries import days_held
from outreach.proposals.questions.queries import asked_by_day
from outreach.proposals.rules import EFFECT, State, days_after, days_before
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

#: The latest accepted ones of which the sum is told.
MOST = 200


@dataclass(frozen=True)
class Effect:
    """Consultations on the topic at the place; `is_whole` once the three months after the event have passed.

    They are logged at events alone, so each number is one of so many events: at none of them, nobody could ask.
    """

    before: int
    after: int
    events_before: int
    events_after: int
    days_before: Period
    days_after: Period
    is_whole: bool

    @property
    def is_compared(self) -> bool:
        """Whether there was an event on either side, so that the numbers say something of each other."""
        return bool(self.events_before and self.events_after)


@dataclass(frozen=True)
class Summary:
    """What the accepted ones came to whose three months have passed, where there were events before and after."""

    events: int
    alone: int
    """So many others had no event before or after: nothing to compare."""
    before: int
    after: int
    fewer: int
    """At how many of them less was asked afterwards."""


def effects_of(proposals: Iterable[Proposal], today: date) -> dict[uuid.UUID, Effect]:
    """The effect of each accepted proposal whose event was held."""
    held = [each for each in proposals if each.event is not None and each.event.status is Status.HELD]
    asked, held_there = _asked_by_day(held), _days_held(held)
    found = {}
    for each in held:
        assert each.event is not None
        before, after = days_before(each.event.day), days_after(each.event.day)
        days = asked.get((each.topic_id, each.place_id), {})
        there = held_there.get(each.place_id, [])
        found[each.id] = Effect(
            before=sum(number for day, number in days.items() if day in before),
            after=sum(number for day, number in days.items() if day in after),
            events_before=sum(day in before for day in there),
            events_after=sum(day in after for day in there),
            days_before=before,
            days_after=after,
            is_whole=after.last < today,
        )
    return found


def asked_there(proposals: Iterable[Proposal]) -> dict[uuid.UUID, int]:
    """How many of those that each proposal was made for asked at its own place."""
    found = list(proposals)
    if not found:
        return {}
    span = Period(min(each.first_day for each in found), max(each.last_day for each in found))
    asked = asked_by_day(span, {each.topic_id for each in found}, {each.place_id for each in found})
    return {each.id: _within(asked.get((each.topic_id, each.place_id), {}), each) for each in found}


def _within(days: Mapping[date, int], proposal: Proposal) -> int:
    return sum(number for day, number in days.items() if proposal.first_day <= day <= proposal.last_day)


def summary(today: date) -> Summary | None:
    """What came of the latest accepted ones; None before any three months have passed."""
    statement = (
        select(Proposal)
        .join(Event, Event.id == Proposal.event_id)
        .where(Proposal.state == State.ACCEPTED, Event.status == Status.HELD, Event.day < today - EFFECT)
        .order_by(Proposal.made_at.desc(), Proposal.id)
        .limit(MOST)
    )
    found = effects_of(db.session.scalars(statement), today).values()
    whole = [each for each in found if each.is_whole]
    if not whole:
        return None
    compared = [each for each in whole if each.is_compared]
    sums = (sum(each.before for each in compared), sum(each.after for each in compared))
    fewer = sum(each.after < each.before for each in compared)
    return Summary(len(compared), len(whole) - len(compared), *sums, fewer)


def _asked_by_day(held: list[Proposal]) -> dict[tuple[uuid.UUID, uuid.UUID], dict[date, int]]:
    span = _around(held)
    if span is None:
        return {}
    return asked_by_day(span, {each.topic_id for each in held}, {each.place_id for each in held})


def _days_held(held: list[Proposal]) -> Mapping[uuid.UUID, list[date]]:
    span = _around(held)
    return {} if span is None else days_held(span, {each.place_id for each in held})


def _around(held: list[Proposal]) -> Period | None:
    days = [each.event.day for each in held if each.event is not None]
    return Period(min(days) - EFFECT, max(days) + EFFECT) if days else None
