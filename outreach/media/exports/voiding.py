"""Voiding a file that was wrong, as a whole: its readings count no longer, what only it brought is withdrawn."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import exists, insert, literal, select, update

from outreach.audit.actions import record_act
from outreach.audit.models import Change
from outreach.db import db, in_parts, new_id
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.evidence.models import Evidence
from outreach.media.models import Article, FileRow, OnlineFile, Placement, Reading, VoidedReading
from outreach.people.models import Person
from outreach.people.rules import EVERY_TEAM
from outreach.web.language import in_bureau_language


@dataclass(frozen=True)
class Brought:
    """The standing items that only this file brought: those that nobody touched since, and those that somebody did."""

    untouched: frozenset[uuid.UUID]
    touched: frozenset[uuid.UUID]


def void_file(file: OnlineFile, *, reason: str, by: Person, now: datetime, confirmed: Collection[str] = ()) -> Brought:
    """The file's readings count no longer; items that only it brought and nobody touched since are withdrawn.

    Raises Question `built_on` where some of them were changed, read or brought again since: these stay. Raises
    Conflict where it was voided already, Forbidden to anybody but who brought it and those who keep every team's rows.
    """
    if by.role not in EVERY_TEAM and by.id != file.brought_by_id:
        raise Forbidden(_("Only who brought a file, the clerk or the administrator can void it."))
    if file.voided_at is not None:
        raise Conflict(_("This file was voided already."), code="voided")
    if not reason:
        raise Invalid(_("Say why, so that nobody has to ask next year."), field="reason")
    brought = brought_by(file)
    if brought.touched and "built_on" not in confirmed:
        raise _question(brought)
    _void_readings(file, reason=reason, by=by, now=now)
    _withdraw(file, sorted(brought.untouched), reason=reason, by=by, now=now)
    file.voided_at, file.voided_by_id, file.void_reason = now, by.id, reason
    record_act("online_file.voided", by=by, now=now, subject=file, file=file.name, reason=reason)
    db.session.flush()
    return brought


def brought_by(file: OnlineFile) -> Brought:
    """What only the file brought of what stands, by whether anybody touched it since."""
    placed_by_it = _placed_by(file)
    candidates = placed_by_it - _standing_elsewhere(file, placed_by_it)
    touched = _touched(file, candidates)
    posts = _posts_of(candidates)
    pieces_left = _with_other_pieces(posts, candidates - touched)
    touched |= pieces_left
    return Brought(frozenset(candidates - touched), frozenset(touched))


def _question(brought: Brought) -> Question:
    return Question(
        _(
            "%(kept)s of its items were changed or have other numbers since: they stay, without the numbers of this "
            "file. %(gone)s are withdrawn. Void it all the same?",
            kept=len(brought.touched),
            gone=len(brought.untouched),
        ),
        code="built_on",
    )


def _placed_by(file: OnlineFile) -> set[uuid.UUID]:
    statement = (
        select(Placement.article_id)
        .join(FileRow, FileRow.placement_id == Placement.id)
        .join(Article, Article.id == Placement.article_id)
        .where(FileRow.file_id == file.id, FileRow.is_new.is_(True), Article.withdrawn_at.is_(None))
    )
    return set(db.session.scalars(statement))


def _standing_elsewhere(file: OnlineFile, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those that stand on a channel, too, where the file did not put them."""
    by_it = exists().where(FileRow.placement_id == Placement.id, FileRow.file_id == file.id, FileRow.is_new.is_(True))
    found: set[uuid.UUID] = set()
    for some in in_parts(ids):
        found |= set(db.session.scalars(select(Placement.article_id).where(Placement.article_id.in_(some), ~by_it)))
    return found


def _touched(file: OnlineFile, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those with a change, a picture, a number or a row of another file since."""
    other_file = (
        select(Placement.article_id)
        .join(FileRow, FileRow.placement_id == Placement.id)
        .join(OnlineFile, OnlineFile.id == FileRow.file_id)
        .where(OnlineFile.id != file.id, OnlineFile.voided_at.is_(None))
    )
    other_reading = (
        select(Placement.article_id)
        .join(Reading, Reading.placement_id == Placement.id)
        .where(Reading.file_id.is_distinct_from(file.id), ~exists().where(VoidedReading.reading_id == Reading.id))
    )
    later = (Change.subject_type == Article.__tablename__, Change.at > file.brought_at)
    shown = (Evidence.subject_type == Article.__tablename__, Evidence.removed_at.is_(None))
    found: set[uuid.UUID] = set()
    for some in in_parts(ids):
        for statement in (other_file, other_reading):
            found |= set(db.session.scalars(statement.where(Placement.article_id.in_(some))))
        found |= set(db.session.scalars(select(Change.subject_id).where(*later, Change.subject_id.in_(some))))
        found |= set(db.session.scalars(select(Evidence.subject_id).where(*shown, Evidence.subject_id.in_(some))))
    return found


def _posts_of(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    found: set[uuid.UUID] = set()
    for some in in_parts(ids):
        pieced = select(Article.post_id).where(Article.post_id.in_(some)).distinct()
        found |= {post_id for post_id in db.session.scalars(pieced) if post_id}
    return found


def _with_other_pieces(posts: Collection[uuid.UUID], going: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """The posts of which a piece stays."""
    found: set[uuid.UUID] = set()
    gone = set(going)
    for some in in_parts(posts):
        pieces = select(Article.id, Article.post_id).where(Article.post_id.in_(some), Article.withdrawn_at.is_(None))
        found |= {post_id for piece_id, post_id in db.session.execute(pieces) if post_id and piece_id not in gone}
    return found


def _void_readings(file: OnlineFile, *, reason: str, by: Person, now: datetime) -> None:
    standing = select(Reading.id, literal(now, Change.at.type), literal(by.id, Change.by_id.type), literal(reason))
    standing = standing.where(Reading.file_id == file.id, ~exists().where(VoidedReading.reading_id == Reading.id))
    columns = [VoidedReading.reading_id, VoidedReading.at, VoidedReading.by_id, VoidedReading.reason]
    db.session.execute(insert(VoidedReading).from_select(columns, standing))


def _withdraw(file: OnlineFile, ids: Sequence[uuid.UUID], *, reason: str, by: Person, now: datetime) -> None:
    with in_bureau_language():
        name = file.name or gettext("pasted rows")
        why = gettext("Voided with the file “%(name)s”: %(reason)s", name=name, reason=reason)
    history = [_change(each, why, by=by, now=now) for each in ids]
    for some in in_parts(ids):
        gone = update(Article).where(Article.id.in_(some)).values(withdrawn_at=now, withdraw_reason=why)
        db.session.execute(gone, execution_options={"synchronize_session": False})
    if history:
        db.session.execute(insert(Change.__table__), history)  # type: ignore[arg-type]
    db.session.expire_all()


def _change(item_id: uuid.UUID, why: str, *, by: Person, now: datetime) -> dict[str, object]:
    return {
        "id": new_id(),
        "at": now,
        "by_id": by.id,
        "by_name": by.name,
        "subject_type": Article.__tablename__,
        "subject_id": item_id,
        "field": "withdrawn",
        "old": None,
        "new": why,
        "reason": why,
        "moves_figure": True,
    }
