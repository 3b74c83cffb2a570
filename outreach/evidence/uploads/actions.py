"""Writing what is on its way: declared, finished, refused, forgotten."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor
from outreach.db import db
from outreach.errors import Conflict
from outreach.evidence.actions import Kept, add_picture
from outreach.evidence.models import Evidence
from outreach.evidence.uploads import queries
from outreach.evidence.uploads.models import Upload
from outreach.evidence.uploads.rules import MOST_OPEN, MOST_OPEN_BYTES, Declared


def declare(subject: Any, declared: Declared, *, by: Any, now: datetime) -> Upload:
    """Expect a picture; the same said again is the one that is expected, or was answered.

    Raises Conflict (`differs`) where another picture, or somebody else's, is known by this id. Where the very same
    bytes are evidence of the subject already, nothing more is to be sent.
    """
    known = queries.locked(declared.id)
    if known is None:
        known = Upload(id=declared.id, person_id=by.id, subject_type=subject.__tablename__, subject_id=subject.id)
        _describe(known, declared)
        db.session.add(known)
    elif not _is_same(known, subject, declared, by):
        raise Conflict(_("Another picture has this id."), code="differs")
    known.declared_at = now
    before = queries.stored_before(subject, declared) if known.is_open else None
    if before is not None:
        _store(known, subject, Kept(before.sha256, before.file.size), by=by, now=now)
    db.session.flush()
    return known


def finish(upload_id: uuid.UUID, subject: Any, kept: Kept, *, by: Any, now: datetime) -> Upload | None:
    """Make the picture evidence; one that another process has finished stays as it is. None where it was forgotten."""
    found = queries.locked(upload_id)
    if found is not None and found.is_open:
        _store(found, subject, kept, by=by, now=now)
        db.session.flush()
    return found


def refuse(upload_id: uuid.UUID, code: str) -> None:
    """Remember why the picture was not taken, so that it need not come again to hear it."""
    found = queries.locked(upload_id)
    if found is not None and found.is_open:
        found.refused = code
        db.session.flush()


def forget(*, of: Any, but: uuid.UUID, now: datetime) -> list[uuid.UUID]:
    """Forget what nobody went on with, and what the person `of` has under way beyond the limits; their ids."""
    gone = {
        each.id: each for each in (*queries.forgotten(now), *_beyond(queries.open_uploads(of.id))) if each.id != but
    }
    for each in gone.values():
        db.session.delete(each)
    db.session.flush()
    return list(gone)


def _beyond(newest_first: Iterable[Upload]) -> list[Upload]:
    """Those for which there is no room beside the newer ones."""
    beyond, sizes = [], 0
    for number, each in enumerate(newest_first, start=1):
        sizes += each.size
        if number > MOST_OPEN or sizes > MOST_OPEN_BYTES:
            beyond.append(each)
    return beyond


def _store(found: Upload, subject: Any, kept: Kept, *, by: Actor, now: datetime) -> Evidence:
    item = add_picture(
        subject,
        kept,
        name=found.name,
        caption=found.caption or "",
        kind=found.kind,
        shows_people=found.shows_people,
        by=by,
        now=now,
    )
    found.evidence_id = item.id
    return item


def _describe(upload: Upload, declared: Declared) -> None:
    upload.sha256, upload.size, upload.name = declared.sha256, declared.size, declared.name
    upload.kind, upload.caption, upload.shows_people = declared.kind, declared.caption, declared.shows_people


def _is_same(known: Upload, subject: Any, declared: Declared, by: Any) -> bool:
    """What it is called and whether faces are in view may change on the phone while it waits; the bytes may not."""
    is_same = (known.person_id, known.subject_type, known.subject_id, known.sha256, known.size) == (
        by.id,
        subject.__tablename__,
        subject.id,
        declared.sha256,
        declared.size,
    )
    if is_same and known.is_open:
        _describe(known, declared)
    return is_same
