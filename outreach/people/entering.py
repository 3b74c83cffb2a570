"""Proving who one is with a password: counted first, hashed outside of any transaction, then noted."""

import ipaddress
from datetime import datetime, timedelta
from time import sleep

from flask import Response, after_this_request
from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext

from outreach.db import transaction
from outreach.errors import Invalid, Refusal, TooMany
from outreach.people.actions.phones import note_refused_link
from outreach.people.actions.signing_in import (
    count_try,
    end_wrong_link,
    let_in,
    let_on,
    note_proof,
    turn_away,
    turn_code_away,
    waits_for_others,
)
from outreach.people.lockout import LOOKS, LOOKS_EVERY
from outreach.people.models import Person, SignInTry
from outreach.people.passwords import check_password, hash_password, is_password
from outreach.people.queries import person_by_username
from outreach.people.second_factor.actions import answer_code
from outreach.people.second_factor.queries import asks_for_code
from outreach.web.direct import was_handed_on

#: What tries with a wrong pairing link are counted under; no account is called so.
WRONG_LINK = "?pairing"


def enter(*, username: str, password: str, address: str, now: datetime) -> Person:
    """Whom the password lets in, or on to the code where the account asks for one (`second_factor.asks_for_code`).

    Raises TooMany where one has to wait, Invalid for anything wrong.
    """
    tried = _counted(username, address, now)
    person = person_by_username(username)
    matches = is_password(person.password_hash if person is not None else None, password)
    is_disabled = matches and person is not None and not person.is_active
    only_here = matches and not is_disabled and person is not None and _only_here(person, address)
    if person is not None and matches and not is_disabled and not only_here:
        with transaction():
            if asks_for_code(person):
                let_on(tried=tried)
            else:
                let_in(person=person, tried=tried, now=now)
        return person
    with transaction():
        turn_away(person=person, tried=tried, now=now, only_here=only_here)
    raise _refusal(is_disabled=is_disabled, only_here=only_here)


def enter_code(*, person: Person, typed: str, address: str, now: datetime) -> None:
    """Let `person`, whose password was right, in by the code; raises TooMany or Invalid.

    Wrong codes are counted apart from wrong passwords: a right password must not wipe them out.
    """
    tried = _counted(f"code of {person.id}", address, now)
    try:
        with transaction():
            by_code = answer_code(person=person, typed=typed, now=now)
            let_in(person=person, tried=tried, now=now, by_code=by_code)
    except Invalid:
        with transaction():
            turn_code_away(person=person, tried=tried, now=now)
        raise


def prove(*, person: Person, password: str, address: str, now: datetime, act: str = "person.password_changed") -> None:
    """Let `person`, already signed in, show that the present password is known; raises TooMany or Invalid.

    A wrong one leaves an audit line of `act`, for which it was asked.
    """
    tried = _counted(person.username, address, now)
    right = is_password(person.password_hash, password)
    with transaction():
        note_proof(person=person, tried=tried, right=right, now=now, act=act)
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


def count_wrong_link(address: str, now: datetime) -> None:
    """Count a pairing link that nobody gave out, as a failed try to sign in; raises TooMany after a few of them."""
    tried = _counted(WRONG_LINK, address, now)
    with transaction():
        end_wrong_link(tried)
        note_refused_link(address=address, now=now)


def is_loopback(host: str) -> bool:
    """Whether that address or name is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def say_when_to_come_again(refusal: Refusal) -> None:
    """Let the answer to this request carry `Retry-After` where the refusal was one of too many tries."""
    if isinstance(refusal, TooMany):
        seconds = str(refusal.facts["retry_after"])

        @after_this_request
        def with_header(answer: Response) -> Response:
            answer.headers["Retry-After"] = seconds
            return answer


def _only_here(person: Person, address: str) -> bool:
    """Whether the password is known to everybody who read the instructions, and comes from another machine."""
    return person.has_demo_password and (was_handed_on() or not is_loopback(address))


def _counted(username: str, address: str, now: datetime) -> SignInTry:
    """The try, counted; where only others that still run stand before it, they are let end first."""
    for _look in range(LOOKS):
        with transaction():
            tried, wait = count_try(username=username, address=address, now=now)
            is_held = tried is None and waits_for_others(username=username, address=address, now=now)
        if not is_held:
            break
        sleep(LOOKS_EVERY)
    if tried is None:
        raise TooMany(_wait_message(wait), code="locked", retry_after=int(wait.total_seconds()) + 1)
    return tried


def _refusal(*, is_disabled: bool, only_here: bool) -> Refusal:
    """An unknown name and a wrong password get one answer; only who knows the password hears what else is wrong."""
    if is_disabled:
        return Invalid(_("This account is disabled. Ask the administrator if you need it."), code="disabled")
    if only_here:
        message = _("This account still has the demo password, which opens it only on the machine the program runs on.")
        return Invalid(message, code="demo_password")
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
