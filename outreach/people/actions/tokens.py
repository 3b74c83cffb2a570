"""Bearer tokens: made once, shown once, known by their hash."""

import hashlib
import secrets
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _
from sqlalchemy import or_, update

from outreach.audit.actions import Actor, Machine, record_act
from outreach.audit.queries import refused_since
from outreach.audit.rules import Outcome
from outreach.db import db
from outreach.errors import Conflict
from outreach.people.models import BearerToken, FeedToken, PairingLink, Person
from outreach.people.queries import tokens_of
from outreach.people.rules import Scope

PREFIX = "outreach_"  # so that a token that leaked into a text can be found
MOST = 20
#: "Last used" is good enough by the hour; a phone that sends every minute writes no row each time.
NOTED_EVERY = timedelta(hours=1)


def make_token(
    *, person: Person, scope: Scope, by: Actor, now: datetime, label: str, expires_at: datetime | None = None
) -> tuple[BearerToken, str]:
    """A new token of `person` and its secret, which can't be read again; raises Conflict for a disabled account."""
    if not person.is_active:
        raise Conflict(_("This account is disabled, so it gets no token."), code="disabled")
    if len(tokens_of(person)) >= MOST:
        raise Conflict(_("There are already %(most)d tokens. Revoke one that is not used.", most=MOST), code="many")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = BearerToken(
        person=person, token_hash=hash_token(secret), scope=scope, label=label, made_at=now, expires_at=expires_at
    )
    db.session.add(token)
    db.session.flush()
    record_act("token.made", by=by, now=now, subject=token, person=person.name, scope=scope, label=label)
    return token, secret


def revoke_token(*, token: BearerToken, by: Actor, now: datetime, act: str = "token.revoked") -> None:
    """End the token, which the audit calls `act`; one that has ended stays as it was."""
    if token.revoked_at is not None:
        return
    token.revoked_at = now
    db.session.flush()
    record_act(act, by=by, now=now, subject=token, person=token.person.name, label=token.label)


def revoke_all(*, person: Person, now: datetime) -> int:
    """End every bearer and calendar token of a person whose account others may have held; gives how many there were.

    What pairs a phone with the person ends with them, and what the person shows for the phones of others.
    """
    end_pairing_links(person=person, now=now)
    ended = 0
    for model in (BearerToken, FeedToken):
        unrevoked = update(model).where(model.person_id == person.id, model.revoked_at.is_(None))
        ended += len(db.session.scalars(unrevoked.values(revoked_at=now).returning(model.id)).all())
    return ended


def end_pairing_links(*, person: Person, now: datetime) -> None:
    """End the links that still pair a phone with the person, or that the person made for others."""
    links = or_(PairingLink.person_id == person.id, PairingLink.made_by_id == person.id)
    still_open = (links, PairingLink.used_at.is_(None), PairingLink.expires_at > now)
    db.session.execute(update(PairingLink).where(*still_open).values(expires_at=now))


def works(token: BearerToken, scope: str, now: datetime) -> bool:
    """Whether the token opens `scope` at `now`."""
    expired = token.expires_at is not None and token.expires_at <= now
    return token.scope == scope and token.revoked_at is None and not expired and token.person.is_active


def note_refusal(*, token: BearerToken | None, scope: str, address: str, now: datetime) -> None:
    """Leave an audit line about a token that opened nothing, at most one an hour for each address."""
    if refused_since("token.used", address, now - NOTED_EVERY):
        return
    facts = {} if token is None else {"person": token.person.name, "label": token.label}
    actor = Machine() if token is None else token.person
    refused = Outcome.REFUSED
    record_act("token.used", by=actor, now=now, subject=token, outcome=refused, address=address, scope=scope, **facts)


def note_use(*, token: BearerToken, now: datetime) -> None:
    """Write down that the token was used."""
    token.last_used_at = now
    db.session.flush()


def needs_note(token: BearerToken, now: datetime) -> bool:
    """Whether the last note of use is old enough to write another."""
    return token.last_used_at is None or now - token.last_used_at >= NOTED_EVERY


def hash_token(secret: str) -> str:
    """The hash that is stored of a secret with enough randomness of its own (so a plain one will do)."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
