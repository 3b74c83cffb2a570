"""Reading what is on its way."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import and_, or_, select

from outreach.db import db
from outreach.errors import NotFound
from outreach.evidence.models import Evidence
from outreach.evidence.uploads.models import Upload
from outreach.evidence.uploads.rules import ANSWERED_FOR, FORGOTTEN_AFTER, Declared


def upload(upload_id: uuid.UUID, *, of: Any) -> Upload:
    """A picture that the person `of` is sending; raises NotFound, also for somebody else's."""
    found = db.session.get(Upload, upload_id, populate_existing=True)
    if found is None or found.person_id != of.id:
        raise NotFound(_("This picture is not expected. Say first what will be sent."), code="no_such_upload")
    return found


def locked(upload_id: uuid.UUID) -> Upload | None:
    """The upload, held until the end of the transaction; None where it was forgotten meanwhile."""
    return db.session.get(Upload, upload_id, with_for_update=True, populate_existing=True)


def stored_before(subject: Any, declared: Declared) -> Evidence | None:
    """The evidence that the very same bytes became before, on the same subject; not one that was taken away."""
    return db.session.scalars(
        select(Evidence)
        .join(Upload, Upload.evidence_id == Evidence.id)
        .where(
            Upload.subject_type == subject.__tablename__,
            Upload.subject_id == subject.id,
            Upload.sha256 == declared.sha256,
            Evidence.removed_at.is_(None),
            Evidence.erased_at.is_(None),
        )
        .limit(1)
    ).first()


def open_uploads(person_id: uuid.UUID) -> Sequence[Upload]:
    """What the person has under way, the newest first."""
    under_way = select(Upload).where(
        Upload.person_id == person_id, Upload.evidence_id.is_(None), Upload.refused.is_(None)
    )
    return db.session.scalars(under_way.order_by(Upload.declared_at.desc(), Upload.id.desc())).all()


def forgotten(now: datetime) -> Sequence[Upload]:
    """Those that nobody went on with for a week, and those that were answered a month ago; a hundred at most."""
    is_open = and_(Upload.evidence_id.is_(None), Upload.refused.is_(None))
    return db.session.scalars(
        select(Upload)
        .where(
            Upload.declared_at < now - FORGOTTEN_AFTER,
            or_(is_open, Upload.declared_at < now - ANSWERED_FOR),
        )
        .order_by(Upload.declared_at, Upload.id)
        .limit(100)
    ).all()
