"""Planning: making, changing, moving, cancelling, holding and reviewing events; each leaves its history.

The events that come in are whole ones, as `queries.event` gives them; only `mark_held` takes any.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Unpack

from flask_babel import lazy_gettext as _
from sqlalchemy import case, update
from sqlalchemy.orm.attributes import set_committed_value

from outreach import clock
from outreach.audit.actions import Actor, Machine, record_act
from outreach.db import db, new_id
from outreach.errors import Conflict, Invalid
from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.schedule.changes import Told, record_differences, record_status, told
from outreach.schedule.clashes.asking import Accepted, Anyway, ask_about_change, ask_about_new, remember
from outreach.schedule.clashes.queries import are_near
from outreach.schedule.duties.actions import ask_again
from outreach.schedule.facts import Details, Facts, changed_facts, check_facts, facts_of, write
from outreach.schedule.listening import tell
from outreach.schedule.models import Event
from outreach.schedule.questions import ask_about_overwriting, ask_about_past_day
from outreach.schedule.refusals import other_team
from outreach.schedule.rules import MOVES_FIGURE, Status, Track, check_needed, check_text

By = Person | Machine


def plan_event(
    *,
    by: By,
    now: datetime,
    title: str,
    track: Track,
    lead_team_id: uuid.UUID,
    place_id: uuid.UUID,
    starts_at: datetime,
    ends_at: datetime,
    event_id: uuid.UUID | None = None,
    anyway: Anyway | None = None,
    past_is_meant: bool = False,
    **details: Unpack[Details],
) -> Event:
    """The new event, planned.

    Raises Forbidden for another team's event, Invalid with the field for what can't be stored, and asks Question
    (`past_day`), unless `past_is_meant`, for a day before today, and (`clashes.asked`), unless `anyway` answers it,
    about all at once that stands against it: see `clashes`.
    """
    facts = Facts(
        title=title,
        track=track,
        lead_team_id=lead_team_id,
        place_id=place_id,
        starts_at=starts_at,
        ends_at=ends_at,
        **details,
    )
    return plan_events([Plan(facts, by, now, event_id, anyway, past_is_meant)])[0]


@dataclass(frozen=True)
class Plan:
    """An event that is to be planned, with all that `plan_event` is told."""

    facts: Facts
    by: By
    now: datetime
    event_id: uuid.UUID | None = None
    anyway: Anyway | None = None
    past_is_meant: bool = False


def plan_events(plans: Sequence[Plan]) -> list[Event]:
    """As `plan_event` for each of them in order; each meets those before it.

    They are written together, as far as no two of them are near enough to meet.
    """
    db.session.flush()
    return [event for part in _apart(plans) for event in _plan_together(part)]


def _apart(plans: Iterable[Plan]) -> Iterator[list[Plan]]:
    """The plans in their order, in parts of which no two events can meet."""
    part: list[Plan] = []
    for plan in plans:
        if any(are_near(plan.facts, other.facts) for other in part):
            yield part
            part = []
        part.append(plan)
    if part:
        yield part


def _plan_together(plans: Sequence[Plan]) -> list[Event]:
    with db.session.no_autoflush:
        planned = [(plan, *_planned(plan)) for plan in plans]
        db.session.flush()
    for plan, event, accepted in planned:
        by, now, day = plan.by, plan.now, event.day.isoformat()
        record_act("event.planned", by=by, now=now, subject=event, title=event.title, day=day)
        remember(event, accepted, by=by, now=now)
    return [event for _plan, event, _accepted in planned]


def _planned(plan: Plan) -> tuple[Event, Accepted]:
    """The event of the plan, checked and about to be written, and what it is planned with anyway."""
    _check_own_team(plan.by, plan.facts["lead_team_id"], plan.now)
    facts = check_facts(plan.facts)
    if plan.event_id is not None and db.session.get(Event, plan.event_id) is not None:
        raise Conflict(_("This event is there already."), code="already_there", id=plan.event_id)
    said = {"made_at": plan.now, "made_by_id": plan.by.id, "changed_at": plan.now}
    event = Event(id=plan.event_id or new_id(), status=Status.PLANNED, **said)
    ask_about_past_day(facts["starts_at"], plan.now, plan.past_is_meant)
    accepted = ask_about_new(event.id, facts, plan.anyway, plan.now)
    write(event, facts)
    db.session.add(event)
    return event, accepted


def change_event(
    event: Event,
    *,
    by: By,
    now: datetime,
    reason: str | None = None,
    anyway: Anyway | None = None,
    past_is_meant: bool = False,
    seen: datetime | None = None,
    **changes: Unpack[Facts],
) -> Event:
    """The event with what `changes` names made so; what isn't named stays.

    `seen` is the `changed_at` of the event as its editor knows it: a Question (`overwriting`) where that has passed.
    A change that moves a figure of an event that was held needs a `reason`. Refuses and asks like `plan_event`, but
    only about what the change itself brings up. At another time everybody on it is asked again.
    """
    _check_may_be_changed(event, seen, by, now)
    facts = check_facts(changed_facts(event, changes))
    _check_own_team(by, facts["lead_team_id"], now)
    if clock.local_day(facts["starts_at"]) != event.day:
        ask_about_past_day(facts["starts_at"], now, past_is_meant)
    accepted = ask_about_change(event, facts, anyway, now)
    before, began, where = told(event), event.starts_at, _time_and_place(event)
    reason = check_text(reason, "reason")
    write(event, facts)
    db.session.flush()  # who is newly on it has a name from here on
    if (event.starts_at, event.ends_at) != where[:2]:
        ask_again(event, by=by, now=now)
    _read_back(event)
    changed = _settle(event, before, by=by, now=now, reason=reason)
    if not changed:
        return event
    _check_reason(event, changed, reason)
    event.changed_at = now
    if where != _time_and_place(event):
        event.sequence += 1
    if event.starts_at != began:
        event.moved_at, event.moved_from = now, began
    remember(event, accepted, by=by, now=now)
    record_act("event.changed", by=by, now=now, subject=event, title=event.title, reason=reason)
    db.session.flush()
    return event


def move_event(
    event: Event,
    *,
    starts_at: datetime,
    ends_at: datetime,
    place_id: uuid.UUID | None = None,
    by: By,
    now: datetime,
    reason: str | None = None,
    anyway: Anyway | None = None,
    past_is_meant: bool = False,
    seen: datetime | None = None,
) -> Event:
    """The event at another time or place (None: the same place); refuses and asks like `change_event`."""
    old, old_place, sequence = event.starts_at, event.place.name, event.sequence
    change_event(
        event,
        by=by,
        now=now,
        reason=reason,
        anyway=anyway,
        past_is_meant=past_is_meant,
        seen=seen,
        starts_at=starts_at,
        ends_at=ends_at,
        place_id=place_id or event.place_id,
    )
    if event.sequence != sequence:
        facts: dict[str, Any] = {"title": event.title, "reason": reason}
        if event.starts_at != old:
            facts["times"] = {"before": old.isoformat(), "after": event.starts_at.isoformat()}
        if event.place.name != old_place:
            facts["places"] = {"before": old_place, "after": event.place.name}
        record_act("event.moved", by=by, now=now, subject=event, **facts)
    return event


def cancel_event(event: Event, *, reason: str, by: By, now: datetime) -> Event:
    """The event, cancelled: it counts nowhere, and what was logged stands outside the figures (rule 6)."""
    _check_own_team(by, event.lead_team_id, now)
    reason = check_needed(reason, "reason", 500)
    _check_not_cancelled(event)
    before = told(event)
    event.status, event.cancelled_at, event.cancel_reason = Status.CANCELLED, now, reason
    event.reviewed_at = event.reviewed_by_id = None
    event.changed_at, event.sequence = now, event.sequence + 1
    _settle(event, before, by=by, now=now, reason=reason)
    record_act("event.cancelled", by=by, now=now, subject=event, title=event.title, reason=reason)
    return event


def reinstate_event(
    event: Event, *, by: By, now: datetime, reason: str | None = None, anyway: Anyway | None = None
) -> Event:
    """The cancelled event, held where it was or where something was logged meanwhile, else planned.

    A review is not kept: a lead looks again. Asks like `plan_event` about what stands against it by now.
    """
    if event.status is not Status.CANCELLED:
        raise Conflict(_("This event is not cancelled."), code="not_cancelled")
    _check_own_team(by, event.lead_team_id, now)
    accepted = ask_about_new(event.id, facts_of(event), anyway, now)
    before = told(event)
    event.status = Status.PLANNED if event.held_at is None else Status.HELD
    event.cancelled_at = event.cancel_reason = None
    event.changed_at, event.sequence = now, event.sequence + 1
    _settle(event, before, by=by, now=now, reason=check_text(reason, "reason"))
    record_act("event.reinstated", by=by, now=now, subject=event, title=event.title, reason=reason)
    remember(event, accepted, by=by, now=now)
    return event


@dataclass(frozen=True)
class Word:
    """Somebody's word about an event: that it took place, or that it was reviewed."""

    event: Event
    by: Actor
    now: datetime


