"""Which lists are to be filled at an event, as its lead says beforehand: the phone shows those first."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select

from outreach.audit.actions import record_change
from outreach.check_ups.lists.models import CheckList, PlannedCheckList
from outreach.db import db
from outreach.people.models import Person
from outreach.schedule.access import check_may_change
from outreach.schedule.models import Event


def plan_lists(event: Event, list_ids: Collection[uuid.UUID], *, by: Person, now: datetime) -> None:
    """Exactly these lists are to be filled at the event; none of them leaves the choice to who goes there."""
    check_may_change(by, event, now)
    before = _said(planned_at(event.id))
    db.session.execute(delete(PlannedCheckList).where(PlannedCheckList.event_id == event.id))
    rows = [{"event_id": event.id, "list_id": list_id} for list_id in dict.fromkeys(list_ids)]
    if rows:
        db.session.execute(insert(PlannedCheckList), rows)
    after = _said(planned_at(event.id))
    if after != before:
        record_change(event, "check_lists", old=before, new=after, by=by, now=now)


def planned_at(event_id: uuid.UUID) -> Sequence[CheckList]:
    """The lists that are to be filled at the event, in their order."""
    planned = select(PlannedCheckList.list_id).where(PlannedCheckList.event_id == event_id)
    statement = select(CheckList).where(CheckList.id.in_(planned)).order_by(CheckList.position, CheckList.id)
    return db.session.scalars(statement).all()


def planned_at_each(event_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[uuid.UUID]]:
    """The ids of the lists that are to be filled at each of the events at which some are."""
    statement = select(PlannedCheckList).where(PlannedCheckList.event_id.in_(event_ids))
    planned: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for each in db.session.scalars(statement.order_by(PlannedCheckList.event_id, PlannedCheckList.list_id)):
        planned[each.event_id].append(each.list_id)
    return planned


def _said(lists: Sequence[CheckList]) -> str | None:
    return "、".join(each.title for each in lists) or None
