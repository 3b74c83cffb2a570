"""Reading what stands in the logs of many events at once: a statement for each sort, however many events there are."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import lazyload

from outreach.db import db
from outreach.logbook.attendance import queries as attendance
from outreach.logbook.attendance.models import CompanyPresent, Presence
from outreach.logbook.attendance.rules import CompanyState
from outreach.logbook.follow_ups.models import FollowUp
from outreach.logbook.follow_ups.rules import State
from outreach.logbook.models import Tally
from outreach.logbook.queries import Net, stands
from outreach.logbook.rules import Basis
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.schedule.models import Event

Ids = Collection[uuid.UUID]


def nets_among(event_ids: Ids) -> Mapping[uuid.UUID, list[Net]]:
    """The net sums by kind and item of each event, as `queries.nets_of` gives those of one."""
    estimated = func.coalesce(func.sum(Tally.quantity).filter(Tally.basis == Basis.ESTIMATED), 0)
    statement = (
        select(Tally.event_id, Tally.kind, Tally.item_id, func.sum(Tally.quantity), estimated)
        .where(Tally.event_id.in_(event_ids))
        .group_by(Tally.event_id, Tally.kind, Tally.item_id)
    )
    found: defaultdict[uuid.UUID, list[Net]] = defaultdict(list)
    for event_id, kind, item, total, guess in db.session.execute(statement):
        found[event_id].append(Net(kind, item, int(total), guess > 0))
    return found


def items_among(item_ids: Ids) -> Mapping[uuid.UUID, Item]:
    """Those items."""
    statement = select(Item).where(Item.id.in_(item_ids)).options(lazyload(Item.team))
    return {item.id: item for item in db.session.scalars(statement)}


def said_none_at(event_ids: Ids) -> set[uuid.UUID]:
    """The events at which somebody said that none was handed out (rule of the count 10)."""
    return _events_of(event_ids, Tally.kind == CountKind.HANDOUT, Tally.quantity == 0, stands())


def late_among(event_ids: Ids) -> set[uuid.UUID]:
    """The events of which a line came after the review."""
    late = and_(Event.id == Tally.event_id, Event.reviewed_at.is_not(None), Tally.received_at > Event.reviewed_at)
    return _events_of(event_ids, select(Event.id).where(late).exists())


def presences_among(event_ids: Ids) -> Mapping[uuid.UUID, list[Presence]]:
    """What was said about our people at each event."""
    found: defaultdict[uuid.UUID, list[Presence]] = defaultdict(list)
    for row in attendance.presences_of(event_ids):
        found[row.event_id].append(row)
    return found


def companies_among(event_ids: Ids) -> Mapping[uuid.UUID, Sequence[CompanyPresent]]:
    """The companies at each event that somebody of ours has typed or accepted."""
    found: defaultdict[uuid.UUID, list[CompanyPresent]] = defaultdict(list)
    for row in attendance.companies_of(event_ids):
        if row.state is not CompanyState.WAITING:
            found[row.event_id].append(row)
    return found


def owed_among(event_ids: Ids) -> Mapping[uuid.UUID, int]:
    """How many answers are still owed to people who asked at each event."""
    counted = select(FollowUp.event_id, func.count()).where(FollowUp.event_id.in_(event_ids))
    rows = db.session.execute(counted.where(FollowUp.state == State.OPEN).group_by(FollowUp.event_id))
    return defaultdict(int, [(event_id, count) for event_id, count in rows])


def _events_of(event_ids: Ids, *which: ColumnElement[bool]) -> set[uuid.UUID]:
    return set(db.session.scalars(select(Tally.event_id).where(Tally.event_id.in_(event_ids), *which).distinct()))
