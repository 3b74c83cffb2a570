"""Signing in and out with a browser: a secret for its cookie, and what ends it."""

import secrets
import uuid
from datetime import datetime

from sqlalchemy import delete, update

from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.people.actions.tokens import hash_token
from outreach.people.devices import device_name
from outreach.people.models import BrowserSession, Person


def add_browser(*, person: Person, own_device: bool, agent: str, address: str, now: datetime) -> str:
    """The secret for the cookie of a browser in which `person` has just given the password.

    `agent` is what the browser calls itself.
    """
    secret = secrets.token_urlsafe(32)
    browser = BrowserSession(
        secret_hash=hash_token(secret),
        person_id=person.id,
        number=person.session_number,
        label=device_name(agent),
        address=address,
        own_device=own_device,
        made_at=now,
        seen_at=now,
        proved_at=now,
    )
    db.session.add(browser)
    db.session.flush()
    return secret


def end_browser(browser_id: uuid.UUID) -> None:
    """End the session of this browser, if it has not ended; whoever holds a copy of its cookie is out, too."""
    db.session.execute(delete(BrowserSession).where(BrowserSession.id == browser_id))


def end_other_browser(*, browser: BrowserSession, by: Person, now: datetime) -> None:
    """End the session of a browser that one is not at, and say so in the audit."""
    record_act("person.browser_ended", by=by, now=now, subject=browser.person, label=browser.label)
    end_browser(browser.id)


def sign_out_everywhere(*, person: Person, by: Actor, now: datetime, address: str | None = None) -> None:
    """End every session of the account at once, the own one too; paired phones and tokens are no sessions."""
    person.session_number += 1
    db.session.flush()
    db.session.execute(delete(BrowserSession).where(BrowserSession.person_id == person.id))
    record_act("person.signed_out_everywhere", by=by, now=now, subject=person, name=person.name, address=address)


def note_seen(browser_id: uuid.UUID, *, now: datetime) -> None:
    """Write down the use of the browser."""
    db.session.execute(update(BrowserSession).where(BrowserSession.id == browser_id).values(seen_at=now))


def note_proof_at(browser_id: uuid.UUID, *, now: datetime) -> None:
    """Write down that the person gave the password in this browser."""
    db.session.execute(update(BrowserSession).where(BrowserSession.id == browser_id).values(proved_at=now))
