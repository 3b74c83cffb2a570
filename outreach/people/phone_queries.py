"""Reading paired phones, the links that pair them, and for whom somebody may pair one."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager

from outreach.db import db
from outreach.errors import NotFound
from outreach.people.models import BearerToken, Membership, PairedPhone, PairingLink, Person
from outreach.people.queries import WITH_TEAMS, can_be_on_events
from outreach.people.rules import EVERY_TEAM, PAIRED_BY_LEADS


def pairing_link(token_hash: str) -> PairingLink | None:
    """The link whose token has that hash, used and outlived ones too."""
    return db.session.scalar(select(PairingLink).where(PairingLink.token_hash == token_hash))


def phone_by_hash(token_hash: str) -> PairedPhone | None:
    """The phone whose secret has that hash."""
    return db.session.scalar(_phones().where(BearerToken.token_hash == token_hash))


def phone_by_id(token_id: uuid.UUID) -> PairedPhone:
    """The phone whose token has that id; raises NotFound."""
    phone = db.session.scalar(_phones().where(PairedPhone.token_id == token_id))
    if phone is None:
        raise NotFound()
    return phone


def phone_of(person: Person, token_id: uuid.UUID) -> PairedPhone:
    """The person's phone whose token has that id; raises NotFound for one of somebody else, too."""
    phone = phone_by_id(token_id)
    if phone.token.person_id != person.id:
        raise NotFound()
    return phone


def phones_of(people: Collection[uuid.UUID], now: datetime) -> Sequence[PairedPhone]:
    """The phones of these people that work at `now`, those paired last first."""
    works = (BearerToken.revoked_at.is_(None), or_(BearerToken.expires_at.is_(None), BearerToken.expires_at > now))
    theirs = _phones().where(BearerToken.person_id.in_(people), *works)
    return db.session.scalars(theirs.order_by(BearerToken.made_at.desc(), BearerToken.id.desc())).all()


def people_to_pair_for(by: Person, today: date, words: str = "") -> Select[Any]:
    """Those with whom `by` may pair a phone, by name: the own team's people on the local day, or everybody."""
    statement = select(Person).where(can_be_on_events()).options(WITH_TEAMS).order_by(Person.name, Person.id)
    if words:
        statement = statement.where(Person.name.contains(words, autoescape=True))
    if by.role in EVERY_TEAM:
        return statement
    of_team = select(Membership.person_id).where(
        Membership.team_id.in_(by.team_ids_on(today)),
        Membership.first_day <= today,
        or_(Membership.last_day.is_(None), Membership.last_day >= today),
    )
    of_lead = Person.id.in_(of_team) & Person.role.in_(PAIRED_BY_LEADS)
    return statement.where(or_(Person.id == by.id, of_lead))


def _phones() -> Select[PairedPhone]:
    return select(PairedPhone).join(PairedPhone.token).options(contains_eager(PairedPhone.token))
