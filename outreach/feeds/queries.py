"""Which events a calendar feed holds, in what state it is, and its text piece by piece."""

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select
from sqlalchemy.orm import lazyload, selectinload

from outreach import clock
from outreach.db import db
from outreach.feeds.models import EventMark, EventText, FeedMark
from outreach.feeds.rules import CANCELLED_SHOWN_FOR, MOVED_SHOWN_FOR, first_day_shown
from outreach.places.models import Place
from outreach.schedule.campaigns.queries import editions_covering
from outreach.schedule.deadlines.queries import deadlines_in
from outreach.schedule.models import Assignment, CampaignTag, Deadline, Edition, Event, JoiningTeam
from outreach.schedule.queries import ahead_of
from outreach.schedule.rules import Status

BATCH = 200


@dataclass(frozen=True)
class Scope:
    """Whose events a feed holds: everybody's, one person's, one team's or one campaign's."""

    person_id: uuid.UUID | None = None
    team_id: uuid.UUID | None = None
    campaign_id: uuid.UUID | None = None


EVERYBODYS = Scope()


#: Made once: calendars ask for it all day, and making it takes as long as asking.
_STATE = select(
    select(FeedMark.mark).scalar_subquery(),
    select(func.count()).where(Event.moved_at > bindparam("moved_after")).scalar_subquery(),
    select(func.count())
    .where(
        Event.status == Status.CANCELLED,
        Event.day >= bindparam("first_day"),
        Event.day < bindparam("last_gone"),
        Event.cancelled_at < bindparam("gone_before"),
    )
    .scalar_subquery(),
)


@dataclass(frozen=True)
class Told:
    """An event of a feed: what its end needs, and its text where a good one is kept."""

    event_id: uuid.UUID
    starts_at: datetime
    is_cancelled: bool
    text: str | None


def state_of_feeds(now: datetime) -> str:
    """A word that is another one whenever what the feeds show may be: for a change, and for what time does by itself.

    Time takes old years, moves that are no news any more, and events cancelled long ago out of the feeds; as long as
    the mark stays, the first and the last number only grow, and the one between them only shrinks.
    """
    today = clock.local_day(now)
    first_day, last_gone = first_day_shown(today), today - CANCELLED_SHOWN_FOR
    asked = {
        "moved_after": now - MOVED_SHOWN_FOR,
        "first_day": first_day,
        "last_gone": last_gone,
        "gone_before": clock.instant(datetime.combine(last_gone, time())),
    }
    return " ".join(str(part) for part in (first_day, *db.session.execute(_STATE, asked).one()))


def told_events(scope: Scope, *, writer: str, now: datetime) -> Iterator[Sequence[Told]]:
    """The events that a feed shows at `now`, by day, start and id, some at a time."""
    good = and_(EventText.event_id.is_not(None), ~_is_stale(writer, now))
    statement = (
        _with_texts(select(Event.id, Event.starts_at, Event.status, EventText.text, good))
        .where(_window(now), _is_shown(now), *_asked(scope))
        .order_by(Event.day, Event.starts_at, Event.id)
        .execution_options(yield_per=BATCH)
    )
    for rows in db.session.execute(statement).partitions():
        yield [
            Told(event_id, starts_at, status is Status.CANCELLED, text if is_good else None)
            for event_id, starts_at, status, text, is_good in rows
        ]


def untold_events(
    scope: Scope, now: datetime, *, writer: str, at_most: int, after: uuid.UUID | None = None
) -> Sequence[uuid.UUID]:
    """The ids of the events in that feed whose text is not good any more, the first by id, or those `after` one."""
    statement = _with_texts(select(Event.id)).where(_window(now), _is_stale(writer, now), *_asked(scope))
    later = () if after is None else (Event.id > after,)
    return db.session.scalars(statement.where(*later).order_by(Event.id).limit(at_most)).all()


def whole_events(ids: Collection[uuid.UUID]) -> Sequence[Event]:
    """The events of those ids with all that their texts say."""
    options = (
        selectinload(Event.place).selectinload(Place.parent),
        selectinload(Event.staff).joinedload(Assignment.person),
        lazyload(Event.forms),
        lazyload(Event.laws),
    )
    return db.session.scalars(select(Event).where(Event.id.in_(ids)).options(*options)).all()


def marks_of(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """The marks of those events; one that never changed since the feeds are watched has none."""
    rows = db.session.execute(select(EventMark.event_id, EventMark.mark).where(EventMark.event_id.in_(ids)))
    return {row.event_id: row.mark for row in rows}


def themes_in_feed(now: datetime) -> tuple[Sequence[Edition], Sequence[Deadline]]:
    """The editions and the deadlines of the same days, in their order."""
    period = ahead_of(first_day_shown(clock.local_day(now)))
    return editions_covering(period), deadlines_in(period)


def _with_texts(statement: Any) -> Any:
    return (
        statement.select_from(Event)
        .outerjoin(EventMark, EventMark.event_id == Event.id)
        .outerjoin(EventText, EventText.event_id == Event.id)
    )


def _is_stale(writer: str, now: datetime) -> ColumnElement[bool]:
    return or_(
        EventText.event_id.is_(None),
        EventText.mark != func.coalesce(EventMark.mark, ""),
        EventText.writer != writer,
        func.coalesce(EventText.good_until <= now, False),
    )


def _window(now: datetime) -> ColumnElement[bool]:
    return Event.day >= first_day_shown(clock.local_day(now))


def _is_shown(now: datetime) -> ColumnElement[bool]:
    """Whether the event is in the feeds at all; a cancelled one stays for a while after its day or its cancelling."""
    first = clock.local_day(now) - CANCELLED_SHOWN_FOR
    cancelled_late = Event.cancelled_at >= clock.instant(datetime.combine(first, time()))
    return or_(Event.status != Status.CANCELLED, Event.day >= first, cancelled_late)


def _asked(scope: Scope) -> Iterator[ColumnElement[bool]]:
    if scope.person_id is not None:
        yield Event.id.in_(select(Assignment.event_id).where(Assignment.person_id == scope.person_id))
    if scope.team_id is not None:
        joined = select(JoiningTeam.event_id).where(JoiningTeam.team_id == scope.team_id)
        yield or_(Event.lead_team_id == scope.team_id, Event.id.in_(joined))
    if scope.campaign_id is not None:
        of_campaign = and_(CampaignTag.edition_id == Edition.id, Edition.campaign_id == scope.campaign_id)
        yield Event.id.in_(select(CampaignTag.event_id).join(Edition, of_campaign))
