"""Calendar links that open without signing in: a row's id, signed, so that the database holds no secret."""

import base64
import binascii
import hashlib
import hmac
import uuid

from flask import current_app

from outreach.errors import NotFound
from outreach.people.models import FeedToken
from outreach.people.queries import Subscriber, subscriber

_SIGNATURE_BYTES = 16


def token_text(token: FeedToken) -> str:
    """The part of the link that names `token`, 43 URL-safe characters."""
    return base64.urlsafe_b64encode(token.id.bytes + _signature(token.id)).decode("ascii").rstrip("=")


def subscriber_of(text: str) -> Subscriber:
    """Who follows by the token that `text` names; raises NotFound for a forged, revoked or orphaned one, never saying
    which.
    """
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        token_id = uuid.UUID(bytes=raw[:16])
    except (ValueError, binascii.Error):
        raise NotFound from None
    found = subscriber(token_id) if hmac.compare_digest(raw[16:], _signature(token_id)) else None
    if found is None:
        raise NotFound
    return found


def _signature(token_id: uuid.UUID) -> bytes:
    key = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(key, b"feed" + token_id.bytes, hashlib.sha256).digest()[:_SIGNATURE_BYTES]
