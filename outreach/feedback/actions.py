"""Saying something of the program, and answering it."""

import uuid
from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach import __version__
from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.errors import Invalid
from outreach.feedback.models import Note
from outreach.feedback.queries import count_waiting
from outreach.feedback.rules import MOST_WAITING, Kind


def send_note(*, kind: Kind, text: str, page: str, by_id: uuid.UUID, by: Actor, now: datetime) -> Note:
    """Keep what somebody says; raises Invalid where too much of theirs waits for an answer."""
    if count_waiting(by_id) >= MOST_WAITING:
        raise Invalid(
            _("%(count)s of your notes wait for an answer. Ask the administrator first.", count=MOST_WAITING),
            field="text",
            code="too_many",
        )
    note = Note(kind=kind, text=text, page=page, version=__version__, at=now, by_id=by_id)
    db.session.add(note)
    db.session.flush()
    record_act("feedback.sent", by=by, now=now, subject=note)
    return note


def answer_note(*, note: Note, answer: str, by_id: uuid.UUID, by: Actor, now: datetime) -> None:
    """Answer the note; a later answer takes the place of the first."""
    note.answer, note.answered_at, note.answered_by_id = answer, now, by_id
    db.session.flush()
    record_act("feedback.answered", by=by, now=now, subject=note)
