"""Proving who one is with a password: counted first, hashed outside of any transaction, then noted."""

import ipaddress
from datetime import datetime, timedelta

from flask import request
from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext

from outreach.db import transaction
from outreach.errors import Invalid, Refusal, TooMany
from outreach.people.actions.signing_in import count_try, let_in, note_proof, turn_away
from outreach.people.models import Person, SignInTry
from outreach.people.passwords import check_password, hash_password, is_password
from outreach.people.queries import person_by_username


def enter(*, username: str, password: str, address: str, now: datetime) -> Person:
    """Whom the password lets in; raises TooMany where one has to wait, Invalid for anything wrong."""
    tried = _counted(username, address, now)
    person = person_by_username(username)
    matches = is_password(person.password_hash if person is not None else None, password)
    if person is not None and matches and person.is_active:
        with transaction():
            let_in(person=person, tried=tried, now=now)
        return person
    with transaction():
        turn_away(person=person, tried=tried, now=now)
    raise _refusal(is_disabled=matches)


def prove(*, person: Person, password: str, address: str, now: datetime) -> None:
    """Let `person`, already signed in, show that the present password is known; raises TooMany or Invalid."""
    tried = _counted(person.username, address, now)
    right = is_password(person.password_hash, password)
    with transaction():
        note_proof(person=person, tried=tried, right=right, now=now)
    if not right:
        raise Invalid(_("This is not your present password."), field="current", code="wrong_password")


def prove_and_renew(*, person: Person, current: str, new: str, address: str, now: datetime) -> str:
    """The hash of the `new` password of a person who knows the present one.

    Raises what `prove` raises, and Invalid for a weak or unchanged new one.
    """
    prove(person=person, password=current, address=address, now=now)
    check_password(new, username=person.username)
    if is_password(person.password_hash, new):
        raise Invalid(_("Choose a password that differs from the present one."), field="password", code="unchanged")
    return hash_password(new)


def address_of_request() -> str:
    """Where the request comes from; one customer of an IPv6 provider has a /64 of addresses, which counts as one."""
    try:
        address = ipaddress.ip_address((request.remote_addr or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if address.version == 6 and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address.ipv4_mapped or address) if address.version == 6 else str(address)


def _counted(username: str, address: str, now: datetime) -> SignInTry:
    with transaction():
        tried, wait = count_try(username=username, address=address, now=now)
    if tried is None:
        raise TooMany(_wait_message(wait), code="locked", retry_after=int(wait.total_seconds()) + 1)
    return tried


def _refusal(*, is_disabled: bool) -> Refusal:
    """An unknown name and a wrong password get one answer; only who knows the password hears that it is disabled."""
    if is_disabled:
        return Invalid(_("This account is disabled. Ask the administrator if you need it."), code="disabled")
    message = _("The user name or the password is wrong. After five failures in a row you wait for five minutes.")
    return Invalid(message, code="wrong_password")


def _wait_message(wait: timedelta) -> object:
    minutes = int(wait.total_seconds() // 60) + 1
    return lazy_ngettext(
        "There were too many failed tries. Try again in %(num)d minute. The administrator can also give you a new "
        "password.",
        "There were too many failed tries. Try again in %(num)d minutes. The administrator can also give you a new "
        "password.",
        minutes,
    )
