"""What would become of each row of a ledger of past years."""

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _

from outreach.jobs.verdicts import Judged, Verdict
from outreach.logbook.ledgers import queries
from outreach.logbook.ledgers.queries import KnownEvent, KnownLine
from outreach.logbook.ledgers.rows import Row, read_rows
from outreach.logbook.ledgers.rules import event_id, line_ids
from outreach.logbook.rules import LONGEST_NOTE, Basis
from outreach.materials.rules import CountKind
from outreach.schedule.rules import Status, Track
from outreach.sheets.columns import Record
from outreach.sheets.typed import plain

#: How many rows one file brings in: a few seconds' work for the database.
MOST = 5_000


@dataclass(frozen=True)
class NewLine:
    """A line that a row brings."""

    id: uuid.UUID
    kind: CountKind
    item: str | None
    quantity: int
    basis: Basis
    note: str | None


@dataclass(frozen=True)
class Entry:
    """What a row says: its event (with `facts` where it is new), its lines, and who counted (None: who brings it).

    `told` are the lines with those that are there already, for sums.
    """

    event_id: uuid.UUID
    day: date
    track: Track
    facts: tuple[tuple[str, Any], ...] | None
    lines: tuple[NewLine, ...]
    told: tuple[NewLine, ...]
    by_id: uuid.UUID | None


@dataclass(frozen=True)
class _Placed:
    """A row with the event that is there, if any; `is_twice` where a row above says another thing of that event."""

    row: Row
    event: KnownEvent | None
    entry: Entry
    is_twice: bool


def judge(records: Sequence[Record], *, today: date) -> list[Judged]:
    """Each row with its verdict; nothing that is there already is changed by a ledger, only missing numbers added."""
    read = read_rows(records, today=today)
    judged = iter(_against_the_books([row for row in read[:MOST] if isinstance(row, Row)]))
    first = [next(judged) if isinstance(row, Row) else row for row in read[:MOST]]
    return first + [_one_too_many(row) for row in read[MOST:]]


def _one_too_many(row: Row | Judged) -> Judged:
    message = _("One ledger brings in %(most)s rows at most. Divide it into several files.", most=MOST)
    number = row.record.number if isinstance(row, Row) else row.number
    return Judged(number, row.label, Verdict.REFUSED, row.shown, (message,))


def _against_the_books(rows: Sequence[Row]) -> list[Judged]:
    if not rows:
        return []
    days = [row.day for row in rows]
    known, gone = queries.known_events(min(days), max(days))
    placed = list(_placed(rows, known, gone))
    lines = queries.known_lines([line.id for each in placed for line in each.entry.lines])
    nets = queries.nets_by_kind({each.event.id for each in placed if each.event is not None})
    return [_verdict(each, lines, nets) for each in placed]


def _placed(
    rows: Sequence[Row], known: Mapping[queries.Key, KnownEvent], gone: Counter[queries.Key]
) -> Iterator[_Placed]:
    seen: dict[uuid.UUID, Counter[str]] = {}
    for row in rows:
        key = (row.day, plain(row.facts["title"]), row.place_id)
        event = known.get(key)
        id = event.id if event else event_id(*key, gone[key])
        is_first = id not in seen
        counter = seen.setdefault(id, Counter())
        lines = tuple(
            NewLine(line, each.kind, each.item, each.quantity, each.basis, each.text and each.text[:LONGEST_NOTE])
            for line, each in zip(
                line_ids(id, row.amounts, event.undone if event else 0, counter), row.amounts, strict=True
            )
        )
        facts = None if event or not is_first else tuple(sorted(row.facts.items()))
        entry = Entry(id, row.day, row.facts["track"], facts, lines, lines, row.by_id)
        yield _Placed(row, event, entry, is_twice=not is_first and not row.is_further)


def _verdict(
    placed: _Placed, lines: Mapping[uuid.UUID, KnownLine], nets: Mapping[uuid.UUID, Mapping[CountKind, int]]
) -> Judged:
    row, event, entry = placed.row, placed.event, placed.entry
    left, problem = _left_to_write(placed, lines, nets)
    if problem:
        return Judged(row.record.number, row.label, Verdict.REFUSED, row.shown, (problem,))
    if event is None:
        verdict, notes = Verdict.NEW, row.notes
    elif left:
        verdict, notes = Verdict.CHANGED, (_("The event is here; its missing numbers are added."), *row.notes)
    else:
        verdict, notes = Verdict.SAME, ()
    if event is not None and left and event.is_reviewed:
        notes += (_("It was reviewed: the new lines wait outside the figures."),)
    if not entry.told:
        notes += (_("Nothing is counted in this row: the event stays open as not logged."),)
    entry = replace(entry, lines=tuple(left))
    return Judged(row.record.number, row.label, verdict, row.shown, (*notes, *_said(left)), entry)


def _left_to_write(
    placed: _Placed, lines: Mapping[uuid.UUID, KnownLine], nets: Mapping[uuid.UUID, Mapping[CountKind, int]]
) -> tuple[list[NewLine], str | None]:
    """The lines of a row that are not there yet; or why the row can't come in."""
    event, entry = placed.event, placed.entry
    if placed.is_twice:
        message = _("A row above has the same day, title and place. Make one row of both, or give them other titles.")
        return [], message
    if event is None:
        return list(entry.lines), None
    if event.status is Status.CANCELLED:
        return [], _("This event is here, and it was cancelled.")
    return _missing(entry, lines, nets.get(event.id, {}))


def _missing(
    entry: Entry, lines: Mapping[uuid.UUID, KnownLine], nets: Mapping[CountKind, int]
) -> tuple[list[NewLine], str | None]:
    came = [line for line in entry.lines if line.id in lines]
    for line in came:
        there = lines[line.id]
        if (there.quantity, there.basis) != (line.quantity, line.basis):
            sentence = _(
                "This came in before as %(before)s, now it says %(now)s. Correct the line on the event’s page.",
                before=there.quantity,
                now=line.quantity,
            )
            return [], sentence
    left = [line for line in entry.lines if line.id not in lines]
    counted_by_others = set(nets) - {line.kind for line in came}
    for kind in counted_by_others:
        said = [line.quantity for line in left if line.kind is kind]
        if said and sum(said) != nets[kind]:
            sentence = _(
                "Here %(there)s are logged already, the ledger says %(said)s. Correct one of the two.",
                there=nets[kind],
                said=sum(said),
            )
            return [], sentence
    return [line for line in left if line.kind not in counted_by_others], None


def _said(lines: Sequence[NewLine]) -> tuple[str, ...]:
    """What is kept as an estimate, or without a title."""
    return tuple(
        _("Estimate, as written: %(text)s", text=line.note)
        if line.basis is Basis.ESTIMATED
        else _("Kept without a title, as written: %(text)s", text=line.note)
        for line in lines
        if line.note
    )
