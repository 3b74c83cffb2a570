"""Accepting that a counter stays as it is, because nobody can read it any more."""

import uuid
from collections.abc import Collection
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import insert, select

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Invalid, NotFound
from outreach.media import queries
from outreach.media.articles.actions import check_may_publish
from outreach.media.readings.due_queries import placements_by_id
from outreach.media.reminders.models import AcceptedGap
from outreach.people.models import Person


def accept_gaps(placement_ids: Collection[uuid.UUID], *, by: Person, now: datetime, reason: str) -> int:
    """Nobody is reminded of these placements any more, for `reason`; how many were not accepted before.

    Raises Invalid without a reason or a placement, Forbidden where one is another team's.
    """
    if not reason:
        raise Invalid(_("Say why, so that nobody has to ask next year."), field="reason")
    placements = placements_by_id(sorted(set(placement_ids)))
    if not placements:
        raise Invalid(_("Choose at least one item."), field="placement_ids")
    for team_id in {each.article.team_id for each in placements}:
        check_may_publish(by, team_id, now)
    there = set(db.session.scalars(select(AcceptedGap.placement_id)))
    new = [each.id for each in placements if each.id not in there]
    if new:
        facts = {"at": now, "by_id": by.id, "reason": reason}
        db.session.execute(insert(AcceptedGap), [facts | {"placement_id": each} for each in new])
        record_act("gaps.accepted", by=by, now=now, count=len(new), reason=reason)
    db.session.flush()
    return len(new)


def remind_again(placement_id: uuid.UUID, *, by: Person, now: datetime) -> None:
    """Take that back; raises NotFound where it was not accepted."""
    gap = db.session.get(AcceptedGap, placement_id)
    if gap is None:
        raise NotFound(code="no_such_gap", id=placement_id)
    item = queries.placement(placement_id).article
    check_may_publish(by, item.team_id, now)
    db.session.delete(gap)
    record_act("gap.reopened", by=by, now=now, subject=item, title=item.title)
    db.session.flush()
