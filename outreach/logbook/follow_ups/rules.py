"""What a follow-up may say, till when it is due and what is said of one that is sent: decisions on plain values."""

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Conflict, Invalid
from outreach.web.answers import Answer, Said
from outreach.workdays.rules import WorkCalendar


class State(StrEnum):
    """How far it is. `noted`: only a note or a referral, nobody owes an answer."""

    OPEN = "open"
    NOTED = "noted"
    DONE = "done"
    DROPPED = "dropped"


class Referral(StrEnum):
    """Where somebody was sent with it."""

    ARBITRATION = "arbitration"
    INSPECTION = "inspection"
    WINDOW = "window"
    BUREAU = "bureau"  # another one, whose name is said


LONGEST_ASKED, LONGEST_ANSWER, LONGEST_REASON = 500, 1000, 200
LONGEST_BUREAU, LONGEST_NUMBER, LONGEST_CONTACT = 100, 40, 100
#: An answer is owed within so many working days where nobody says till when.
USUAL_DAYS = 5
#: So many come of one sender within a day; nobody hears more, and a program that runs wild fills no table.
MOST_A_DAY = 300
#: A contact goes away with the answer, and at the latest so long after it came.
CONTACT_KEPT = timedelta(days=60)

SENTENCES: dict[Answer, Any] = {
    Answer.RECORDED: _("Saved. It stands on the list of follow-ups."),
    Answer.ALREADY_THERE: _("This was saved before."),
    Answer.DIFFERS: _("A follow-up with the same number was saved before with other content. The saved one stands."),
}


@dataclass(frozen=True)
class Wanted:
    """A follow-up as somebody sends it. `topic` is a code; `owed_by` and `due_on` None take what is usual.

    `owed` False: only a note. It holds the number of a hotline order or one contact, never both.
    """

    id: uuid.UUID
    event: uuid.UUID
    asked: str
    tally: uuid.UUID | None = None
    topic: str | None = None
    owed: bool = True
    owed_by: uuid.UUID | None = None
    due_on: date | None = None
    referral: Referral | None = None
    referral_to: str | None = None
    order_number: str | None = None
    contact: str | None = None
    at: datetime | None = None
    by: uuid.UUID | None = None


@dataclass
class Known:
    """What is known of what a batch names: events, topics by code, people (active or not), hashes of what is stored.

    `room` is how many more the sender may note today.
    """

    events: frozenset[uuid.UUID]
    topics: Mapping[str, uuid.UUID]
    people: Mapping[uuid.UUID, bool]
    hashes: dict[uuid.UUID, str] = field(default_factory=dict)
    room: int = MOST_A_DAY


def content_hash(wanted: Wanted) -> str:
    """What is kept of what was sent. Who sent it is no part of it, nor is the contact: its hash could be guessed."""
    said = [
        wanted.event,
        wanted.asked,
        wanted.tally,
        wanted.topic,
        wanted.owed,
        wanted.owed_by,
        wanted.due_on,
        wanted.referral and wanted.referral.value,
        wanted.referral_to,
        wanted.order_number,
        wanted.at and wanted.at.isoformat(),
    ]
    text = json.dumps([str(wanted.id), *(None if each is None else str(each) for each in said)])
    return hashlib.sha256(text.encode()).hexdigest()


def judge(wanted: Wanted, known: Known) -> Said:
    """What is said of `wanted`; a recorded one goes into what is known."""
    stored = known.hashes.get(wanted.id)
    if stored is not None:
        return told(Answer.ALREADY_THERE if stored == content_hash(wanted) else Answer.DIFFERS)
    try:
        check_wanted(wanted, known)
    except Invalid as refusal:
        return Said(Answer.REFUSED, refusal.code, refusal.message)
    known.hashes[wanted.id] = content_hash(wanted)
    known.room -= 1
    return told(Answer.RECORDED)


def told(answer: Answer) -> Said:
    """The answer to one that is not refused."""
    return Said(answer, answer.value, SENTENCES[answer])


def check_wanted(wanted: Wanted, known: Known) -> None:
    """Refuse what can't be recorded."""
    if known.room <= 0:
        message = _("You have noted %(most)d questions within a day. Send it again tomorrow.", most=MOST_A_DAY)
        raise Invalid(message, code="too_many_follow_ups")
    check_texts(wanted.asked, wanted.referral, wanted.referral_to, wanted.order_number, wanted.contact)
    if wanted.event not in known.events:
        raise Invalid(_("There is no such event here."), code="unknown_event")
    if wanted.topic is not None and wanted.topic not in known.topics:
        raise Invalid(_("There is no such thing on the list."), field="topic", code="unknown_item")
    for person in (wanted.owed_by, wanted.by):
        if person is not None and person not in known.people:
            raise Invalid(_("There is no such person here."), field="owed_by", code="unknown_person")
    if wanted.owed_by is not None and not known.people[wanted.owed_by]:
        raise Invalid(_("This person's account is closed."), field="owed_by", code="person_inactive")
    if wanted.due_on is not None and not 2000 <= wanted.due_on.year <= 2150:
        raise Invalid(_("This day is too far away."), field="due_on", code="day_out_of_range")


def check_texts(
    asked: str, referral: Referral | None, referral_to: str | None, order_number: str | None, contact: str | None
) -> None:
    """Refuse texts that are missing, too long, or say too much of a person."""
    if not asked:
        raise Invalid(_("Say in a few words what was asked."), field="asked", code="asked_missing")
    for text, most, name in (
        (asked, LONGEST_ASKED, "asked"),
        (referral_to, LONGEST_BUREAU, "referral_to"),
        (order_number, LONGEST_NUMBER, "order_number"),
        (contact, LONGEST_CONTACT, "contact"),
    ):
        if text is not None and len(text) > most:
            raise Invalid(_("Keep this within %(most)d characters.", most=most), field=name, code=f"{name}_too_long")
    if referral is Referral.BUREAU and referral_to is None:
        raise Invalid(_("Say which bureau."), field="referral_to", code="referral_to_missing")
    if order_number is not None and contact is not None:
        message = _("Either the number of the hotline order or one contact: with the number, no contact is needed.")
        raise Invalid(message, field="contact", code="number_and_contact")


def check_move(old: State, new: State) -> None:
    """Refuse a step that does not lead from one state to the other."""
    steps = {State.OPEN: {State.DONE, State.DROPPED}, State.DONE: {State.OPEN}, State.DROPPED: {State.OPEN}}
    if new not in steps.get(old, ()):
        raise Conflict(_("Somebody else was quicker: it is in another state by now."), code="other_state")


def due_after(day: date, calendar: WorkCalendar) -> date:
    """Till when an answer is owed that was asked for on the local `day`."""
    for _step in range(USUAL_DAYS):
        day = calendar.next_working(day)
    return day


def is_overdue(state: State, due_on: date | None, today: date) -> bool:
    """Whether an answer should have been given before the local day `today`."""
    return state is State.OPEN and due_on is not None and due_on < today
