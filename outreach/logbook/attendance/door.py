"""The door of the sign-in pages: who may come in by an address, and how often from one place."""

import base64
import hmac
import re
import uuid
from datetime import datetime

from flask import current_app, request
from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from outreach.db import db
from outreach.errors import NotFound, TooMany
from outreach.logbook.attendance import queries
from outreach.logbook.attendance.models import SignInKnock, SignInSheet
from outreach.logbook.attendance.rules import OF_ADDRESS, OF_ALL, REMEMBERED, signature
from outreach.orders.rules import address_hash, wait_for

#: An id and a signature, of 16 bytes each, in URL-safe base 64.
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def token_of(sheet: SignInSheet) -> str:
    """The part of the address that names `sheet`, 43 URL-safe characters."""
    return base64.urlsafe_b64encode(sheet.id.bytes + signature(sheet.id, _key())).decode("ascii").rstrip("=")


def sheet_of(token: str) -> SignInSheet:
    """The sheet that is open under the token; raises NotFound for a forged or closed one, never saying which."""
    if not _TOKEN.fullmatch(token):
        raise _no_sheet()
    raw = base64.urlsafe_b64decode(token + "=")
    sheet_id = uuid.UUID(bytes=raw[:16])
    sheet = queries.sheet(sheet_id) if hmac.compare_digest(raw[16:], signature(sheet_id, _key())) else None
    if sheet is None or sheet.closed_at is not None:
        raise _no_sheet()
    return sheet


def check_knock(now: datetime) -> None:
    """Raise TooMany where this address, or all together, have signed in too often."""
    waits = [
        wait_for(queries.knocks(now - REMEMBERED, address=address, most=limits[-1].most), limits, now)
        for address, limits in ((_address(), OF_ADDRESS), (None, OF_ALL))
    ]
    wait = max((each for each in waits if each is not None), default=None)
    if wait is not None:
        message = _("Too many sign-ins came from here in a short time. Please sign on the paper sheet at the entrance.")
        raise TooMany(message, retry_after=max(1, int(wait.total_seconds())))


def note_knock(now: datetime) -> None:
    """Count a sign-in of this address, and forget those of before yesterday."""
    db.session.execute(delete(SignInKnock).where(SignInKnock.at < now - REMEMBERED))
    db.session.add(SignInKnock(address_hash=_address(), at=now))
    db.session.flush()


def _address() -> str:
    return address_hash(request.remote_addr or "", _key())


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])


def _no_sheet() -> NotFound:
    return NotFound(_("This sign-in page is closed. Please sign on the paper sheet at the entrance."))
