"""Erasing the note of an answer: somebody typed what no file of ours may keep about a person."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from outreach.audit.actions import record_act
from outreach.check_ups import queries
from outreach.check_ups.models import CheckAnswer, CheckNote, CheckNoteErasure
from outreach.db import db
from outreach.errors import Conflict
from outreach.logbook.erasing import check_may_erase
from outreach.people.models import Person


def erase_note(answer: CheckAnswer, *, by: Person, now: datetime) -> None:
    """Delete what was noted; the answer keeps the hash by which a phone's copy is known as the same.

    The audit says at which company and point, and nothing of the words. Raises Conflict where there is no note.
    """
    check_up = queries.check_up(answer.check_up_id, lock=True)
    check_may_erase(by, check_up.event, now)
    erased = db.session.scalar(delete(CheckNote).where(CheckNote.answer_id == answer.id).returning(CheckNote.answer_id))
    if erased is None:
        raise Conflict(_("There is no note any more."), code="no_note")
    db.session.add(CheckNoteErasure(answer_id=answer.id, at=now, by_id=by.id))
    db.session.flush()
    db.session.expire(answer)
    company, point = check_up.place.name, answer.point.title
    record_act("check_answer.note_erased", by=by, now=now, subject=check_up, company=company, point=point)
