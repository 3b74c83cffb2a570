"""Bringing a ledger of past years in, and taking it back as a whole."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import func, insert, select

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db, in_parts, new_id
from outreach.errors import Conflict, Invalid
from outreach.jobs.imports import Source
from outreach.jobs.verdicts import Judged
from outreach.logbook import actions
from outreach.logbook.ledgers import queries
from outreach.logbook.ledgers.judging import Entry, NewLine
from outreach.logbook.ledgers.models import Ledger, LedgerEvent, LedgerLine
from outreach.logbook.models import Tally
from outreach.logbook.rules import LONGEST_REASON, Line
from outreach.people.models import Person
from outreach.schedule.models import Event
from outreach.schedule.past.actions import add_held_events, cancel_together
from outreach.schedule.rules import check_needed
from outreach.web.language import in_bureau_language

#: So many lines are recorded in one go.
_AT_ONCE = 400
_NOON = time(12)


def bring_in(rows: Sequence[Judged], *, by: Any, now: datetime, source: Source) -> None:
    """Store the events and lines of the rows; `by` None is the command line, for which the clerk stands."""
    person: Person | None = by or queries.keeper_of_the_ledger()
    if person is None:
        raise Invalid(_("Somebody must stand for the lines: add a clerk or an administrator first."), code="nobody")
    ledger = Ledger(id=new_id(), name=source.name, sha256=source.sha256, made_at=now, by_id=person.id)
    entries = [row.entry for row in rows]
    made = {entry.event_id: dict(entry.facts) for entry in entries if entry.facts is not None}
    with in_bureau_language():
        reason = gettext("From the ledger “%(name)s”", name=source.name or gettext("pasted rows"))
    add_held_events(made, reason=reason, by=person, now=now)
    lines = [_line(entry, line) for entry in entries for line in entry.lines]
    _record(lines, sender=person, now=now)
    _keep(ledger, rows, made.keys(), [line.id for line in lines])
    new, changed = ledger.new_events, ledger.known_events
    record_act("ledger.imported", by=person, now=now, subject=ledger, file=source.name, new=new, changed=changed)


def take_back(ledger: Ledger, *, reason: str, by: Person, now: datetime) -> Ledger:
    """The ledger, undone: its lines reversed and its events cancelled, with the reason.

    Raises Conflict where it was undone already, or where something else was built on it since.
    """
    if ledger.undone_at is not None:
        raise Conflict(_("This ledger was taken back already."), code="undone")
    reason = check_needed(reason, "reason", LONGEST_REASON)
    came, events = queries.lines_that_came(ledger.id), queries.ledger_events(ledger.id)
    new = [event_id for event_id, is_new in events if is_new]
    check_nothing_built_on(ledger, came, new)
    _record([_opposite(line, reason) for line in came], sender=by, now=now)
    cancel_together(new, reason=reason, by=by, now=now)
    ledger = queries.ledger_of(ledger.id)
    ledger.undone_at, ledger.undone_by_id, ledger.undone_reason = now, by.id, reason
    record_act("ledger.undone", by=by, now=now, subject=ledger, file=ledger.name, reason=reason)
    db.session.flush()
    return ledger


def check_nothing_built_on(ledger: Ledger, came: Sequence[Tally], new: Sequence[uuid.UUID]) -> None:
    """Refuse to take back what others have gone on with: later lines, corrections, reviews, changes of an event."""
    changed = lines = 0
    made = set(new)
    for some in in_parts(new):
        later = (Event.changed_at != ledger.made_at) | Event.reviewed_at.is_not(None)
        changed += db.session.scalar(select(func.count()).where(Event.id.in_(some), later)) or 0
        lines += db.session.scalar(select(func.count()).where(Tally.event_id.in_(some))) or 0
    own = sum(line.event_id in made for line in came)
    reversed_ = sum(
        db.session.scalar(select(func.count()).where(Tally.reverses_id.in_([line.id for line in some]))) or 0
        for some in in_parts(came)
    )
    if changed or lines != own or reversed_:
        message = _(
            "Some of its events were changed, reviewed or logged to since. Correct single lines or cancel single "
            "events instead."
        )
        raise Conflict(message, code="built_on", changed=changed, lines=lines - own, reversed=reversed_)


def _record(lines: Sequence[Line], *, sender: Person, now: datetime) -> None:
    """Record the lines a part at a time, each received a moment after the one before, as in one batch."""
    for at in range(0, len(lines), _AT_ONCE):
        part = lines[at : at + _AT_ONCE]
        actions.wait_for_turn([line.event for line in part])
        actions.record_all(part, sender=sender, now=now + timedelta(microseconds=at), in_bulk=True)


def _line(entry: Entry, line: NewLine) -> Line:
    return Line(
        id=line.id,
        event=entry.event_id,
        kind=line.kind,
        item=line.item,
        quantity=line.quantity,
        at=clock.instant(datetime.combine(entry.day, _NOON)),
        basis=line.basis,
        by=entry.by_id,
        note=line.note,
    )


def _opposite(line: Tally, reason: str) -> Line:
    return Line(
        id=new_id(),
        event=line.event_id,
        kind=line.kind,
        item=line.item.code if line.item else None,
        quantity=-line.quantity,
        at=None,
        basis=line.basis,
        reverses=line.id,
        reason=reason,
    )


def _keep(ledger: Ledger, rows: Sequence[Judged], made: Any, line_ids: Sequence[uuid.UUID]) -> None:
    """Remember which events and lines the ledger brought."""
    first_rows: dict[uuid.UUID, int] = {}
    for row in rows:
        first_rows.setdefault(row.entry.event_id, row.number)
    ledger.new_events, ledger.lines = len(made), len(line_ids)
    ledger.known_events = len(first_rows) - len(made)
    db.session.add(ledger)
    db.session.flush()
    events = [
        {"ledger_id": ledger.id, "event_id": event_id, "row": number, "is_new": event_id in made}
        for event_id, number in first_rows.items()
    ]
    for table, values in ((LedgerEvent, events), (LedgerLine, list(_came_with(ledger, line_ids)))):
        if values:
            db.session.execute(insert(table), values)


def _came_with(ledger: Ledger, line_ids: Sequence[uuid.UUID]) -> Iterator[dict[str, uuid.UUID]]:
    return ({"tally_id": line_id, "ledger_id": ledger.id} for line_id in line_ids)
