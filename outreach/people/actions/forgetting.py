"""Forgetting what is over: who tried to sign in from where, browsers that were left, links that pair nothing."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from outreach.db import db
from outreach.people.browser_queries import is_over
from outreach.people.lockout import KNOWN_FOR
from outreach.people.models import BrowserSession, PairingLink, Person, SetUpLink, SignInTry

#: So long a link that works no more is told apart from one that never was.
LINK_KEPT = timedelta(days=1)


def forget_what_is_over(now: datetime) -> None:
    """Delete addresses, devices and links that nothing is decided by any more; the audit keeps its own lines."""
    counted_up = (Person.id == BrowserSession.person_id) & (Person.session_number != BrowserSession.number)
    ended = select(Person.id).where(counted_up).exists()
    for model, condition in (
        (SignInTry, SignInTry.at < now - KNOWN_FOR),
        (BrowserSession, is_over(now) | ended),
        (PairingLink, PairingLink.expires_at < now - LINK_KEPT),
        (SetUpLink, SetUpLink.expires_at < now - LINK_KEPT),
    ):
        db.session.execute(delete(model).where(condition).execution_options(synchronize_session=False))
