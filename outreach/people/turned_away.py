"""Whom wrong passwords kept out lately: a colleague who mistyped, or somebody who guesses."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from outreach.audit.models import AuditEntry
from outreach.audit.rules import Outcome
from outreach.db import db
from outreach.people.actions.signing_in import wait_of
from outreach.people.lockout import FAILURES, REMEMBERED_FOR
from outreach.people.models import Person, SignInTry

#: So many are named.
MOST = 10


@dataclass(frozen=True)
class TurnedAway:
    """An account at which sign-ins failed as often as locks it, or more often."""

    person: Person
    tries: int
    last_at: datetime


def turned_away(now: datetime) -> Sequence[TurnedAway]:
    """Those of the last day, the latest first; of user names that nobody has, none is told."""
    tries, last = func.count(), func.max(AuditEntry.at)
    is_refused = AuditEntry.act == "person.signed_in", AuditEntry.outcome == Outcome.REFUSED
    statement = (
        select(Person, tries, last)
        .join(Person, Person.id == AuditEntry.subject_id)
        .where(*is_refused, AuditEntry.at > now - REMEMBERED_FOR)
        .group_by(Person.id)
        .having(tries >= FAILURES)
        .order_by(last.desc())
        .limit(MOST)
    )
    return [TurnedAway(*row) for row in db.session.execute(statement).unique()]


@dataclass(frozen=True)
class FailedFrom:
    """From where sign-ins at one account failed, and how long it still waits there."""

    address: str
    tries: int
    last_at: datetime
    wait: timedelta


def failed_tries(person: Person, now: datetime) -> Sequence[FailedFrom]:
    """Those of the last day that still count, the latest first."""
    tries, last = func.count(), func.max(SignInTry.at)
    statement = (
        select(SignInTry.address, tries, last)
        .where(SignInTry.username == person.username, SignInTry.succeeded.is_(False))
        .where(SignInTry.at > now - REMEMBERED_FOR)
        .group_by(SignInTry.address)
        .order_by(last.desc())
        .limit(MOST)
    )
    rows = db.session.execute(statement).all()
    return [FailedFrom(address, count, at, wait_of(person, address, now)) for address, count, at in rows]
