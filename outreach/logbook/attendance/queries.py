"""Reading who was there: what was said of our own people, the companies, the sign-in pages."""

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased, joinedload, lazyload

from outreach.db import db
from outreach.errors import NotFound
from outreach.logbook.attendance.models import CompanyPresent, Presence, SignInKnock, SignInSheet
from outreach.logbook.attendance.rules import MOST_A_DAY, MOST_COMPANIES, CompanyState, Known, Statement
from outreach.logbook.models import Tally
from outreach.logbook.queries import nets_of
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event

#: So many names are offered beside the field of a company's name.
MOST_AROUND = 60


def presences_of(event_ids: Collection[uuid.UUID]) -> Sequence[Presence]:
    """All that was said about our people at the events, with their names and who said it."""
    names = joinedload(Presence.person), joinedload(Presence.by)
    statement = select(Presence).where(Presence.event_id.in_(event_ids)).options(*names)
    return db.session.scalars(statement.order_by(Presence.event_id, Presence.person_id, Presence.at)).all()


def known_for(statements: Sequence[Statement], sender: Person, now: datetime) -> Known:
    """All that must be known to judge the statements of `sender`."""
    since = now - timedelta(days=1)
    made = select(func.count()).where(Presence.by_id == sender.id, Presence.received_at > since)
    stored = select(Presence).where(Presence.id.in_({each.id for each in statements})).options(lazyload("*"))
    rows = db.session.scalars(stored.execution_options(populate_existing=True))
    return Known(
        events=frozenset(db.session.scalars(select(Event.id).where(Event.id.in_({each.event for each in statements})))),
        people=frozenset(db.session.scalars(select(Person.id).where(Person.id.in_({each.of for each in statements})))),
        statements={row.id: Statement(row.id, row.event_id, row.person_id, row.there, row.at) for row in rows},
        room=MOST_A_DAY - (db.session.scalar(made) or 0),
    )


def people_called(names: Collection[str]) -> Sequence[Person]:
    """The people in use who bear one of the names, or the user name in its place."""
    named = Person.name.in_(names) | Person.username.in_([name.lower() for name in names])
    statement = select(Person).where(Person.disabled_at.is_(None), named).order_by(Person.name, Person.id)
    return db.session.scalars(statement.options(lazyload("*"))).all()


def headcount_of(event_id: uuid.UUID) -> dict[str | None, int]:
    """How many of the public came, by the group's code; None is without a group."""
    groups = select(Item.id, Item.code).where(Item.kind == CountKind.ATTENDANCE)
    codes: dict[uuid.UUID | None, str | None] = {None: None} | {row.id: row.code for row in db.session.execute(groups)}
    nets = (net for net in nets_of(event_id) if net.kind is CountKind.ATTENDANCE)
    return {codes[net.item_id]: net.quantity for net in nets}


def companies_of(event_ids: Collection[uuid.UUID]) -> Sequence[CompanyPresent]:
    """The companies at the events in the order in which they came, but for those that were dropped."""
    statement = select(CompanyPresent).where(
        CompanyPresent.event_id.in_(event_ids), CompanyPresent.state != CompanyState.DROPPED
    )
    people = joinedload(CompanyPresent.decided_by).options(lazyload("*"))
    line = joinedload(CompanyPresent.tally).options(lazyload("*"))
    return db.session.scalars(
        statement.options(people, line).order_by(CompanyPresent.event_id, CompanyPresent.made_at, CompanyPresent.id)
    ).all()


def dropped_companies_of(event_id: uuid.UUID) -> Sequence[CompanyPresent]:
    """The names that were dropped from the event's list, MOST_COMPANIES of them."""
    statement = select(CompanyPresent).where(
        CompanyPresent.event_id == event_id, CompanyPresent.state == CompanyState.DROPPED
    )
    latest = statement.order_by(CompanyPresent.made_at.desc(), CompanyPresent.id.desc()).limit(MOST_COMPANIES)
    return db.session.scalars(latest).all()


def enterprises_around(place: Place) -> Sequence[str]:
    """The names of enterprises that lie in the place, or beside it in the one around it, MOST_AROUND of them."""
    around = {place.id, place.parent_id} - {None}
    statement = select(Place.name).where(
        Place.kind == PlaceKind.ENTERPRISE, Place.parent_id.in_(around), Place.retired_at.is_(None)
    )
    return db.session.scalars(statement.order_by(Place.name, Place.id).limit(MOST_AROUND)).all()


def company(company_id: uuid.UUID, *, lock: bool = False) -> CompanyPresent:
    """One company at an event; raises NotFound. `lock` keeps others from deciding on it meanwhile."""
    statement = select(CompanyPresent).where(CompanyPresent.id == company_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(code="no_such_company", id=company_id)
    return found


def standing_lines(company_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the companies whose people stand in the ledger: taken over, and not taken back."""
    reversal = aliased(Tally)
    taken_back = exists().where(reversal.reverses_id == CompanyPresent.tally_id)
    statement = select(CompanyPresent.id).where(
        CompanyPresent.id.in_(company_ids), CompanyPresent.tally_id.is_not(None), ~taken_back
    )
    return set(db.session.scalars(statement))


def count_of_companies(event_id: uuid.UUID) -> dict[CompanyState, int]:
    """How many names of each state stand on the event's list."""
    counted = select(CompanyPresent.state, func.count()).where(CompanyPresent.event_id == event_id)
    return {row[0]: row[1] for row in db.session.execute(counted.group_by(CompanyPresent.state))}


def open_sheet_of(event_id: uuid.UUID) -> SignInSheet | None:
    """The sign-in page of the event that is switched on."""
    statement = select(SignInSheet).where(SignInSheet.event_id == event_id, SignInSheet.closed_at.is_(None))
    return db.session.scalar(statement)


def sheet(sheet_id: uuid.UUID) -> SignInSheet | None:
    """The sign-in page of that id, closed or not."""
    return db.session.get(SignInSheet, sheet_id)


def knocks(since: datetime, *, address: str | None = None, most: int) -> Sequence[datetime]:
    """The instants of the latest sign-ins since then, of one hashed address or of all, `most` of them."""
    statement = select(SignInKnock.at).where(SignInKnock.at > since)
    if address is not None:
        statement = statement.where(SignInKnock.address_hash == address)
    return db.session.scalars(statement.order_by(SignInKnock.at.desc()).limit(most)).all()
