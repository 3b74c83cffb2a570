"""Who adds to the case library, and who changes what is in it."""

import uuid
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, exists, false, or_, select, true

from outreach import clock
from outreach.cases.models import Case
from outreach.db import db
from outreach.errors import Forbidden, NotFound
from outreach.logbook.models import Tally
from outreach.logbook.rights import has_part_in, is_said_there
from outreach.people.access import is_of_team, may_plan_for
from outreach.people.models import Person
from outreach.people.rules import EVERY_TEAM
from outreach.schedule.models import Event
from outreach.schedule.refusals import other_team
from outreach.web.access import Permission


def may_add_for(person: Person, team_id: uuid.UUID, now: datetime) -> bool:
    """Whether the person adds cases of the team: everybody of the team who logs, the clerk and the administrator."""
    day = clock.local_day(now)
    of_team = person.may(Permission.LOG) and is_of_team(person, team_id, day)
    return of_team or may_plan_for(person, team_id, day)


def may_change(person: Person, case: Case, now: datetime) -> bool:
    """Whether the person changes and retires the case: its team's lead, clerk and administrator, and who added it."""
    if may_plan_for(person, case.team_id, clock.local_day(now)):
        return True
    return case.made_by_id == person.id and may_add_for(person, case.team_id, now)


def check_may_add_for(person: Person, team_id: uuid.UUID, now: datetime) -> None:
    """Raise Forbidden where `may_add_for` says no."""
    if not may_add_for(person, team_id, now):
        raise other_team()


def check_may_change(person: Person, case: Case, now: datetime) -> None:
    """Raise Forbidden where `may_change` says no."""
    if not may_change(person, case, now):
        raise Forbidden(_("The lead of its team or the clerk changes this case."), code="other_team")


def told_at(person: Person, today: date) -> ColumnElement[bool]:
    """That the person says of an event which cases are told there; for a statement that selects from `events`.

    Who has a part in it, was there as anybody said, or has logged a line of it, and who plans the events of every team.
    """
    if not person.may(Permission.LOG):
        return false()
    if person.role in EVERY_TEAM:
        return true()
    logged = exists().where(Tally.event_id == Event.id, or_(Tally.by_id == person.id, Tally.sent_by_id == person.id))
    return or_(has_part_in(person, Event.id, today), is_said_there(person, Event.id), logged.correlate(Event))


def may_tell_at(person: Person, event: Event, today: date) -> bool:
    """Whether `told_at` says so of this event."""
    return db.session.scalar(select(Event.id).where(Event.id == event.id, told_at(person, today))) is not None


def check_may_tell_at(person: Person, event: Event, today: date) -> None:
    """Raise Forbidden where `may_tell_at` says no."""
    if not may_tell_at(person, event, today):
        raise Forbidden(_("Who has a part in this event says which cases are told there."), code="other_team")


def check_may_read(case: Case, *, logs: bool) -> None:
    """Raise NotFound for a retired case where the person only reads."""
    if case.retired_at is not None and not logs:
        raise NotFound(_("There is no such case."))
