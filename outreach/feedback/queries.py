"""Reading what was said."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.errors import NotFound
from outreach.feedback.models import Note


def note(note_id: uuid.UUID, *, lock: bool = False) -> Note:
    """The note, with `lock` kept from other writers until the transaction ends; raises NotFound."""
    asked = select(Note).where(Note.id == note_id).options(joinedload(Note.by))
    found = db.session.scalar(asked.with_for_update(of=Note) if lock else asked)
    if found is None:
        raise NotFound(_("There is no such note."))
    return found


def notes_of(person_id: uuid.UUID) -> Select[Any]:
    """What one person said, the latest first."""
    return _notes().where(Note.by_id == person_id).order_by(Note.at.desc(), Note.id)


def all_notes() -> Select[Any]:
    """What everybody said: what waits for an answer before what has one, the latest first."""
    return _notes().order_by(Note.answered_at.is_not(None), Note.at.desc(), Note.id)


def count_waiting(person_id: uuid.UUID | None = None) -> int:
    """How many notes wait for an answer, of everybody or of one person."""
    asked = select(func.count()).select_from(Note).where(Note.answered_at.is_(None))
    return db.session.scalar(asked if person_id is None else asked.where(Note.by_id == person_id)) or 0


def _notes() -> Select[Any]:
    return select(Note).options(joinedload(Note.by), joinedload(Note.answered_by))
