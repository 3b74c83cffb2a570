"""Leave: who is away from when to when; why is nobody's business here (rule of the count 14)."""

from datetime import date, datetime, timedelta

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Forbidden, Invalid
from outreach.people.leave_queries import leaves_touching
from outreach.people.models import Leave, Person
from outreach.people.rules import EVERY_TEAM, Role

LONGEST = timedelta(days=366)
_DAY = timedelta(days=1)


def enter_leave(*, person: Person, first_day: date, last_day: date, by: Person, now: datetime) -> Leave:
    """The person's leave on these days, both included; one that meets or follows another is made one with it.

    Raises Forbidden for somebody else's people, Invalid for days the wrong way round or over a year.
    """
    _check_may(by, person, clock.local_day(now))
    if last_day < first_day:
        raise Invalid(_("The last day lies before the first."), field="last_day", code="end_before_start")
    if last_day - first_day > LONGEST:
        raise Invalid(_("A leave is at most a year long."), field="last_day", code="too_long")
    touching = leaves_touching(person.id, first_day - _DAY, last_day + _DAY)
    leave = Leave(
        person_id=person.id,
        first_day=min([first_day, *(each.first_day for each in touching)]),
        last_day=max([last_day, *(each.last_day for each in touching)]),
        made_at=now,
    )
    for each in touching:
        db.session.delete(each)
    db.session.add(leave)
    db.session.flush()
    _record("leave.entered", leave, person, by=by, now=now)
    return leave


def remove_leave(leave: Leave, *, by: Person, now: datetime) -> None:
    """Take the leave out: the person is there after all. Raises Forbidden for somebody else's people."""
    _check_may(by, leave.person, clock.local_day(now))
    _record("leave.removed", leave, leave.person, by=by, now=now)
    db.session.delete(leave)
    db.session.flush()


def _check_may(by: Person, person: Person, day: date) -> None:
    """Raise Forbidden where it is neither the own leave nor that of the own team's people, seen from the local day."""
    of_own_team = by.role is Role.LEAD and bool(by.team_ids_on(day) & person.team_ids_on(day))
    if by.id != person.id and by.role not in EVERY_TEAM and not of_own_team:
        raise Forbidden(_("Leads enter the leave of their own team, everybody else only their own."), code="other_team")


def _record(act: str, leave: Leave, person: Person, *, by: Person, now: datetime) -> None:
    first_day, last_day = leave.first_day.isoformat(), leave.last_day.isoformat()
    record_act(act, by=by, now=now, subject=leave, person=person.name, first_day=first_day, last_day=last_day)
