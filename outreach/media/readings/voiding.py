"""Saying that a reading was wrong: it counts no longer, and stays in sight."""

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import insert, select

from outreach.audit.actions import Actor, record_act, record_change
from outreach.audit.models import Change
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.media import queries
from outreach.media.articles.actions import check_may_publish
from outreach.media.labels import said
from outreach.media.models import Article, OnlineFile, Placement, Reading, VoidedReading
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
        old = f"{name} {day} {said(found.metric)} {found.value}"
    record_change(item, "reading", old=old, new=None, by=by, now=now, reason=reason, moves_figure=True)
    record_act("reading.voided", by=by, now=now, subject=item, title=item.title, reason=reason, name=name, day=day)
    db.session.flush()
    db.session.expire(found, ["void"])
    return found


def void_readings_of_file(file: OnlineFile, *, by: Actor, now: datetime, reason: str) -> int:
    """How many readings of the file count no longer from now on; the history of each of their items tells it.

    What becomes of the file itself, and who may say so, is the caller's. Raises Invalid without a reason.
    """
    _check_reason(reason)
    standing = select(Reading.id, Placement.article_id).join(Reading.placement)
    rows = db.session.execute(standing.where(Reading.file_id == file.id, queries.not_voided())).all()
    if not rows:
        return 0
    void = {"at": now, "by_id": by.id, "reason": reason}
    db.session.execute(insert(VoidedReading), [void | {"reading_id": row.id} for row in rows])
    told = void | {"by_name": by.name, "subject_type": Article.__tablename__, "field": "reading", "moves_figure": True}
    told |= {"old": file.name, "new": None}
    db.session.execute(insert(Change), [told | {"subject_id": each} for each in {row.article_id for row in rows}])
    db.session.expire_all()
    return len(rows)


def _check_reason(reason: str) -> None:
    if not reason:
        raise Invalid(_("Say why, so that nobody has to ask next year."), field="reason")