def mark_held(event: Event, *, by: Actor, now: datetime) -> bool:
    """Make a planned event held, and say whether this call did it; called at every first tally, by whoever logs.

    A cancelled event stays cancelled, but keeps that it took place, for the day it is reinstated. Of several at the
    same instant the database lets one through: no calendar shows the difference, so neither `changed_at` nor `sequence`
    moves.
    """
    return bool(mark_all_held([Word(event, by, now)]))


def mark_all_held(words: Iterable[Word]) -> list[Word]:
    """As `mark_held` for each of them; those that made their event held."""
    done = [each for each in words if _is_held_by(each)]
    for each in done:
        record_status(each.event, Status.PLANNED, by=each.by, now=each.now)
    if done:
        tell([each.event.id for each in done])
    return done


def _is_held_by(word: Word) -> bool:
    """Whether this word makes the event held, which another may have done meanwhile."""
    event = word.event
    not_yet = (Event.id == event.id, Event.held_at.is_(None), Event.status != Status.HELD)
    became = case((Event.status == Status.PLANNED, Status.HELD.value), else_=Event.status)
    state = (Event.status, Event.held_at, Event.cancelled_at, Event.cancel_reason)
    became_so = db.session.execute(
        update(Event).where(*not_yet).values(status=became, held_at=word.now).returning(*state),
        execution_options={"synchronize_session": False},
    ).one_or_none()
    if became_so is None:
        db.session.refresh(event, [column.key for column in state])
        return False
    for column, value in zip(state, became_so, strict=True):
        set_committed_value(event, column.key, value)
    return event.status is Status.HELD


