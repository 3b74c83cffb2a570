"""Which companies were there: typed, signed in by themselves, looked at, and taken over into the ledger."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import select

from outreach.audit.actions import record_act
from outreach.db import db, new_id
from outreach.errors import Conflict, Invalid
from outreach.logbook.actions import record_all, wait_for_turn
from outreach.logbook.attendance import queries
from outreach.logbook.attendance.models import CompanyPresent, SignInSheet
from outreach.logbook.attendance.rules import CompanyState, check_people, is_full
from outreach.logbook.rules import Line
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.places.models import Place
from outreach.places.naming import bearing
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event
from outreach.web.answers import Said
from outreach.web.language import in_bureau_language


def add_company(
    event: Event, *, company_id: uuid.UUID, name: str, people: int | None, by: Person, now: datetime
) -> CompanyPresent:
    """The company on the event's list; one form sent twice adds it once."""
    known = db.session.get(CompanyPresent, company_id)
    if known is not None and known.event_id == event.id:
        return known
    row = _row(event, company_id if known is None else new_id(), name, people, now)
    row.made_by_id = by.id
    _decide(row, CompanyState.ACCEPTED, by, now)
    db.session.add(row)
    db.session.flush()
    return row


def sign_in_company(
    sheet: SignInSheet, *, company_id: uuid.UUID, name: str, people: int | None, now: datetime
) -> CompanyPresent:
    """What a company says of itself, for one of us to look at; one form sent twice is one sign-in.

    An id that is already that of something else is not believed: the row gets another, and nobody learns of it.
    """
    known = db.session.get(CompanyPresent, company_id)
    if known is not None and known.sheet_id == sheet.id:
        return known
    wait_for_turn([sheet.event_id])
    if is_full(queries.count_of_companies(sheet.event_id)):
        raise Conflict(_("This list is full. Please sign on the paper sheet at the entrance."), code="list_full")
    row = _row(sheet.event, company_id if known is None else new_id(), name, people, now)
    row.sheet_id = sheet.id
    row.state = CompanyState.WAITING
    db.session.add(row)
    db.session.flush()
    return row


def accept_company(row: CompanyPresent, *, by: Person, now: datetime) -> None:
    """It was there: what it said of itself is right; a dropped one comes back."""
    if row.state is not CompanyState.ACCEPTED:
        _decide(row, CompanyState.ACCEPTED, by, now)
        db.session.flush()


def correct_company(row: CompanyPresent, *, name: str, people: int | None, by: Person, now: datetime) -> None:
    """The right name and number; raises Conflict where its people stand in the ledger."""
    _check_not_taken(row)
    check_people(people)
    before = _told(row)
    row.name, row.people, row.place_id = name, people, _place_called(name)
    _decide(row, CompanyState.ACCEPTED, by, now)
    db.session.flush()
    if before != _told(row):
        event = db.session.get(Event, row.event_id)
        record_act("company.corrected", by=by, now=now, subject=event, before=before, after=_told(row))


def drop_company(row: CompanyPresent, *, by: Person, now: datetime) -> None:
    """It was not there, or is no company; raises Conflict where its people stand in the ledger."""
    _check_not_taken(row)
    _decide(row, CompanyState.DROPPED, by, now)
    record_act("company.dropped", by=by, now=now, subject=db.session.get(Event, row.event_id), name=row.name)
    db.session.flush()


def take_over(event: Event, *, group: str | None, by: Person, now: datetime) -> list[Said]:
    """Log the people of the accepted companies as attendance, a line for each; what stands there already stays alone.

    Whoever calls waits for the event's turn first. `group` is the code of the group as which they are counted.
    """
    rows = [row for row in queries.companies_of([event.id]) if row.people and row.state is CompanyState.ACCEPTED]
    taken = queries.standing_lines([row.id for row in rows])
    rows = [row for row in rows if row.id not in taken]
    if not rows and taken:
        raise Conflict(_("The people of these companies stand in the log already."), code="already_there")
    if not rows:
        raise Invalid(_("No company has a number of people yet."), code="no_people")
    lines = [_line(event, row, group) for row in rows]
    said = record_all(lines, sender=by, now=now)
    for row, line in zip(rows, lines, strict=True):
        row.tally_id = line.id
    db.session.flush()
    return said


def open_sheet(event: Event, *, by: Person, now: datetime) -> SignInSheet:
    """Let companies sign in by themselves; the address is that of the page that is open already, where one is."""
    wait_for_turn([event.id])
    known = queries.open_sheet_of(event.id)
    if known is not None:
        return known
    sheet = SignInSheet(event_id=event.id, opened_at=now, opened_by_id=by.id)
    db.session.add(sheet)
    db.session.flush()
    record_act("sign_in_sheet.opened", by=by, now=now, subject=event, title=event.title)
    return sheet


def close_sheet(event: Event, *, by: Person, now: datetime) -> None:
    """Let nobody sign in any more: the address is dead for good."""
    wait_for_turn([event.id])
    sheet = queries.open_sheet_of(event.id)
    if sheet is not None:
        sheet.closed_at, sheet.closed_by_id = now, by.id
        record_act("sign_in_sheet.closed", by=by, now=now, subject=event, title=event.title)
        db.session.flush()


def _row(event: Event, row_id: uuid.UUID, name: str, people: int | None, now: datetime) -> CompanyPresent:
    check_people(people)
    place_id = _place_called(name)
    return CompanyPresent(id=row_id, event_id=event.id, name=name, people=people, place_id=place_id, made_at=now)


def _told(row: CompanyPresent) -> str:
    return row.name if row.people is None else f"{row.name} ({row.people})"


def _place_called(name: str) -> uuid.UUID | None:
    """The one enterprise in use that bears the name, or else bears it as another name."""
    in_use = select(Place.id).where(Place.kind == PlaceKind.ENTERPRISE, Place.retired_at.is_(None)).limit(2)
    for named in (Place.name == name, Place.id.in_(bearing(name))):
        found: Sequence[uuid.UUID] = db.session.scalars(in_use.where(named)).all()
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _decide(row: CompanyPresent, state: CompanyState, by: Person, now: datetime) -> None:
    row.state, row.decided_at, row.decided_by_id = state, now, by.id


def _check_not_taken(row: CompanyPresent) -> None:
    if queries.standing_lines([row.id]):
        raise Conflict(_("Its people stand in the log. Take that line back first."), code="taken_over")


def _line(event: Event, row: CompanyPresent, group: str | None) -> Line:
    with in_bureau_language():
        note = str(gettext("Company present: %(name)s", name=row.name))
    return Line(new_id(), event.id, CountKind.ATTENDANCE, group, row.people or 0, None, note=note)
