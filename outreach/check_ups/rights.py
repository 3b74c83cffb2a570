"""Who sees a check-up, who ends it and opens it again, and who takes the place of what others found."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true

from outreach import clock
from outreach.check_ups.models import CheckAnswer, CheckUp, CheckUpMerge
from outreach.db import db
from outreach.errors import Forbidden, Invalid, NotFound
from outreach.logbook.rights import has_part_in
from outreach.people.access import is_of_team, may_plan_for
from outreach.people.models import Person
from outreach.people.rules import EVERY_TEAM, Role
from outreach.places.models import Place
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.on_the_spot.rules import Outcome
from outreach.schedule.rules import Answer
from outreach.web.access import Permission


def sees_all(person: Person) -> bool:
    """Whether the person sees what was found in every company: leads, the clerk, the administrator."""
    return person.may(Permission.LOG) and (person.role in EVERY_TEAM or person.role is Role.LEAD)


def seen_by(person: Person, today: date) -> ColumnElement[bool]:
    """That the person sees a check-up; for a statement that selects from `check_ups`.

    Staff see those of events in which they have a part, and of others what they began or answered, as long as nobody
    else answered anything there.
    """
    if not person.may(Permission.LOG):
        return false()
    if sees_all(person):
        return true()
    return or_(has_part_in(person, CheckUp.event_id, today), touched_by(person) & ~_has_answer(~is_own(person)))


def touched_by(person: Person) -> ColumnElement[bool]:
    """That the person began a check-up, or answered a point of it; for a statement that selects from `check_ups`."""
    return or_(CheckUp.made_by_id == person.id, _has_answer(is_own(person)))


def is_own(person: Person) -> ColumnElement[bool]:
    """That the person gave or sent an answer; for a statement that selects from `check_answers`."""
    return or_(CheckAnswer.by_id == person.id, CheckAnswer.sent_by_id == person.id)


def visits_of(person: Person, today: date) -> ColumnElement[bool]:
    """That the person sees what is found at an event; for a statement that selects from `events`."""
    return true() if sees_all(person) else has_part_in(person, Event.id, today)


def is_sent_to(person: Person, today: date) -> ColumnElement[bool]:
    """That the person has a part in an event that a lead planned or confirmed; for one that selects from `events`."""
    if sees_all(person):
        return true()
    is_open = or_(SpotEvent.outcome.is_(None), SpotEvent.outcome != Outcome.CONFIRMED)
    unconfirmed = select(SpotEvent.event_id).where(is_open)
    return and_(has_part_in(person, Event.id, today), Event.id.not_in(unconfirmed))


def goes_to(event: Event, company: Place) -> bool:
    """Whether the event is at the company, or where the company lies."""
    return event.place_id in (company.id, company.parent_id)


def told_before(person: Person, event: Event, company: Place, today: date) -> ColumnElement[bool]:
    """That the person is told what a check-up of the company found before the event; one that selects from `check_ups`.

    Every one where the person is sent to that company, else those that the person sees anyway.
    """
    sent = select(Event.id).where(Event.id == event.id, is_sent_to(person, today))
    is_sent = goes_to(event, company) and db.session.scalar(sent) is not None
    return true() if is_sent else seen_by(person, today)


def sees_visit(person: Person, event: Event, today: date) -> bool:
    """Whether `visits_of` says so of this one."""
    return sees_all(person) or bool(
        db.session.scalar(select(Event.id).where(Event.id == event.id, visits_of(person, today)))
    )


def may_see(person: Person, check_up: CheckUp, today: date) -> bool:
    """Whether `seen_by` says so of this one."""
    if sees_all(person):
        return True
    return db.session.scalar(select(CheckUp.id).where(CheckUp.id == check_up.id, seen_by(person, today))) is not None


def may_add_picture(person: Person, answer: CheckAnswer, check_up: CheckUp, today: date) -> bool:
    """Whether the person adds a picture to the answer: to an own one also where the check-up is not seen."""
    return person.id in (answer.by_id, answer.sent_by_id) or may_see(person, check_up, today)


def check_may_see(person: Person, check_up: CheckUp, today: date) -> None:
    """Raise NotFound where `may_see` says no: that there is one is not told either."""
    if not may_see(person, check_up, today):
        raise NotFound(_("There is no such check-up."), code="no_such_check_up")


def check_may_join(person: Person, check_up: CheckUp, today: date) -> None:
    """Raise Invalid where somebody who begins a check-up meets one that others began."""
    if not may_see(person, check_up, today):
        message = _("Those who go there have begun this check-up. Ask to be put down for the event to go on with it.")
        raise Invalid(message, field="company", code="begun_by_others")


def may_finish(person: Person, check_up: CheckUp, now: datetime) -> bool:
    """Whether the person began it, is of a team that takes part, or has all teams; whoever logs may answer."""
    if not person.may(Permission.LOG):
        return False
    return _takes_part(person, check_up.event, now) or person.id == check_up.made_by_id


def check_may_finish(person: Person, check_up: CheckUp, now: datetime) -> None:
    """Raise Forbidden where `may_finish` says no."""
    if not may_finish(person, check_up, now):
        raise Forbidden(_("Who began it, and the teams that take part, can do this."), code="other_team")


def may_void(person: Person, check_up: CheckUp, now: datetime) -> bool:
    """Whether the person voids and restores it: a lead of the team that leads, the clerk, the administrator."""
    return may_plan_for(person, check_up.event.lead_team_id, clock.local_day(now))


def check_may_void(person: Person, check_up: CheckUp, now: datetime) -> None:
    """Raise Forbidden where `may_void` says no."""
    if not may_void(person, check_up, now):
        raise Forbidden(_("A lead of the team, or the clerk, voids and restores check-ups."), code="other_team")


def may_replace(person: Person, event: Event, now: datetime) -> bool:
    """Whether what the person answers takes the place of what others found there, rather than stand beside it."""
    if not person.may(Permission.LOG):
        return False
    was_there = any(each.person_id == person.id and each.answer is not Answer.DECLINED for each in event.staff)
    return was_there or _takes_part(person, event, now)


def _takes_part(person: Person, event: Event, now: datetime) -> bool:
    teams = [event.lead_team_id, *(each.team_id for each in event.joining)]
    return person.role in EVERY_TEAM or any(is_of_team(person, team, clock.local_day(now)) for team in teams)


def _has_answer(such: ColumnElement[bool]) -> ColumnElement[bool]:
    """That a check-up, or one that it was all along, has such an answer."""
    in_merged = (CheckUpMerge.into_id == CheckUp.id) & (CheckUpMerge.check_up_id == CheckAnswer.check_up_id)
    return or_(
        exists().where(CheckAnswer.check_up_id == CheckUp.id, such).correlate(CheckUp),
        exists().where(in_merged, such).correlate(CheckUp),
    )
