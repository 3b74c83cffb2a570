"""Series: making the events of a pattern, adding further ones, and taking back what was just made."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from outreach.audit.actions import record_act
from outreach.db import db, new_id
from outreach.errors import Conflict, Invalid
from outreach.schedule import actions
from outreach.schedule.actions import By
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.clashes.gathering import Gathering
from outreach.schedule.facts import Facts, facts_of
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.schedule.series import queries as series_queries
from outreach.schedule.series.amendments import Amendment, amended
from outreach.schedule.series.models import Series, Slot
from outreach.schedule.series.rules import LeftOut, Occasion, Pattern
from outreach.web.language import in_bureau_language

#: How long after they were made the events of a series can be taken back at once.
TAKE_BACK_WITHIN = timedelta(hours=1)


@dataclass(frozen=True)
class Made:
    """A series, and the events that were made for it now."""

    series: Series
    events: Sequence[Event]


def make_series(
    event: Event,
    *,
    pattern: Pattern,
    occasions: Sequence[Occasion],
    wanted: Collection[date],
    by: By,
    now: datetime,
    anyway: Anyway | None = None,
) -> Made:
    """The events of the `wanted` slots among the occasions, planned like `event`, which begins the series.

    Raises Conflict for an event that is cancelled or in a series, refuses like `plan_event`, and asks once
    (Question) about all that stands against any of them, unless `anyway`.
    """
    if event.status is Status.CANCELLED:
        raise Conflict(_("This event is cancelled. Reinstate it first."), code="cancelled")
    if series_queries.series_of(event) is not None:
        raise Conflict(_("This event is in a series already. Add further days there."), code="in_series")
    series = Series(id=new_id(), made_at=now, made_by_id=by.id)
    series.pattern = pattern
    db.session.add(series)
    db.session.flush()
    db.session.add(Slot(series_id=series.id, day=event.day, event_id=event.id))
    events = _fill(series, event, occasions, wanted, by=by, now=now, anyway=anyway)
    record_act("series.made", by=by, now=now, subject=series, title=event.title, count=len(events))
    return Made(series, events)


def extend_series(
    series: Series,
    *,
    occasions: Sequence[Occasion],
    wanted: Collection[date],
    by: By,
    now: datetime,
    anyway: Anyway | None = None,
) -> Made:
    """Further events of the series, like its last one that is not cancelled; asks and refuses like `make_series`."""
    event = series_queries.pattern_event(series.id)
    events = _fill(series, event, occasions, wanted, by=by, now=now, anyway=anyway)
    record_act("series.extended", by=by, now=now, subject=series, title=event.title, count=len(events))
    return Made(series, events)


def take_back(series: Series, *, by: By, now: datetime) -> int:
    """How many events were cancelled: those made last for the series, within the hour, that are still planned.

    Where all of a new series are taken back, the event that it began with stands alone again.
    """
    with in_bureau_language():
        reason = gettext("The series was taken back.")
    made = set(series_queries.made_together(series.id, now - TAKE_BACK_WITHIN))
    events = series_queries.events_of_series(series.id, lock=True)
    taken = [each for each in events if each.id in made and each.status is Status.PLANNED]
    if not taken:
        raise Conflict(_("There is nothing to take back any more."), code="nothing_to_take_back")
    for event in taken:
        actions.cancel_event(event, reason=reason, by=by, now=now)
    others = [each for each in events if each not in taken]
    if len(others) == 1 and others[0].made_at < series.made_at:
        db.session.execute(delete(Slot).where(Slot.event_id == others[0].id))
    record_act("series.taken_back", by=by, now=now, subject=series, title=taken[0].title, count=len(taken))
    return len(taken)


def facts_on(event: Event, day: date) -> Facts:
    """All that is said of another one like `event` on the local `day`, at its hours.

    Without campaigns that do not run then, and without staff who have left by then.
    """
    shift = day - event.day
    facts = facts_of(event)
    facts.update(amended(facts, Amendment(start=shift, end=shift)))
    facts["edition_ids"] = [each.edition_id for each in event.tags if day in each.edition.days]
    facts["staff"] = {each.person_id: each.duty for each in event.staff if not each.has_left(facts["ends_at"])}
    return facts


def _fill(
    series: Series,
    event: Event,
    occasions: Iterable[Occasion],
    wanted: Collection[date],
    *,
    by: By,
    now: datetime,
    anyway: Anyway | None,
) -> list[Event]:
    """Plan the events of the wanted slots, remember the others as left out, then ask about what they meet."""
    known = {slot.day: slot for slot in series_queries.slots(series.id)}
    made: list[Event] = []
    gathering = Gathering(anyway)
    for occasion in occasions:
        slot = known.get(occasion.slot) or Slot(series_id=series.id, day=occasion.slot)
        db.session.add(slot)
        if occasion.slot in wanted and slot.event_id is None and occasion.left_out is not LeftOut.SAME_DAY:
            plan = partial(actions.plan_event, by=by, now=now, **facts_on(event, occasion.day))
            made.append(gathering.do(occasion.day, plan))
            slot.event_id = made[-1].id
    if not made:
        raise Invalid(_("Tick at least one day."), field="days", code="no_days")
    db.session.flush()
    gathering.ask()
    return made
