"""How a phone sends a picture: it says what will come, then sends it part by part; every step may be repeated."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, jsonify, request
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from outreach import clock
from outreach.db import transaction, transaction_retried
from outreach.errors import Forbidden, NotFound, Refusal, TooLarge, TooMany
from outreach.evidence import subjects
from outreach.evidence.actions import keep_picture
from outreach.evidence.refusals import refusal
from outreach.evidence.rules import content_hash
from outreach.evidence.uploads import actions, parts, queries
from outreach.evidence.uploads.described import DECLARE, PART
from outreach.evidence.uploads.models import Upload
from outreach.evidence.uploads.rules import EVENTS, LARGEST_PART, State, parse_declared, parse_offset
from outreach.web.access import Permission, acting_person, permit
from outreach.web.batches import Batch
from outreach.web.describing import described
from outreach.web.origin import parse_json, text_body
from outreach.web.reading import parse_uuid_or_none

blueprint = Blueprint("uploads", __name__)

_LARGEST_WORDS = 16 * 1024


@blueprint.post("/api/pictures")
@permit(Permission.LOG, tokens="log")
@described(DECLARE)
def declare() -> Response:
    """Expect a picture, and say how much of it is there."""
    body = parse_json(text_body(_LARGEST_WORDS))
    if not isinstance(body, Mapping):
        raise Refusal(_("What was sent is no object that describes a picture."), code="no_picture_declared")
    Batch((), parse_uuid_or_none(body.get("person"), "bad_person")).check_sender(acting_person().id)
    declared = parse_declared(body)

    def expect() -> tuple[Upload, list[uuid.UUID]]:
        by, now = acting_person(), clock.now()
        upload = actions.declare(_subject(declared.table, declared.subject_id), declared, by=by, now=now)
        return upload, actions.forget(of=by, but=declared.id, now=now)

    upload, forgotten = transaction_retried(expect)
    parts.drop(forgotten)
    parts.sweep(clock.now())
    return _answer(upload)


@blueprint.put("/api/pictures/<uuid:upload_id>")
@permit(Permission.LOG, tokens="log")
@described(PART)
def part(upload_id: uuid.UUID) -> Response:
    """Take a part; the last one makes the picture evidence."""
    upload = queries.upload(upload_id, of=acting_person())
    if upload.is_open:
        there = parts.write(upload.id, parse_offset(request.args.get("offset")), _sent(), size=upload.size)
        if there == upload.size:
            upload = _finished(upload)
    return _answer(upload)


def _sent() -> bytes:
    request.max_content_length = LARGEST_PART
    try:
        return request.get_data()
    except RequestEntityTooLarge:
        message = _("A part holds at most 256 KiB.")
        raise TooLarge(message, code="part_too_large", most=LARGEST_PART) from None


def _finished(upload: Upload) -> Upload:
    """The picture, cleaned and made evidence: cleaning takes its time, so it is done before the transaction begins."""
    upload_id, subject = upload.id, (upload.subject_type, upload.subject_id)
    content = parts.content(upload_id)
    if content_hash(content) != upload.sha256:
        parts.drop([upload_id])
        raise refusal("wrong_hash")
    try:
        kept = keep_picture(content)
    except TooMany:
        raise
    except Refusal as refused:
        with transaction():
            actions.refuse(upload_id, refused.code)
        parts.drop([upload_id])
        raise
    done = transaction_retried(
        lambda: actions.finish(upload_id, _subject(*subject), kept, by=acting_person(), now=clock.now())
    )
    parts.drop([upload_id])
    return done or queries.upload(upload_id, of=acting_person())


def _subject(table: str, subject_id: uuid.UUID) -> Any:
    """What the picture belongs to; where it is gone, or was not taken, the phone is told so once and for all."""
    kind = subjects.kind_of(table)
    try:
        subject = kind.find(subject_id)
    except NotFound:
        if table == EVENTS:
            raise
        raise NotFound(_("What this picture belongs to is not here."), code="no_such_subject") from None
    if not kind.may_add(subject):
        raise Forbidden
    return subject


def _answer(upload: Upload) -> Response:
    """How far it is; a picture that was refused is refused again in the same words."""
    if upload.refused is not None:
        raise refusal(upload.refused)
    is_stored = upload.evidence_id is not None
    return jsonify(
        id=str(upload.id),
        state=State.STORED if is_stored else State.OPEN,
        offset=upload.size if is_stored else parts.there(upload.id),
        size=upload.size,
        evidence=str(upload.evidence_id) if is_stored else None,
    )
