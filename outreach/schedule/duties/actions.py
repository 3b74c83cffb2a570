"""People say to their duties that they will be there, or that they can't make it and why."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Conflict
from outreach.people.models import Person
from outreach.schedule.labels import said
from outreach.schedule.models import Assignment, Event
from outreach.schedule.rules import Answer, Status, check_needed
from outreach.web.language import in_bureau_language

LONGEST_REASON = 100


def accept_duty(event: Event, *, by: Person, now: datetime) -> Assignment:
    """The person's own duty, accepted; raises Conflict where there is nothing to answer."""
    return _answered(event, Answer.ACCEPTED, None, by, now)


def decline_duty(event: Event, *, reason: str | None, by: Person, now: datetime) -> Assignment:
    """The person's own duty, declined with a reason of at most 100 characters: the gap is on the lead's board."""
    return _answered(event, Answer.DECLINED, check_needed(reason, "reason", LONGEST_REASON), by, now)


def may_answer(event: Event, person: Person, now: datetime) -> bool:
    """Whether the person has a duty at the event that is still ahead or under way."""
    is_open = event.status is Status.PLANNED and event.ends_at > now
    return is_open and any(each.person_id == person.id for each in event.staff)


def ask_again(event: Event, *, by: Actor, now: datetime) -> None:
    """Take back what was answered: the planned event is at another time now."""
    for each in event.staff if event.status is Status.PLANNED else ():
        if each.answer is not Answer.NONE:
            _record(event, each, Answer.NONE, by=by, now=now)
            each.answer, each.answered_at, each.answer_reason = Answer.NONE, None, None


def _answered(event: Event, answer: Answer, reason: str | None, by: Person, now: datetime) -> Assignment:
    duty = next((each for each in event.staff if each.person_id == by.id), None)
    if duty is None:
        raise Conflict(_("You are not on this event any more."), code="not_on_it")
    if not may_answer(event, by, now):
        raise Conflict(_("This event is over or cancelled, so there is nothing to answer."), code="over")
    if (duty.answer, duty.answer_reason) != (answer, reason):
        _record(event, duty, answer, by=by, now=now, reason=reason)
        duty.answer, duty.answered_at, duty.answer_reason = answer, now, reason
        record_act(f"duty.{answer.value}", by=by, now=now, subject=event, title=event.title, reason=reason)
    db.session.flush()
    return duty


def _record(
    event: Event, duty: Assignment, answer: Answer, *, by: Actor, now: datetime, reason: str | None = None
) -> None:
    """The line of history, in the bureau's language."""
    with in_bureau_language():
        old, new = (f"{duty.person.name}：{said(each)}" for each in (duty.answer, answer))
    record_change(event, "answer", old=old, new=new, by=by, now=now, reason=reason)
