"""Reading second factors."""

from sqlalchemy import func, select

from outreach.db import db
from outreach.people.models import Person
from outreach.people.second_factor.models import RecoveryCode, SecondFactor


def second_factor_of(person: Person) -> SecondFactor | None:
    """The person's second factor, confirmed or only begun."""
    return db.session.get(SecondFactor, person.id)


def asks_for_code(person: Person) -> bool:
    """Whether the password alone does not let the person in."""
    factor = second_factor_of(person)
    return factor is not None and factor.confirmed_at is not None


def codes_left(person: Person) -> int:
    """How many recovery codes were not used yet."""
    return db.session.scalar(select(func.count()).where(RecoveryCode.person_id == person.id)) or 0


def mark_of_codes(person: Person) -> str:
    """What tells the recovery codes that are left from those before and after them; empty where none is."""
    ids = select(RecoveryCode.id).where(RecoveryCode.person_id == person.id).order_by(RecoveryCode.id)
    return str(db.session.scalar(ids.limit(1)) or "")
