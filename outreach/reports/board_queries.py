"""Reading for the home board: what waits for a review, and what was expected of a month."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select

from outreach.db import db
from outreach.logbook.doubles.queries import undecided
from outreach.logbook.models import Tally
from outreach.materials.rules import CountKind
from outreach.periods import Period
from outreach.schedule import queries as schedule
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

_EXPECTED = {
    CountKind.HANDOUT: Event.expected_handouts,
    CountKind.CONSULTATION: Event.expected_consultations,
    CountKind.ATTENDANCE: Event.expected_attendance,
}


@dataclass(frozen=True)
class Waiting:
    """The oldest events that wait for a review, and how many there are; `late` counts lines that came after one."""

    events: Sequence[Event]
    count: int
    late: dict[uuid.UUID, int]


def waiting_for_review(days: Period, team_ids: Collection[uuid.UUID] | None, *, most: int) -> Waiting:
    """Held events of `days` without a review, or with lines that came after it; None means all teams."""
    waits: list[ColumnElement[bool]] = [
        Event.status == Status.HELD,
        or_(Event.reviewed_at.is_(None), exists().where(Tally.event_id == Event.id, _came_later())),
    ]
    if team_ids is not None:
        waits.append(Event.lead_team_id.in_(team_ids))
    # The ids first: an index alone finds and counts them, and only those that are shown are read whole.
    statement = schedule.events_select(days).where(*waits).with_only_columns(Event.id)
    count = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    shown = db.session.scalars(statement.limit(most)).all()
    events = db.session.scalars(schedule.events_select(None).where(Event.id.in_(shown))).unique().all()
    return Waiting(events, count, _late_lines(shown))


def expected_and_done(days: Period, team_ids: Collection[uuid.UUID]) -> dict[CountKind, tuple[int, int]]:
    """For each kind what the teams' events of `days` were expected to bring, and what those events brought."""
    events = [Event.day.between(days.first, days.last), Event.status != Status.CANCELLED]
    events.append(Event.lead_team_id.in_(team_ids))
    expected = db.session.execute(select(*(func.sum(column) for column in _EXPECTED.values())).where(*events)).one()
    asked = or_(*(and_(Tally.kind == kind, column.is_not(None)) for kind, column in _EXPECTED.items()))
    sums = (func.sum(case((Tally.kind == kind, Tally.quantity))) for kind in _EXPECTED)
    done = db.session.execute(select(*sums).join(Event, Event.id == Tally.event_id).where(asked, *events)).one()
    pairs = zip(_EXPECTED, expected, done, strict=True)
    return {kind: (int(wanted or 0), int(brought or 0)) for kind, wanted, brought in pairs}


def undecided_of(days: Period, team_ids: Collection[uuid.UUID]) -> dict[CountKind, int]:
    """For each kind how much of what those events brought is undecided."""
    asked = or_(*(and_(Tally.kind == kind, column.is_not(None)) for kind, column in _EXPECTED.items()))
    statement = undecided(Tally.kind, func.sum(Tally.quantity)).where(
        asked,
        Event.day.between(days.first, days.last),
        Event.status != Status.CANCELLED,
        Event.lead_team_id.in_(team_ids),
    )
    return {kind: int(total) for kind, total in db.session.execute(statement.group_by(Tally.kind))}


def _came_later() -> ColumnElement[bool]:
    return Tally.received_at > Event.reviewed_at


def _late_lines(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    statement = select(Tally.event_id, func.count()).join(Event, Event.id == Tally.event_id)
    statement = statement.where(Event.id.in_(event_ids), _came_later()).group_by(Tally.event_id)
    return dict(db.session.execute(statement).all())
