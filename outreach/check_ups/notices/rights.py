"""Who works on a notice, who reviews it, and who sees it."""

import uuid
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, exists, or_, select, true

from outreach import clock
from outreach.check_ups import rights as check_ups
from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices.models import Notice
from outreach.db import db
from outreach.errors import Forbidden, NotFound
from outreach.people.access import is_of_team, may_plan_for
from outreach.people.models import Person
from outreach.people.queries import active_people
from outreach.people.rules import EVERY_TEAM, Role
from outreach.schedule.models import Assignment, Event
from outreach.schedule.refusals import other_team
from outreach.schedule.rules import Answer
from outreach.web.access import Permission


def seen_by(person: Person, today: date) -> ColumnElement[bool]:
    """That the person sees a notice: what was released, and those of check-ups that the person sees."""
    if check_ups.sees_all(person):
        return true()
    of_seen = exists().where(CheckUp.id == Notice.check_up_id, check_ups.seen_by(person, today)).correlate(Notice)
    return or_(Notice.released_at.is_not(None), of_seen)


def may_see(person: Person, notice: Notice, today: date) -> bool:
    """Whether `seen_by` says so of this one."""
    return notice.released_at is not None or check_ups.may_see(person, notice.check_up, today)


def check_may_see(person: Person, notice: Notice, today: date) -> None:
    """Raise NotFound where `may_see` says no: that there is one is not told either."""
    if not may_see(person, notice, today):
        raise NotFound


def may_work_on(person: Person, event: Event, now: datetime) -> bool:
    """Whether the person writes notices of the event: of its lead team, on it and not declined, or for every team."""
    if not person.may(Permission.LOG):
        return False
    if person.role in EVERY_TEAM or is_of_team(person, event.lead_team_id, clock.local_day(now)):
        return True
    on_it = select(Assignment.person_id).where(Assignment.event_id == event.id, Assignment.person_id == person.id)
    return db.session.scalar(on_it.where(Assignment.answer != Answer.DECLINED).limit(1)) is not None


def check_may_work_on(person: Person, event: Event, now: datetime) -> None:
    """Raise Forbidden where `may_work_on` says no."""
    if not may_work_on(person, event, now):
        raise other_team()


def may_review(person: Person, event: Event, now: datetime) -> bool:
    """Whether the person reviews notices of the event: a lead of its team, or who has all teams."""
    return may_plan_for(person, event.lead_team_id, clock.local_day(now))


def check_may_review(person: Person, event: Event, now: datetime) -> None:
    """Raise Forbidden where `may_review` says no."""
    if not may_review(person, event, now):
        raise Forbidden(_("A lead of the team, or the clerk, reviews this."))


def is_only_reviewer(person: Person, team_id: uuid.UUID, now: datetime) -> bool:
    """Whether nobody else leads the team."""
    members = active_people(team_id=team_id, on=clock.local_day(now))
    return not any(each.role is Role.LEAD and each.id != person.id for each in members)


def reviewers_of(notice: Notice, now: datetime) -> list[Person]:
    """Who can review it beside its maker: the leads of the team, then the clerks."""
    leads = active_people(team_id=notice.check_up.event.lead_team_id, on=clock.local_day(now))
    people = [each for each in leads if each.role is Role.LEAD]
    people += [each for each in active_people() if each.role is Role.CLERK]
    return [each for each in people if each.id != notice.made_by_id]


def may_release(person: Person) -> bool:
    """Whether the person shows a notice to everybody in the house: the clerk, the administrator."""
    return bool(person.may(Permission.CLOSE))
