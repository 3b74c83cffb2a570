"""Making follow-ups, and what becomes of them: answered, dropped, opened again, handed on; contacts go away."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, insert, update

from outreach import clock
from outreach.audit.actions import Actor, Machine, record_act
from outreach.db import db, insert_new
from outreach.errors import Invalid
from outreach.logbook.follow_ups import queries
from outreach.logbook.follow_ups.changes import record_differences, told_of
from outreach.logbook.follow_ups.models import FollowUp, FollowUpContact
from outreach.logbook.follow_ups.rights import check_may_settle
from outreach.logbook.follow_ups.rules import (
    CONTACT_KEPT,
    LONGEST_ANSWER,
    LONGEST_REASON,
    Known,
    Referral,
    State,
    Wanted,
    check_move,
    check_texts,
    content_hash,
    due_after,
    judge,
)
from outreach.people.models import Person
from outreach.schedule.models import Event
from outreach.schedule.rules import check_needed, check_text
from outreach.web.answers import Said
from outreach.web.recording import record_new


@dataclass(frozen=True)
class Facts:
    """What can be changed of a follow-up; `contact` None leaves the one that is there, "" takes it away."""

    asked: str
    topic_id: uuid.UUID | None
    owed_by_id: uuid.UUID | None
    due_on: date | None
    referral: Referral | None
    referral_to: str | None
    order_number: str | None
    contact: str | None = None


def record_follow_ups(wanted: Sequence[Wanted], *, sender: Person, now: datetime) -> list[Said]:
    """Record each that can be; one answer for each, in their order."""
    today = clock.local_day(now)
    usual = due_after(today, queries.calendar_from(today))
    outcome = record_new(
        wanted,
        look=lambda things: queries.known_for(things, sender, now),
        judge=judge,
        insert=lambda chosen, known: insert_new(
            FollowUp, [_row(each, known, usual, sender, now) for each in chosen.values()]
        ),
    )
    _keep_contacts(outcome.things, now)
    for each in outcome.things:
        _note("follow_up.made", db.session.get_one(FollowUp, each.id), by=sender, now=now)
    return outcome.said


def answer_follow_up(follow_up: FollowUp, *, answer: str | None, by: Person, now: datetime) -> FollowUp:
    """The follow-up, done; its contact goes away."""
    check_may_settle(by, follow_up, now)
    answer = check_text(answer, "answer", LONGEST_ANSWER)
    return _settled(follow_up, State.DONE, "follow_up.done", answer=answer, by=by, now=now)


def drop_follow_up(follow_up: FollowUp, *, reason: str, by: Person, now: datetime) -> FollowUp:
    """The follow-up, dropped without an answer; its contact goes away."""
    check_may_settle(by, follow_up, now)
    reason = check_needed(reason, "reason", LONGEST_REASON)
    return _settled(follow_up, State.DROPPED, "follow_up.dropped", reason=reason, by=by, now=now)


def reopen_follow_up(follow_up: FollowUp, *, reason: str, by: Person, now: datetime) -> FollowUp:
    """The follow-up, open again; the answer that was given stays to be read, the contact does not come back."""
    check_may_settle(by, follow_up, now)
    reason = check_needed(reason, "reason", LONGEST_REASON)
    check_move(follow_up.state, State.OPEN)
    before = told_of(follow_up)
    follow_up.state, follow_up.settled_at, follow_up.settled_by_id = State.OPEN, None, None
    _written(follow_up, before, by=by, now=now, reason=reason)
    _note("follow_up.reopened", follow_up, by=by, now=now, reason=reason)
    return follow_up


def change_follow_up(follow_up: FollowUp, *, facts: Facts, by: Person, now: datetime) -> FollowUp:
    """The follow-up as `facts` say, perhaps owed by somebody else. One that was only noted stays so."""
    check_may_settle(by, follow_up, now)
    kept = queries.contact_of(follow_up.id) if facts.contact is None else facts.contact or None
    check_texts(facts.asked, facts.referral, facts.referral_to, facts.order_number, kept)
    before = told_of(follow_up)
    follow_up.asked, follow_up.topic_id = facts.asked, facts.topic_id
    follow_up.referral, follow_up.referral_to = facts.referral, facts.referral_to
    follow_up.order_number = facts.order_number
    if follow_up.state is not State.NOTED:
        _hand_on(follow_up, facts)
    if facts.contact is not None and follow_up.state is State.OPEN:
        _set_contact(follow_up, facts.contact or None, now)
    if _written(follow_up, before, by=by, now=now):
        _note("follow_up.changed", follow_up, by=by, now=now)
    return follow_up


def move_follow_ups(event: Event, into: Event, *, by: Person, now: datetime) -> None:
    """Put the follow-ups of an event that was merged to the one that it was."""
    moved = update(FollowUp).where(FollowUp.event_id == event.id).values(event_id=into.id).returning(FollowUp.id)
    ids = db.session.scalars(moved, execution_options={"synchronize_session": False}).all()
    db.session.expire_all()
    for follow_up_id in ids:
        _note("follow_up.changed", db.session.get_one(FollowUp, follow_up_id), by=by, now=now)


def erase_contacts(*, now: datetime) -> int:
    """How many contacts went away because their date has come."""
    over = FollowUpContact.erase_at <= now
    gone = db.session.scalars(delete(FollowUpContact).where(over).returning(FollowUpContact.follow_up_id)).all()
    for follow_up_id in gone:
        follow_up = db.session.get_one(FollowUp, follow_up_id)
        _note("follow_up.contact_erased", follow_up, by=Machine(), now=now)
    return len(gone)


def _note(act: str, follow_up: FollowUp, *, by: Actor, now: datetime, reason: str | None = None) -> None:
    record_act(act, by=by, now=now, subject=follow_up, event=follow_up.event.title, reason=reason)


def _hand_on(follow_up: FollowUp, facts: Facts) -> None:
    if facts.owed_by_id is None:
        raise Invalid(_("Choose one of the list."), field="owed_by", code="blank")
    if facts.due_on is None:
        raise Invalid(_("Say till when."), field="due_on", code="blank")
    if facts.owed_by_id != follow_up.owed_by_id and not db.session.get_one(Person, facts.owed_by_id).is_active:
        raise Invalid(_("This person's account is closed."), field="owed_by", code="person_inactive")
    follow_up.owed_by_id, follow_up.due_on = facts.owed_by_id, facts.due_on


def _settled(
    follow_up: FollowUp,
    state: State,
    act: str,
    *,
    by: Person,
    now: datetime,
    answer: str | None = None,
    reason: str | None = None,
) -> FollowUp:
    check_move(follow_up.state, state)
    before = told_of(follow_up)
    follow_up.state, follow_up.settled_at, follow_up.settled_by_id = state, now, by.id
    if answer is not None:
        follow_up.answer = answer
    _set_contact(follow_up, None, now)
    _written(follow_up, before, by=by, now=now, reason=reason)
    _note(act, follow_up, by=by, now=now, reason=reason)
    return follow_up


def _written(
    follow_up: FollowUp, before: dict[str, str | None], *, by: Person, now: datetime, reason: str | None = None
) -> bool:
    db.session.flush()
    db.session.refresh(follow_up)
    return record_differences(follow_up, before, by=by, now=now, reason=reason)


def _set_contact(follow_up: FollowUp, contact: str | None, now: datetime) -> None:
    db.session.execute(delete(FollowUpContact).where(FollowUpContact.follow_up_id == follow_up.id))
    if contact is not None:
        values = {"follow_up_id": follow_up.id, "contact": contact, "erase_at": now + CONTACT_KEPT}
        db.session.execute(insert(FollowUpContact).values(values))


def _keep_contacts(recorded: Iterable[Wanted], now: datetime) -> None:
    contacts = [
        {"follow_up_id": each.id, "contact": each.contact, "erase_at": now + CONTACT_KEPT}
        for each in recorded
        if each.contact is not None and each.owed
    ]
    if contacts:
        db.session.execute(insert(FollowUpContact), contacts)


def _row(wanted: Wanted, known: Known, usual: date, sender: Person, now: datetime) -> dict[str, Any]:
    made_by = wanted.by or sender.id
    owed_by = (wanted.owed_by or made_by) if wanted.owed else None
    return {
        "id": wanted.id,
        "event_id": wanted.event,
        "tally_id": wanted.tally,
        "topic_id": None if wanted.topic is None else known.topics[wanted.topic],
        "asked": wanted.asked,
        "state": State.OPEN if wanted.owed else State.NOTED,
        "owed_by_id": owed_by,
        "due_on": (wanted.due_on or usual) if wanted.owed else None,
        "referral": wanted.referral,
        "referral_to": wanted.referral_to,
        "order_number": wanted.order_number,
        "at": wanted.at or now,
        "received_at": now,
        "made_by_id": made_by,
        "sent_by_id": sender.id,
        "content_hash": content_hash(wanted),
    }
