"""Reading series: which one an event is in, what stands beside it there, and a series' days one after the other."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from outreach.db import db
from outreach.errors import NotFound
from outreach.periods import Period
from outreach.schedule import queries
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.schedule.series.labels import pattern_words
from outreach.schedule.series.models import Series, Slot
from outreach.schedule.series.rules import LONGEST_SPAN
from outreach.web.paging import Page, paged
from outreach.workdays.queries import work_calendar
from outreach.workdays.rules import WorkCalendar


@dataclass(frozen=True)
class Neighbours:
    """Where an event stands among those of its series that are not cancelled: "5 of 12", and what is beside it."""

    series: Series
    number: int | None  # None for a cancelled one
    total: int
    previous: Event | None
    next: Event | None

    @property
    def words(self) -> str:
        """The pattern of the series in words."""
        return pattern_words(self.series.pattern)


def series(series_id: uuid.UUID, *, lock: bool = False) -> Series:
    """The series; raises NotFound. `lock` keeps others from adding to it meanwhile."""
    statement = select(Series).where(Series.id == series_id)
    found = db.session.scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFound(code="no_such_series", id=series_id)
    return found


def series_of(event: Event) -> Series | None:
    """The series that the event is in."""
    return db.session.scalar(select(Series).join(Slot, Slot.series_id == Series.id).where(Slot.event_id == event.id))


def neighbours(event: Event) -> Neighbours | None:
    """Where the event stands in its series; None where it is in none."""
    found = series_of(event)
    if found is None:
        return None
    ids = [id for id, status in _ids(found.id) if status is not Status.CANCELLED or id == event.id]
    place, is_cancelled = ids.index(event.id), event.status is Status.CANCELLED
    beside = {"previous": ids[place - 1] if place else None, "next": ids[place + 1] if place + 1 < len(ids) else None}
    events = {each.id: each for each in queries.events_among([id for id in beside.values() if id])}
    number = None if is_cancelled else place + 1
    return Neighbours(
        found,
        number,
        len(ids) - is_cancelled,
        **{side: events.get(id) if id else None for side, id in beside.items()},
    )


def events_of_series(series_id: uuid.UUID, *, lock: bool = False) -> Sequence[Event]:
    """All events of the series, whole, in order of day, start and id."""
    ids = [id for id, _status in _ids(series_id)]
    return queries.whole_events(ids, lock=lock)


def pattern_event(series_id: uuid.UUID) -> Event:
    """The event after which further ones are made: the last that is not cancelled, else the last of all."""
    rows = _ids(series_id)
    kept = [id for id, status in rows if status is not Status.CANCELLED] or [id for id, _status in rows]
    if not kept:
        raise NotFound(code="empty_series", id=series_id)
    return queries.event(kept[-1])


def ahead_of(event: Event, now: datetime) -> tuple[int, int]:
    """How many other events of its series are planned and ahead: those after the event, and all of them."""
    mine = select(Slot.series_id).where(Slot.event_id == event.id).scalar_subquery()
    starts = db.session.scalars(
        select(Event.starts_at)
        .join(Slot, Slot.event_id == Event.id)
        .where(Slot.series_id == mine, Event.id != event.id, Event.status == Status.PLANNED, Event.starts_at > now)
    ).all()
    return sum(each > event.starts_at for each in starts), len(starts)


def first_event_id(series_id: uuid.UUID) -> uuid.UUID | None:
    """The id of the earliest event of the series."""
    return next((id for id, _status in _ids(series_id)), None)


def slots(series_id: uuid.UUID) -> Sequence[Slot]:
    """The days of the pattern that are in the series, with an event or left out, in order."""
    return db.session.scalars(select(Slot).where(Slot.series_id == series_id).order_by(Slot.day, Slot.id)).all()


def page_of_slots(series_id: uuid.UUID, number: int) -> Page[Slot]:
    """A page of `slots`."""
    statement = select(Slot).where(Slot.series_id == series_id).order_by(Slot.day, Slot.id)
    return paged(db.session(), statement, number)


def events_by_slot(rows: Collection[Slot]) -> Mapping[uuid.UUID, Event]:
    """The event of each of the slots that has one, by the slot's id."""
    wanted = {slot.event_id: slot.id for slot in rows if slot.event_id is not None}
    return {wanted[event.id]: event for event in queries.events_among(list(wanted))}


def counts_by_status(series_id: uuid.UUID) -> Mapping[Status, int]:
    """How many events of the series are planned, held and cancelled."""
    rows = db.session.execute(
        select(Event.status, func.count())
        .join(Slot, Slot.event_id == Event.id)
        .where(Slot.series_id == series_id)
        .group_by(Event.status)
    )
    return {row[0]: row[1] for row in rows}


def made_together(series_id: uuid.UUID, since: datetime) -> Sequence[uuid.UUID]:
    """The ids of the events that were made last for the series, all at one instant, if that was after `since`."""
    made = (
        select(Event.id, Event.made_at).join(Slot, Slot.event_id == Event.id).join(Series, Series.id == Slot.series_id)
    )
    made = made.where(Series.id == series_id, Event.made_at >= Series.made_at, Event.made_at >= since)
    rows = db.session.execute(made.order_by(Event.day, Event.id)).all()
    latest = max((at for _id, at in rows), default=None)
    return [id for id, at in rows if at == latest]


def calendar_from(first: date) -> WorkCalendar:
    """Which days are worked, for as long as a series can go on behind `first`."""
    return work_calendar(Period(first, first + LONGEST_SPAN + timedelta(days=366)))


def _ids(series_id: uuid.UUID) -> Sequence[tuple[uuid.UUID, Status]]:
    rows = db.session.execute(
        select(Event.id, Event.status)
        .join(Slot, Slot.event_id == Event.id)
        .where(Slot.series_id == series_id)
        .order_by(Event.day, Event.starts_at, Event.id)
    )
    return [(id, status) for id, status in rows]
