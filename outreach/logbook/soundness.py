"""Whether the ledger is what its rules say: reversals whole, no net below zero, notes as they were written."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased

from outreach.db import db
from outreach.db.soundness import Finding
from outreach.logbook.labels import KINDS
from outreach.logbook.models import Tally, TallyNote, TallyNoteErasure
from outreach.logbook.rules import note_hash
from outreach.schedule.models import Event
from outreach.seals.telling import named


def findings() -> Iterator[Finding]:
    """Each line and each sum that the database should never have taken."""
    yield from _reversals()
    yield from _nets()
    yield from _notes()


def _reversals() -> Iterator[Finding]:
    line = aliased(Tally)
    differs = or_(
        line.event_id != Tally.event_id,
        line.kind != Tally.kind,
        line.basis != Tally.basis,
        line.quantity != -Tally.quantity,
        func.coalesce(line.item_id, Tally.event_id) != func.coalesce(Tally.item_id, Tally.event_id),
    )
    statement = select(Tally.id).join(line, line.id == Tally.reverses_id).where(differs).order_by(Tally.id)
    for line_id in db.session.scalars(statement):
        line_told = named(Tally.__table__, line_id)
        said = _("The line %(line)s is not the whole of the line it undoes.", line=line_told)
        yield Finding("broken_reversal", said)


def _nets() -> Iterator[Finding]:
    net = func.sum(Tally.quantity)
    statement = (
        select(Event.id, Event.title, Tally.kind, net)
        .join(Event, Event.id == Tally.event_id)
        .group_by(Event.id, Event.title, Tally.kind, Tally.item_id)
        .having(net < 0)
        .order_by(Event.id, Tally.kind, Tally.item_id)
    )
    for event_id, title, kind, total in db.session.execute(statement):
        said = _(
            "The lines of %(kind)s of the event “%(title)s” (%(event)s) add up to %(total)d.",
            kind=KINDS[kind],
            title=title,
            event=event_id,
            total=int(total),
        )
        yield Finding("net_below_zero", said)


def _notes() -> Iterator[Finding]:
    statement = select(Tally.id, Tally.note_hash, TallyNote.text).join(TallyNote).order_by(Tally.id)
    for line_id, kept, words in db.session.execute(statement, execution_options={"yield_per": 500}):
        if kept != note_hash(line_id, words):
            line = named(Tally.__table__, line_id)
            yield Finding("changed_note", _("The note of the line %(line)s is not what was written.", line=line))
    missing = select(Tally.id).where(
        Tally.note_hash.is_not(None),
        ~exists().where(TallyNote.tally_id == Tally.id),
        ~exists().where(TallyNoteErasure.tally_id == Tally.id),
    )
    for line_id in db.session.scalars(missing.order_by(Tally.id)):
        line = named(Tally.__table__, line_id)
        yield Finding("lost_note", _("The note of the line %(line)s is gone, and nobody erased it.", line=line))
