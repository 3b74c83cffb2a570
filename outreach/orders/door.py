"""The door for strangers: every knock is counted in the database, so that a limit holds in every process."""

from datetime import datetime, timedelta

from flask import current_app, request
from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from outreach.db import db
from outreach.errors import TooMany
from outreach.orders.models import OrderKnock
from outreach.orders.queries import knocks
from outreach.orders.rules import OF_ADDRESS, OF_ALL, REMEMBERED, Knock, address_hash, wait_for


def check_knock(kind: Knock, now: datetime) -> None:
    """Raise TooMany where this address, or all together, have knocked too often."""
    here = _address()
    limits = OF_ADDRESS[kind], OF_ALL[kind]
    waits = [
        wait_for(knocks(kind, now - REMEMBERED, address=address, most=limit[-1].most), limit, now)
        for address, limit in zip((here, None), limits, strict=True)
    ]
    wait = max((each for each in waits if each is not None), default=None)
    if wait is not None:
        raise _too_many(wait)


def note_knock(kind: Knock, now: datetime) -> None:
    """Count a knock of this address, and forget those of before yesterday."""
    db.session.execute(delete(OrderKnock).where(OrderKnock.at < now - REMEMBERED, OrderKnock.kind == kind))
    db.session.add(OrderKnock(kind=kind, address_hash=_address(), at=now))
    db.session.flush()


def _address() -> str:
    return address_hash(request.remote_addr or "", current_app.config["SECRET_KEY"])


def _too_many(wait: timedelta) -> TooMany:
    return TooMany(
        _("Too many requests came from here in a short time. Please try again later, or call the bureau."),
        retry_after=max(1, int(wait.total_seconds())),
    )