def declare_held(event: Event, *, by: By, now: datetime) -> Event:
    """The event, held because its lead says so, though nothing was logged (docs/design.md, section 6)."""
    _check_own_team(by, event.lead_team_id, now)
    _check_not_cancelled(event)
    if event.starts_at > now:
        raise Conflict(_("This event has not begun yet."), code="not_begun")
    if mark_held(event, by=by, now=now):
        record_act("event.held", by=by, now=now, subject=event, title=event.title)
    return event


def declare_not_held(event: Event, *, reason: str, by: By, now: datetime) -> Event:
    """The event, planned again: it did not take place as logged, or its only line was undone."""
    _check_own_team(by, event.lead_team_id, now)
    reason = check_needed(reason, "reason", 500)
    if event.status is not Status.HELD:
        raise Conflict(_("This event is not marked as held."), code="not_held")
    before = told(event)
    event.status, event.held_at = Status.PLANNED, None
    event.reviewed_at = event.reviewed_by_id = None
    _settle(event, before, by=by, now=now, reason=reason)
    record_act("event.not_held", by=by, now=now, subject=event, title=event.title, reason=reason)
    return event


def review_event(event: Event, *, by: By, now: datetime) -> Event:
    """The held event, reviewed now; lines received later stand outside the figures until it is reviewed again."""
    review_all([Word(event, by, now)])
    return event


def review_all(words: Sequence[Word]) -> None:
    """As `review_event` for each of them, written together; raises for the first that can't be."""
    before = []
    for each in words:
        _check_own_team(each.by, each.event.lead_team_id, each.now)
        if each.event.status is not Status.HELD:
            raise Conflict(_("Only an event that was held can be reviewed."), code="not_held")
        before.append(told(each.event))
        each.event.reviewed_at, each.event.reviewed_by_id = each.now, each.by.id
    db.session.flush()
    tell([each.event.id for each in words])
    for each, old in zip(words, before, strict=True):
        record_differences(each.event, old, by=each.by, now=each.now)
        record_act("event.reviewed", by=each.by, now=each.now, subject=each.event, title=each.event.title)


def unreview_event(event: Event, *, reason: str, by: By, now: datetime) -> Event:
    """The event, open for corrections again."""
    _check_own_team(by, event.lead_team_id, now)
    reason = check_needed(reason, "reason", 500)
    if event.reviewed_at is None:
        raise Conflict(_("This event was not reviewed."), code="not_reviewed")
    before = told(event)
    event.reviewed_at = event.reviewed_by_id = None
    _settle(event, before, by=by, now=now, reason=reason)
    record_act("event.review_undone", by=by, now=now, subject=event, title=event.title, reason=reason)
    return event


def _read_back(event: Event) -> None:
    """Write the event, and read what hangs on it now."""
    db.session.flush()
    db.session.refresh(event)


def _settle(event: Event, before: Told, *, by: By, now: datetime, reason: str | None = None) -> frozenset[str]:
    """Write the event, and record what became different."""
    db.session.flush()
    tell([event.id])
    return record_differences(event, before, by=by, now=now, reason=reason)


def _time_and_place(event: Event) -> tuple[datetime, datetime, uuid.UUID]:
    return event.starts_at, event.ends_at, event.place_id


def _check_may_be_changed(event: Event, seen: datetime | None, by: By, now: datetime) -> None:
    _check_own_team(by, event.lead_team_id, now)
    _check_not_cancelled(event)
    if seen is not None and seen != event.changed_at:
        ask_about_overwriting(event, seen)


def _check_reason(event: Event, changed: frozenset[str], reason: str | None) -> None:
    if event.status is Status.HELD and changed & MOVES_FIGURE and reason is None:
        raise Invalid(
            _("This event was held, so the change moves a figure: say why."), field="reason", code="reason_needed"
        )


def _check_own_team(by: Actor, team_id: uuid.UUID, now: datetime) -> None:
    if isinstance(by, Person) and not may_plan_for(by, team_id, clock.local_day(now)):
        raise other_team()


def _check_not_cancelled(event: Event) -> None:
    if event.status is Status.CANCELLED:
        raise Conflict(_("This event is cancelled. Reinstate it first."), code="cancelled")
