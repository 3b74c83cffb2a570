"""Signing in with a password, counted against those who guess."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, select

from outreach.audit.actions import Actor, Machine, record_act
from outreach.audit.rules import Outcome
from outreach.db import db
from outreach.people.lockout import (
    ACCOUNT_WINDOW,
    ADDRESS_WINDOW,
    KNOWN_FOR,
    PENDING_FOR,
    REMEMBERED_FOR,
    wait_of_account,
    wait_of_address,
    wait_of_pair,
)
from outreach.people.models import Person, SignInTry
from outreach.people.queries import failures_since, last_success, person_by_username


def count_try(*, username: str, address: str, now: datetime) -> tuple[SignInTry | None, timedelta]:
    """Count one try as failed before the password is looked at, so that a hundred at once are counted too.

    Whoever then looked at the password says how it went: only a wrong one stays counted.

    Gives no try and the time to wait where there were too many; such a one is not counted, or the wait had no end.
    """
    name = name_in_tries(username)
    _take_turns(name, address)
    wait = _wait(name, address, now)
    if wait > timedelta(0):
        return None, wait
    tried = SignInTry(username=name, address=address, at=now, succeeded=False, is_pending=True)
    db.session.add(tried)
    db.session.flush()
    return tried, wait


def waits_for_others(*, username: str, address: str, now: datetime) -> bool:
    """Whether only tries that still run make this one wait: they may turn out right, and then nobody waits."""
    return _wait(name_in_tries(username), address, now, _ended(now)) == timedelta(0)


def let_on(*, tried: SignInTry) -> None:
    """Note that the try was right so far: the password of an account that asks for a code as well."""
    _end(tried, succeeded=True)
    db.session.flush()


def let_in(*, person: Person, tried: SignInTry, now: datetime, by_code: str | None = None) -> None:
    """Note that the try was right, of an active account; tries too old to count are forgotten.

    `by_code` says with what the second step was answered, where there was one.
    """
    _end(tried, succeeded=True)
    person.last_signed_in_at = now
    db.session.execute(delete(SignInTry).where(SignInTry.at < now - KNOWN_FOR))
    db.session.flush()
    facts = {"second_factor": by_code} if by_code else {}
    record_act("person.signed_in", by=person, now=now, subject=person, address=tried.address, **facts)  # type: ignore[arg-type]


def turn_away(*, person: Person | None, tried: SignInTry, now: datetime, only_here: bool = False) -> None:
    """Leave an audit line about a try that failed. A name nobody has is not written down: it may be a password.

    `only_here` where the password was right, but opens the account on the machine of the program alone.
    """
    reason = "unknown_name" if person is None else "disabled" if not person.is_active else "wrong_password"
    if only_here:
        reason = "demo_password"
    _end(tried, succeeded=False)
    db.session.flush()
    locked = _wait(tried.username, tried.address, now, _ended(now)) > timedelta(0)
    record_act(
        "person.signed_in",
        by=person or Machine(),
        now=now,
        subject=person,
        outcome=Outcome.REFUSED,
        address=tried.address,
        reason=reason,
        locked=locked,
    )


def turn_code_away(*, person: Person, tried: SignInTry, now: datetime) -> None:
    """Leave an audit line about a wrong code behind a right password."""
    _end(tried, succeeded=False)
    refused, address = Outcome.REFUSED, tried.address
    record_act("person.signed_in", by=person, now=now, subject=person, outcome=refused, address=address, reason="code")


def note_proof(*, person: Person, tried: SignInTry, right: bool, now: datetime, act: str) -> None:
    """Note how somebody at an open session answered for the present password; `act` is what it was asked for."""
    _end(tried, succeeded=right)
    if not right:
        record_act(
            act,
            by=person,
            now=now,
            subject=person,
            outcome=Outcome.REFUSED,
            address=tried.address,
            reason="wrong_password",
        )


def end_wrong_link(tried: SignInTry) -> None:
    """Note that the link was none of ours."""
    _end(tried, succeeded=False)


def wait_of(person: Person, address: str, now: datetime) -> timedelta:
    """How long somebody at that address waits before the next try at the account; nothing where nobody waits."""
    return _wait(person.username, address, now, _ended(now))


def let_try_again(*, person: Person, by: Actor, now: datetime) -> None:
    """Let somebody who mistyped the password try again at once, with the password that there is."""
    forget_failures(person)
    record_act("person.let_try_again", by=by, now=now, subject=person, name=person.name)
    db.session.flush()


def forget_failures(person: Person) -> None:
    """Let somebody with a new temporary password in at once."""
    db.session.execute(delete(SignInTry).where(SignInTry.username == person.username, SignInTry.succeeded.is_(False)))


def note_sign_out(*, person: Person, now: datetime, address: str | None) -> None:
    """Leave an audit line about somebody who signed out."""
    record_act("person.signed_out", by=person, now=now, subject=person, address=address)


def name_in_tries(username: str) -> str:
    """What tries of that user name are kept under: a digest where nobody has the name."""
    person = person_by_username(username)
    if person is not None:
        return person.username
    return "?" + hashlib.sha256(username.strip().lower().encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _take_turns(name: str, address: str) -> None:
    """Let nobody else count a try of this name or address until the transaction ends: each counts those before it.

    Names before addresses, so that two tries never wait for each other. In SQLite there is one writer anyway.
    """
    if db.session.get_bind().dialect.name != "postgresql":
        return
    for kind, word in enumerate((name, address)):
        number = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big", signed=True)
        db.session.execute(select(func.pg_advisory_xact_lock(kind, number)))


def _end(tried: SignInTry, *, succeeded: bool) -> None:
    tried.succeeded, tried.is_pending = succeeded, False


def _ended(now: datetime) -> ColumnElement[bool]:
    return SignInTry.is_pending.is_(False) | (SignInTry.at < now - PENDING_FOR)


def _wait(name: str, address: str, now: datetime, *which: ColumnElement[bool]) -> timedelta:
    """How long this pair waits; `which` narrows the tries that count."""
    pair = (SignInTry.username == name, SignInTry.address == address)
    succeeded_at = last_success(name, address)
    since = max(now - REMEMBERED_FOR, succeeded_at or now - REMEMBERED_FOR)
    wait = wait_of_pair(failures_since(since, *pair, *which), now)
    if succeeded_at is not None and now - succeeded_at < KNOWN_FOR:
        return wait
    of_address = failures_since(now - ADDRESS_WINDOW, SignInTry.address == address, *which)
    of_account = failures_since(now - ACCOUNT_WINDOW, SignInTry.username == name, *which)
    return max(wait, wait_of_address(of_address, now), wait_of_account(of_account, now))
