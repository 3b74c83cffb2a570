"""Whether every closing that the audit tells of is there."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select

from outreach.audit.models import AuditEntry
from outreach.db import db
from outreach.db.soundness import Finding
from outreach.reports.closings.actions import CLOSED, RESTATED
from outreach.reports.closings.models import Closing
from outreach.web.filters import moment


def findings() -> Iterator[Finding]:
    """Each period that was closed once and has no closing any more."""
    there = select(Closing.id).where(Closing.id == AuditEntry.subject_id)
    statement = (
        select(AuditEntry)
        .where(AuditEntry.act.in_((CLOSED, RESTATED)), ~there.exists())
        .order_by(AuditEntry.at, AuditEntry.id)
    )
    for entry in db.session.scalars(statement):
        said = _(
            "“%(title)s” was closed by %(name)s on %(at)s, says the audit; the closing %(id)s is gone.",
            title=entry.facts.get("title", ""),
            name=entry.by_name,
            at=moment(entry.at),
            id=entry.subject_id,
        )
        yield Finding("lost_closing", said)
