"""Reading for the home board: what was expected of a month."""

import uuid
from collections.abc import Collection

from sqlalchemy import and_, case, func, or_, select

from outreach.db import db
from outreach.logbook.doubles.queries import undecided
from outreach.logbook.models import Tally
from outreach.materials.rules import CountKind
from outreach.periods import Period
from outreach.schedule.models import Event
from outreach.schedule.rules import Status

_EXPECTED = {
    CountKind.HANDOUT: Event.expected_handouts,
    CountKind.CONSULTATION: Event.expected_consultations,
    CountKind.ATTENDANCE: Event.expected_attendance,
}


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
