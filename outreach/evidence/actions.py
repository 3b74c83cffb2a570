"""Writing evidence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from outreach import clock
from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Conflict
from outreach.evidence import store
from outreach.evidence.cleaning import clean_picture
from outreach.evidence.models import Evidence, StoredFile
from outreach.evidence.refusals import refusal
from outreach.evidence.rules import (
    ADDED,
    MEDIA_TYPE,
    PAPER_TYPE,
    PictureKind,
    content_hash,
    keep_until,
    what_is_wrong_with_paper,
)


@dataclass(frozen=True)
class Kept:
    """A cleaned picture, or a PDF as it came, that lies on the disk."""

    sha256: str
    size: int
    media_type: str = MEDIA_TYPE


def keep_picture(content: bytes) -> Kept:
    """The picture, cleaned and put on the disk; raises what `clean_picture` raises.

    To be called before the transaction: it takes its time, and meanwhile other people want to write.
    """
    cleaned = clean_picture(content)
    kept = Kept(content_hash(cleaned), len(cleaned))
    store.keep(kept.sha256, cleaned)
    return kept


def keep_paper(content: bytes) -> Kept:
    """The PDF, put on the disk as it came; raises Invalid or TooLarge for what is none, or not whole, or too big."""
    wrong = what_is_wrong_with_paper(content)
    if wrong is not None:
        raise refusal(wrong)
    kept = Kept(content_hash(content), len(content), PAPER_TYPE)
    store.keep(kept.sha256, content)
    return kept


def add_picture(
    subject: Any,
    kept: Kept,
    *,
    name: str,
    caption: str,
    shows_people: bool,
    by: Actor,
    now: datetime,
    kind: PictureKind = PictureKind.PHOTO,
) -> Evidence:
    """The picture, or the PDF, as evidence for `subject`, a model with an id.

    The same picture again is the one that is there, with its caption unless a new one is given; one that was taken
    away comes back. Adding it again never opens to exports what was kept out of them, and a scan or a signed page is
    kept out of them whatever is said: its names are blacked out only when somebody has looked at it. Raises Conflict
    where the file was deleted at this very moment. A PDF is kept out, too, until somebody who has read it says that it
    may go.
    """
    _remember_file(kept, now)
    of_subject = {"subject_type": subject.__tablename__, "subject_id": subject.id, "sha256": kept.sha256}
    item = db.session.scalar(select(Evidence).filter_by(**of_subject))
    if item is None:
        item = Evidence(**of_subject, name=name, kind=kind, added_at=now, added_by_id=by.id, shows_people=shows_people)
        db.session.add(item)
    item.removed_at, item.erased_at, item.caption = None, None, caption or item.caption
    item.kind = kind if item.kind is PictureKind.PHOTO else item.kind
    item.shows_people = item.shows_people or shows_people or _may_hold_names(kind, kept)
    item.keep_until = keep_until(item.kind, item.shows_people, clock.local_day(now))
    db.session.flush()
    record_act(ADDED, by=by, now=now, subject=item, name=name, sha256=kept.sha256)
    return item


def _may_hold_names(kind: PictureKind, kept: Kept) -> bool:
    return kind in (PictureKind.SCAN, PictureKind.SIGNED_PAGE) or kept.media_type == PAPER_TYPE


def flag_people(item: Evidence, shows_people: bool, *, by: Actor, now: datetime) -> Evidence:
    """Say whether faces or personal data are in view; what shows them stays out of every export."""
    if item.shows_people == shows_people:
        return item
    record_change(item, "shows_people", old=_said_of(item.shows_people), new=_said_of(shows_people), by=by, now=now)
    item.shows_people = shows_people
    item.keep_until = keep_until(item.kind, shows_people, clock.local_day(now))
    db.session.flush()
    return item


def _remember_file(kept: Kept, now: datetime) -> None:
    """A row for the file, held until the end of the transaction, so that nobody deletes the file meanwhile."""
    if db.session.get(StoredFile, kept.sha256, with_for_update=True) is None:
        db.session.add(StoredFile(sha256=kept.sha256, media_type=kept.media_type, size=kept.size, stored_at=now))
        db.session.flush()
    if not store.is_there(kept.sha256):
        raise Conflict(_("The same picture was deleted at this moment. Send it again."), code="deleted_meanwhile")


def _said_of(shows_people: bool) -> str:
    return "yes" if shows_people else "no"


def remove_evidence(item: Evidence, *, by: Actor, now: datetime) -> Evidence:
    """Take the evidence from its subject; the file stays, and adding the same picture brings it back."""
    if item.removed_at is not None:
        raise Conflict
    item.removed_at = now
    record_act("evidence.removed", by=by, now=now, subject=item, name=item.name, sha256=item.sha256)
    return item


def restore_evidence(item: Evidence, *, by: Actor, now: datetime) -> Evidence:
    """Bring back what was taken away; raises Conflict for what is there, and for what was deleted meanwhile."""
    if item.removed_at is None or item.erased_at is not None:
        raise Conflict
    item.removed_at = None
    record_act("evidence.restored", by=by, now=now, subject=item, name=item.name, sha256=item.sha256)
    return item
