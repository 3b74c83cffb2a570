"""What is said of an answer of a check-up that is sent: decisions on plain values."""

import hashlib
import json
import uuid
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.check_ups.rules import Found
from outreach.errors import Invalid
from outreach.logbook.rules import note_hash
from outreach.places.rules import WIDE, PlaceKind
from outreach.web.answers import Answer, Said

LONGEST_NOTE, LONGEST_COMPANY = 1000, 100
#: So many answers one can have seen before; nobody has seen more at one point.
MOST_REPLACED = 50
#: So many come of one sender within a day: fifty companies of sixty points; a program that runs wild fills no table.
MOST_A_DAY = 3000
#: So many companies that no list knows one can name within a day; the clerk merges and retires what was typed wrong.
MOST_NEW_COMPANIES = 20

SENTENCES: dict[str, Any] = {
    "recorded": _("Saved."),
    "event_cancelled": _("Saved, but the event was cancelled: what was found counts nowhere until it is reinstated."),
    "check_up_voided": _(
        "Saved, but this check-up was voided: it counts nowhere until a lead of the team restores it."
    ),
    "already_there": _("This was saved before."),
    "differs": _("An answer with the same number was saved before with other content. The saved one stands."),
}


@dataclass(frozen=True)
class Wanted:
    """What somebody found at a point of a check-up, as it is sent: of a `company`, or of one by its `company_name`.

    `at` is an aware instant, or None for "just now"; `replaces` are the answers that its maker had seen.
    """

    id: uuid.UUID
    event: uuid.UUID
    point: uuid.UUID
    found: Found
    company: uuid.UUID | None = None
    company_name: str | None = None
    note: str | None = None
    replaces: frozenset[uuid.UUID] = frozenset()
    at: datetime | None = None
    by: uuid.UUID | None = None


@dataclass
class Known:
    """What is known of what a batch names.

    `events` says of each whether it is cancelled; `companies` of what kind each place is; `people` who is active;
    `points` are those of published versions; `hashes` are of what is stored; `room` is how many more may come today;
    `names` are those of companies that are there, and `new_room` how many others may be named. `voided` has the event
    with the company, by its id and by its name, of each check-up there that was voided.
    """

    events: Mapping[uuid.UUID, bool]
    companies: Mapping[uuid.UUID, PlaceKind]
    points: frozenset[uuid.UUID]
    people: Mapping[uuid.UUID, bool]
    hashes: dict[uuid.UUID, str] = field(default_factory=dict)
    room: int = MOST_A_DAY
    names: set[str] = field(default_factory=set)
    new_room: int = MOST_NEW_COMPANIES
    voided: Set[tuple[uuid.UUID, uuid.UUID | str | None]] = frozenset()


def content_hash(wanted: Wanted) -> str:
    """What is kept of what was sent. Who found it and who sent it is no part of it."""
    said = [
        wanted.id,
        wanted.event,
        wanted.company,
        wanted.company_name,
        wanted.point,
        wanted.found.value,
        note_hash(wanted.id, wanted.note),
        wanted.at and wanted.at.isoformat(),
        *sorted(str(each) for each in wanted.replaces),
    ]
    return hashlib.sha256(json.dumps([None if each is None else str(each) for each in said]).encode()).hexdigest()


def judge(wanted: Wanted, known: Known) -> Said:
    """What is said of `wanted`; a recorded one goes into what is known."""
    stored = known.hashes.get(wanted.id)
    if stored is not None:
        answer = Answer.ALREADY_THERE if stored == content_hash(wanted) else Answer.DIFFERS
        return Said(answer, answer.value, SENTENCES[answer.value])
    try:
        check_wanted(wanted, known)
    except Invalid as refusal:
        return Said(Answer.REFUSED, refusal.code, refusal.message)
    known.hashes[wanted.id] = content_hash(wanted)
    known.room -= 1
    if wanted.company_name is not None and wanted.company_name not in known.names:
        known.names.add(wanted.company_name)
        known.new_room -= 1
    code = "event_cancelled" if known.events[wanted.event] else "recorded"
    if (wanted.event, wanted.company or wanted.company_name) in known.voided:
        code = "check_up_voided"
    return Said(Answer.RECORDED, code, SENTENCES[code])


def check_wanted(wanted: Wanted, known: Known) -> None:
    """Refuse what can't be recorded."""
    if known.room <= 0:
        message = _("You have sent %(most)d answers within a day. Send it again tomorrow.", most=MOST_A_DAY)
        raise Invalid(message, code="too_many_checks")
    if wanted.note is not None and len(wanted.note) > LONGEST_NOTE:
        message = _("Keep this within %(most)d characters.", most=LONGEST_NOTE)
        raise Invalid(message, field="note", code="note_too_long")
    if len(wanted.replaces) > MOST_REPLACED or wanted.id in wanted.replaces:
        raise Invalid(_("This is no list of earlier answers."), code="bad_replaces")
    if wanted.event not in known.events:
        raise Invalid(_("There is no such event here."), code="unknown_event")
    if wanted.point not in known.points:
        raise Invalid(_("There is no such point on the lists."), field="point", code="unknown_point")
    check_company(wanted.company, wanted.company_name, known)
    if wanted.by is not None and wanted.by not in known.people:
        raise Invalid(_("There is no such person here."), field="by", code="unknown_person")
    if wanted.by is not None and not known.people[wanted.by]:
        raise Invalid(_("This person's account is closed."), field="by", code="person_inactive")


def too_many_companies() -> Invalid:
    """The refusal of one more new company today."""
    message = _("You have named %(most)d new companies within a day. Ask the clerk.", most=MOST_NEW_COMPANIES)
    return Invalid(message, field="company", code="too_many_companies")


def check_company(company: uuid.UUID | None, name: str | None, known: Known) -> None:
    """Refuse where it is not said, by one of both, which company it was."""
    if (company is None) == (name is None):
        message = _("Choose the company from the list, or enter its name.")
        raise Invalid(message, field="company", code="company_needed")
    if name is not None and len(name) > LONGEST_COMPANY:
        message = _("Keep this within %(most)d characters.", most=LONGEST_COMPANY)
        raise Invalid(message, field="company_name", code="company_too_long")
    if name is not None and name not in known.names and known.new_room <= 0:
        raise too_many_companies()
    if company is not None and company not in known.companies:
        raise Invalid(_("There is no such company here."), field="company", code="unknown_company")
    if company is not None and known.companies[company] in WIDE:
        message = _("This is an area and no company: choose a company that lies in it.")
        raise Invalid(message, field="company", code="not_a_company")
