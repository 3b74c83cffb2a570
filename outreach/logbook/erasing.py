"""Erasing the note of a line: somebody typed what no file of ours may keep about a person."""

import uuid
from collections.abc import Collection
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, select

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Forbidden
from outreach.logbook.models import TallyNote, TallyNoteErasure
from outreach.people.access import may_plan_for
from outreach.people.models import Person
from outreach.schedule.models import Event


def may_erase(person: Person, event: Event, now: datetime) -> bool:
    """Whether the person erases notes of the event: a lead of the team that leads it, the clerk, the administrator."""
    return may_plan_for(person, event.lead_team_id, clock.local_day(now))


def check_may_erase(person: Person, event: Event, now: datetime) -> None:
    """Raise Forbidden where `may_erase` says no."""
    if not may_erase(person, event, now):
        raise Forbidden(_("A lead of the team, or the clerk, erases notes."), code="other_team")


def erase_note(line_id: uuid.UUID, event: Event, *, by: Person, now: datetime) -> None:
    """Delete what was noted at a line of the event; the line keeps the hash by which a phone's copy is the same.

    The audit says at which event, and nothing of the words. Raises Conflict where there is no note.
    """
    check_may_erase(by, event, now)
    gone = db.session.scalar(delete(TallyNote).where(TallyNote.tally_id == line_id).returning(TallyNote.tally_id))
    if gone is None:
        raise Conflict(_("There is no note any more."), code="no_note")
    db.session.add(TallyNoteErasure(tally_id=line_id, at=now, by_id=by.id))
    db.session.flush()
    record_act("line.note_erased", by=by, now=now, subject=event, event=event.title)


def erased_among(lines: Collection[uuid.UUID]) -> dict[uuid.UUID, TallyNoteErasure]:
    """Of which of these lines the note was erased, by id."""
    found = select(TallyNoteErasure).where(TallyNoteErasure.tally_id.in_(lines))
    return {each.tally_id: each for each in db.session.scalars(found)}
