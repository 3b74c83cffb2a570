"""Reading evidence."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from outreach.audit.histories import changes_since
from outreach.audit.models import AuditEntry, Change
from outreach.db import db
from outreach.errors import NotFound
from outreach.evidence.models import Evidence, StoredFile
from outreach.evidence.rules import ADDED


def evidence_of(subject: Any) -> Sequence[Evidence]:
    """The pictures of `subject`, a model with an id, that were not taken away; oldest first."""
    return db.session.scalars(
        select(Evidence)
        .where(
            Evidence.subject_type == subject.__tablename__,
            Evidence.subject_id == subject.id,
            Evidence.removed_at.is_(None),
        )
        .order_by(Evidence.added_at, Evidence.id)
        .limit(200)
    ).all()


def has_picture(subject: Any, sha256: str) -> bool:
    """Whether the picture is shown with `subject` already."""
    return any(item.sha256 == sha256 for item in evidence_of(subject))


def evidence(evidence_id: uuid.UUID) -> Evidence:
    """One piece of evidence; raises NotFound, also for one that was taken away or whose time is over."""
    found = db.session.get(Evidence, evidence_id)
    if found is not None and found.erased_at is not None:
        raise NotFound(_("This sheet was deleted when its time was over."), code="erased", id=evidence_id)
    if found is None or found.removed_at is not None:
        raise NotFound(code="no_such_evidence", id=evidence_id)
    return found


def removed_evidence(evidence_id: uuid.UUID) -> Evidence:
    """A piece of evidence that was taken away and can be brought back; raises NotFound."""
    found = db.session.get(Evidence, evidence_id)
    if found is None or found.removed_at is None or found.erased_at is not None:
        raise NotFound(code="no_such_evidence", id=evidence_id)
    return found


def files_kept() -> list[str]:
    """The hashes of the files that must be there, in order: all that rows name, but sheets whose time was over."""
    items = select(Evidence.id).where(Evidence.sha256 == StoredFile.sha256)
    is_erased = items.where(Evidence.erased_at.is_not(None)).exists()
    is_shown = items.where(Evidence.erased_at.is_(None)).exists()
    statement = select(StoredFile.sha256).where(~is_erased | is_shown)
    return list(db.session.scalars(statement.order_by(StoredFile.sha256)))


def flag_changes(items: Sequence[Evidence]) -> dict[uuid.UUID, Change]:
    """Of each picture whose flag somebody changed, the last such change."""
    if not items:
        return {}
    changes = changes_since(Evidence.__tablename__, [item.id for item in items], min(item.added_at for item in items))
    return {change.subject_id: change for change in reversed(changes) if change.field == "shows_people"}


def adders_of(items: Sequence[Evidence]) -> dict[uuid.UUID, str]:
    """Of each picture who added it first, by the name of that day; one of which the audit tells nothing is left out."""
    statement = select(AuditEntry.subject_id, AuditEntry.by_name).where(
        AuditEntry.act == ADDED,
        AuditEntry.at.in_({item.added_at for item in items}),
        AuditEntry.subject_id.in_([item.id for item in items]),
    )
    return {row.subject_id: row.by_name for row in db.session.execute(statement)} if items else {}
