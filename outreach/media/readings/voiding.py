"""Saying that a reading was wrong: it counts no longer, and stays in sight."""

import uuid
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.media import queries
from outreach.media.articles.actions import check_may_publish
from outreach.media.labels import said
from outreach.media.models import Reading, VoidedReading
from outreach.people.models import Person
from outreach.web.language import in_bureau_language


def void_reading(reading_id: uuid.UUID, *, by: Person, now: datetime, reason: str) -> Reading:
    """The reading counts no longer; its row stays and says why. Recording it again is what undoes this.

    Raises Invalid without a reason, and Conflict where it was voided already.
    """
    found = queries.reading(reading_id)
    placement = queries.placement(found.placement_id, lock=True)
    item, name, day = placement.article, placement.channel.name, found.day.isoformat()
    check_may_publish(by, item.team_id, now)
    _check_reason(reason)
    if db.session.get(VoidedReading, reading_id) is not None:
        raise Conflict(_("This reading was voided already."))
    db.session.add(VoidedReading(reading_id=reading_id, at=now, by_id=by.id, reason=reason))
    with in_bureau_language():
        metric = str(said(found.metric))
    old = f"{name} {day} {metric} {found.value}"
    record_change(item, "reading", old=old, new=None, by=by, now=now, reason=reason, moves_figure=True)
    facts: dict[str, Any] = {"title": item.title, "name": name, "day": day, "shown": f"{metric} {found.value}"}
    record_act("reading.voided", by=by, now=now, subject=item, reason=reason, **facts)
    db.session.flush()
    db.session.expire(found, ["void"])
    return found


def _check_reason(reason: str) -> None:
    if not reason:
        raise Invalid(_("Say why, so that nobody has to ask next year."), field="reason")
