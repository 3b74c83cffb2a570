"""Writing evidence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.errors import Conflict
from outreach.evidence import store
from outreach.evidence.cleaning import clean_picture
from outreach.evidence.models import Evidence, StoredFile
from outreach.evidence.rules import MEDIA_TYPE, content_hash


@dataclass(frozen=True)
class Kept:
    """A cleaned picture that lies on the disk."""

    sha256: str
    size: int


def keep_picture(content: bytes) -> Kept:
    """The picture, cleaned and put on the disk; raises what `clean_picture` raises.

    To be called before the transaction: it takes its time, and meanwhile other people want to write.
    """
    cleaned = clean_picture(content)
    kept = Kept(content_hash(cleaned), len(cleaned))
    store.keep(kept.sha256, cleaned)
    return kept


def add_picture(
    subject: Any, kept: Kept, *, name: str, caption: str, shows_people: bool, by: Actor, now: datetime
) -> Evidence:
    """The picture as evidence for `subject`, a model with an id.

    The same picture again is the one that is there, with its caption unless a new one is given; one that was taken
    away comes back. Adding it again never opens to exports what was kept out of them.
    """
    sha256 = kept.sha256
    if db.session.get(StoredFile, sha256) is None:
        db.session.add(StoredFile(sha256=sha256, media_type=MEDIA_TYPE, size=kept.size, stored_at=now))
        db.session.flush()
    of_subject = {"subject_type": subject.__tablename__, "subject_id": subject.id, "sha256": sha256}
    item = db.session.scalar(select(Evidence).filter_by(**of_subject))
    if item is None:
        item = Evidence(**of_subject, name=name, added_at=now, added_by_id=by.id, shows_people=shows_people)
        db.session.add(item)
    item.removed_at, item.caption = None, caption or item.caption
    item.shows_people = item.shows_people or shows_people
    db.session.flush()
    record_act("evidence.added", by=by, now=now, subject=item, name=name, sha256=sha256)
    return item


def remove_evidence(item: Evidence, *, by: Actor, now: datetime) -> Evidence:
    """Take the evidence from its subject; the file stays, and adding the same picture brings it back."""
    if item.removed_at is not None:
        raise Conflict
    item.removed_at = now
    record_act("evidence.removed", by=by, now=now, subject=item, name=item.name, sha256=item.sha256)
    return item
