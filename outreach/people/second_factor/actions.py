"""Setting a second factor up, answering for it, and taking it off."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, insert

from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.people.models import Person
from outreach.people.second_factor.models import RecoveryCode, SecondFactor
from outreach.people.second_factor.queries import mark_of_codes, second_factor_of
from outreach.people.second_factor.rules import (
    RECOVERY_CODES,
    code_digits,
    hash_recovery_code,
    matching_step,
    new_recovery_code,
    new_secret,
)


def begin_factor(*, person: Person, now: datetime) -> SecondFactor:
    """A secret to be scanned; one that was begun before and never confirmed is another from now on.

    Raises Conflict where a confirmed one is there.
    """
    factor = second_factor_of(person)
    if factor is None:
        factor = SecondFactor(person_id=person.id, secret=new_secret(), made_at=now)
        db.session.add(factor)
    elif factor.confirmed_at is not None:
        raise Conflict(_("The second factor is on already."), code="on")
    else:
        factor.secret, factor.made_at = new_secret(), now
    db.session.flush()
    return factor


def confirm_factor(*, person: Person, code: str, now: datetime) -> list[str]:
    """Turn the second factor on by a first code, and give the recovery codes, shown once; raises Invalid."""
    factor = second_factor_of(person)
    if factor is None or factor.confirmed_at is not None:
        raise Conflict(_("Begin again: there is no picture that this code could belong to."), code="none_begun")
    _check_code(factor, code, now)
    factor.confirmed_at = now
    record_act("second_factor.on", by=person, now=now, subject=person, name=person.name)
    return _new_codes(person)


def renew_codes(*, person: Person, instead_of: str, now: datetime) -> list[str]:
    """Ten new recovery codes; those that `instead_of` marks open nothing any more.

    Raises Conflict where others are there by now: a page that is sent again must not end those it showed.
    """
    if mark_of_codes(person) != instead_of:
        raise Conflict(_("These codes were renewed or used meanwhile; those there are now stay."), code="other_codes")
    record_act("second_factor.codes_renewed", by=person, now=now, subject=person, name=person.name)
    return _new_codes(person)


def take_factor_off(*, person: Person, by: Actor, now: datetime) -> None:
    """Let the password alone let the person in again."""
    factor = second_factor_of(person)
    if factor is None:
        return
    db.session.delete(factor)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    db.session.flush()
    record_act("second_factor.off", by=by, now=now, subject=person, name=person.name)


def answer_code(*, person: Person, typed: str, now: datetime) -> str:
    """How the person answered, "code" or "recovery_code", which is used up by it; raises Invalid."""
    factor = second_factor_of(person)
    if factor is not None and code_digits(typed):
        _check_code(factor, typed, now)
        return "code"
    used = delete(RecoveryCode).where(
        RecoveryCode.person_id == person.id, RecoveryCode.code_hash == hash_recovery_code(typed)
    )
    if not db.session.scalars(used.returning(RecoveryCode.id)).all():
        raise _wrong()
    return "recovery_code"


def _check_code(factor: SecondFactor, typed: str, now: datetime) -> None:
    digits = code_digits(typed)
    if digits is None or factor.secret is None:
        raise _wrong()
    step = matching_step(factor.secret, digits, now, after=factor.last_step)
    if step is None:
        raise _wrong()
    factor.last_step = step
    db.session.flush()


def _wrong() -> Invalid:
    message = _("This code is wrong, used or over. Wait for the next one, and see whether the phone's clock is right.")
    return Invalid(message, field="code", code="wrong_code")


def _new_codes(person: Person) -> list[str]:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    codes = [new_recovery_code() for _each in range(RECOVERY_CODES)]
    rows = [{"person_id": person.id, "code_hash": hash_recovery_code(code)} for code in codes]
    db.session.execute(insert(RecoveryCode), rows)
    return codes
