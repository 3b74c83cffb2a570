"""Calendar links that open without signing in: a row's id, signed, so that the database holds no secret."""

import base64
import binascii
import hashlib
import hmac
import uuid
from datetime import datetime, timedelta

from flask import current_app
from sqlalchemy import select

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import NotFound
from outreach.people.models import FeedToken, Person

_SIGNATURE_BYTES = 16
_FETCH_WRITTEN_EVERY = timedelta(hours=1)


def token_text(token: FeedToken) -> str:
    """The part of the link that names `token`, 43 URL-safe characters."""
    return base64.urlsafe_b64encode(token.id.bytes + _signature(token.id)).decode("ascii").rstrip("=")


def feed_token_of(text: str) -> FeedToken:
    """The token that `text` names; raises NotFound for a forged, revoked or orphaned one, never saying which."""
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        token_id = uuid.UUID(bytes=raw[:16])
    except (ValueError, binascii.Error):
        raise NotFound from None
    token = db.session.get(FeedToken, token_id) if hmac.compare_digest(raw[16:], _signature(token_id)) else None
    if token is None or token.revoked_at is not None or not token.person.is_active:
        raise NotFound
    return token


def current_token_of(person: Person) -> FeedToken | None:
    """The link that `person` uses now."""
    mine = select(FeedToken).where(FeedToken.person_id == person.id, FeedToken.revoked_at.is_(None))
    return db.session.scalar(mine.order_by(FeedToken.made_at.desc()).limit(1))


def renew_feed_token(person: Person, *, by: Person, now: datetime) -> FeedToken:
    """Give `person` a new link; every older one stops working."""
    for old in db.session.scalars(db.select(FeedToken).filter_by(person_id=person.id, revoked_at=None)):
        old.revoked_at = now
    token = FeedToken(person_id=person.id, made_at=now)
    db.session.add(token)
    db.session.flush()
    record_act("feed_token.renewed", by=by, now=now, subject=person)
    return token


def is_fetch_worth_writing(token: FeedToken, now: datetime) -> bool:
    """Whether "last fetched" is old enough to be written again: at most hourly, for clients poll all day."""
    return token.last_fetched_at is None or now - token.last_fetched_at >= _FETCH_WRITTEN_EVERY


def mark_fetched(token_id: uuid.UUID, *, now: datetime) -> None:
    """Remember that a calendar came for its feed."""
    token = db.session.get(FeedToken, token_id)
    if token is not None:
        token.last_fetched_at = now


def _signature(token_id: uuid.UUID) -> bytes:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, b"feed" + token_id.bytes, hashlib.sha256).digest()[:_SIGNATURE_BYTES]
