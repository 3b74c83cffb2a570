"""Adding to the ledger: the one way in for every line, from a phone's batch as from a page's form."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from outreach.audit.actions import record_act, record_change
from outreach.db import db, insert_new
from outreach.logbook import book_queries, queries
from outreach.logbook.doubles.finding import Touched, look_at
from outreach.logbook.doubles.rules import Desk
from outreach.logbook.labels import named
from outreach.logbook.models import Tally, TallyNote
from outreach.logbook.rules import Books, Line, judge, note_hash
from outreach.materials.queries import item_by_code
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.people.models import Person
from outreach.schedule.actions import Word, mark_all_held
from outreach.schedule.models import Event
from outreach.web.answers import Said, check_taken
from outreach.web.language import in_bureau_language
from outreach.web.recording import record_new

Row = dict[str, Any]


def wait_for_turn(event_ids: Iterable[uuid.UUID]) -> None:
    """Wait until nobody reviews or changes the events; only then the clock is asked when their lines were received.

    A line that waited would otherwise bear an instant from before a review that never saw it, and slip into its figure.
    """
    book_queries.lock_events(set(event_ids))


@dataclass(frozen=True)
class Batch:
    """What one device sent at once: lines in an order that matters (a reversal follows its line), received at `now`.

    `clock_offset` is by how many seconds the device's clock is ahead, where it said so.
    """

    lines: Sequence[Line]
    sender: Person
    now: datetime
    clock_offset: int | None = None


@dataclass(frozen=True)
class _Sent:
    """A line of a batch, and when it counts as received."""

    line: Line
    batch: Batch
    received_at: datetime

    @property
    def id(self) -> uuid.UUID:
        return self.line.id


def record_batch(
    lines: Sequence[Line], *, sender: Person, now: datetime, clock_offset: int | None = None, in_bulk: bool = False
) -> list[Said]:
    """Record each line that can be; one answer per line, in the order of `lines`.

    As `record_batches` of one `Batch`.
    """
    return record_batches([Batch(lines, sender, now, clock_offset)], in_bulk=in_bulk)


def record_batches(batches: Sequence[Batch], *, in_bulk: bool = False) -> list[Said]:
    """Record each line of the batches that can be, no two of them for one event; one answer per line, in their order.

    Whoever records for people calls `wait_for_turn` first and takes `now` after it. Each line of a batch counts as
    received a microsecond after the one before it, so that the ledger keeps their order.

    `in_bulk` is for thousands of lines from one hand, of which one act of the caller's tells: no act for each reversal,
    and no look for a second tally of a desk.
    """
    outcome = record_new(
        [each for batch in batches for each in _sent(batch)],
        look=lambda sent: book_queries.books_for([each.line for each in sent]),
        judge=lambda each, books: judge(each.line, books),
        insert=lambda chosen, books: _insert(_row(each, books) for each in chosen.values()),
    )
    recorded, books = outcome.things, outcome.known
    _keep_notes(each.line for each in recorded)
    if not in_bulk:
        _note_reversals(recorded)
    _mark_held(recorded, books)
    if not in_bulk:
        look_at(_touched(each, books) for each in recorded if each.line.quantity)
    return outcome.said


def record_all(lines: Sequence[Line], *, sender: Person, now: datetime, in_bulk: bool = False) -> list[Said]:
    """Record all of `lines`; raises Invalid or Conflict for the first that can't be, and then none must be kept."""
    said = record_batch(lines, sender=sender, now=now, in_bulk=in_bulk)
    check_taken(said)
    return said


def correct_line(
    wrong: queries.LoggedLine, reversal: Line, right: Line | None, *, by: Person, now: datetime
) -> list[Said]:
    """Take `wrong` back and put `right` in its place; the event's history tells both as one change, and why."""
    said = record_all([reversal] if right is None else [reversal, right], sender=by, now=now)
    with in_bureau_language():
        old = _told(wrong.kind, wrong.item, wrong.quantity)
        new = None if right is None else _told(right.kind, right.item, right.quantity)
    if old != new:
        event = db.session.get_one(Event, wrong.event_id)
        reason = reversal.reason
        record_change(event, "log", old=old, new=new, by=by, now=now, reason=reason, moves_figure=True)
    return said


def _told(kind: CountKind, code: str | None, quantity: int) -> str:
    item = None if code is None else item_by_code(kind, code)
    name = named(item.name if item else None, None, kind)
    return f"{name} {quantity} {item.unit if item else MAIN_UNIT[kind]}"


def _sent(batch: Batch) -> Iterator[_Sent]:
    return (_Sent(line, batch, batch.now + timedelta(microseconds=at)) for at, line in enumerate(batch.lines))


def _touched(sent: _Sent, books: Books) -> Touched:
    line, entry = sent.line, books.lines[sent.id]
    item_id = None if line.item is None else books.items[line.kind, line.item]
    desk, by = Desk(line.event, line.kind, item_id), entry.by or sent.batch.sender.id
    return Touched(desk, by, is_new=line.quantity > 0, at=sent.batch.now)


def _insert(rows: Iterable[Row]) -> set[uuid.UUID]:
    return {line_id for wave in _waves(rows) for line_id in insert_new(Tally, wave)}


def _waves(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """The rows so that a reversal comes after its line."""
    left = {row["id"]: row for row in rows}
    while left:
        wave = [row for row in left.values() if row["reverses_id"] not in left]
        yield wave
        for row in wave:
            del left[row["id"]]


def _row(sent: _Sent, books: Books) -> Row:
    line, batch, entry = sent.line, sent.batch, books.lines[sent.id]
    return {
        "id": line.id,
        "event_id": line.event,
        "kind": line.kind,
        "item_id": None if line.item is None else books.items[line.kind, line.item],
        "quantity": line.quantity,
        "basis": entry.basis,
        "at": line.at or sent.received_at,
        "clock_offset": batch.clock_offset if line.at is not None else None,
        "received_at": sent.received_at,
        "by_id": entry.by or batch.sender.id,
        "sent_by_id": batch.sender.id,
        "reverses_id": line.reverses,
        "takes_back": entry.takes_back,
        "reason": line.reason,
        "note_hash": note_hash(line.id, line.note),
    }


def _mark_held(recorded: Iterable[_Sent], books: Books) -> None:
    """Whatever puts something into the ledger says that its event took place."""
    first: dict[uuid.UUID, Batch] = {}
    for each in recorded:
        if not (books.lines[each.id].takes_back or books.events[each.line.event].has_begun):
            first.setdefault(each.line.event, each.batch)
    begun = queries.events_without_start(first)
    mark_all_held(Word(event, first[event.id].sender, first[event.id].now) for event in begun)


def _note_reversals(recorded: Iterable[_Sent]) -> None:
    for each in recorded:
        line, batch = each.line, each.batch
        if line.reverses is not None:
            event = db.session.get_one(Event, line.event)
            title, reason = event.title, line.reason
            record_act("tally.reversed", by=batch.sender, now=batch.now, subject=event, title=title, reason=reason)


def _keep_notes(lines: Iterable[Line]) -> None:
    notes: list[Mapping[str, Any]] = [{"tally_id": line.id, "text": line.note} for line in lines if line.note]
    if notes:
        db.session.execute(insert(TallyNote), notes)
