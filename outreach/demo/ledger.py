"""Writing the lines of the example's events as phones sent them, with what was corrected and what came late."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import zip_longest

from outreach.db import new_id
from outreach.demo.happenings import Happening, Slip, instant, not_after
from outreach.demo.lists import Lists
from outreach.demo.tallying import Tap, taps_of
from outreach.logbook.actions import Batch, record_all, record_batches
from outreach.logbook.rules import Line
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.schedule.models import Event
from outreach.web.answers import check_taken

_LINE_TO_SERVER = timedelta(seconds=25)
_HOME = timedelta(hours=4)
"""How long after an event without signal the phones send."""


Laid = Iterable[tuple[Happening, Event]]


@dataclass(frozen=True)
class Logged:
    """What was logged of an event: the instant of the last receipt, and each line with its tap."""

    at: datetime
    lines: tuple[tuple[Tap, Line], ...]


def log(laid: Laid, lists: Lists, *, latest: datetime | None = None) -> list[Logged]:
    """Record the lines of each event, a batch for each phone, in order of receipt.

    Of all events the first batches go in at once, then the second ones: no event hangs on another's lines.
    """
    logged, sent = [], []
    for happening, event in laid:
        pairs = _lines(event, happening, lists, latest)
        batches = [
            Batch(sorted(lines, key=lambda line: line.at or at), sender, not_after(at, latest))
            for at, sender, lines in _batches(happening, pairs, lists)
        ]
        sent.append(sorted(batches, key=lambda batch: batch.now))
        logged.append(Logged(max(batch.now for batch in batches), tuple(pairs)))
    for wave in zip_longest(*sent):
        check_taken(record_batches([batch for batch in wave if batch is not None]))
    return logged


def _lines(event: Event, happening: Happening, lists: Lists, latest: datetime | None) -> list[tuple[Tap, Line]]:
    taps = taps_of(happening)
    ids = [new_id() for _tap in taps]
    typed_at = instant(happening.on + timedelta(days=3 if happening.on.weekday() > 3 else 1), "9:10")
    pairs: list[tuple[Tap, Line]] = []
    for line_id, tap in zip(ids, taps, strict=True):
        undone = None if tap.takes_back is None else ids[tap.takes_back]
        at = happening.starts_at + timedelta(seconds=round(tap.minute * 60))
        at = not_after(typed_at + timedelta(seconds=20 * len(pairs)) if happening.typed_by_clerk else at, latest)
        pairs.append((tap, _line(lists, event, tap, at, line_id=line_id, undoes=undone)))
    return pairs


def correct(event: Event, happening: Happening, lists: Lists, slip: Slip, logged: Logged, *, now: datetime) -> None:
    """Take the line of a late slip back, and record what is right."""
    tap, wrong = next(pair for pair in logged.lines if pair[0].item == slip.item)
    back = replace(tap, quantity=-tap.quantity, note=None, reason=slip.reason)
    right = replace(tap, quantity=happening.handed[slip.item][1], note=None)
    lines = [
        _line(lists, event, back, now, undoes=wrong.id),
        _line(lists, event, right, now + timedelta(seconds=30)),
    ]
    record_all(lines, sender=lists.people[tap.by], now=now + timedelta(minutes=1))


def log_late(event: Event, happening: Happening, lists: Lists, *, now: datetime) -> None:
    """Record a line that comes after the review: it waits outside the figures for the lead."""
    if happening.late_line is not None:
        item, quantity = happening.late_line
        by = happening.counters[-1]
        tap = Tap(by, CountKind.HANDOUT, item, quantity, 0, note="回来后又在车上清出一叠，是散场时发的")
        line = _line(lists, event, tap, happening.ends_at)
        record_all([line], sender=lists.people[by], now=now)


def _batches(
    happening: Happening, pairs: list[tuple[Tap, Line]], lists: Lists
) -> Iterator[tuple[datetime, Person, list[Line]]]:
    """When, by whom and what is sent: the clerk everything at once, else every phone its own."""
    if happening.typed_by_clerk:
        lines = [line for _tap, line in pairs]
        yield _last(lines) + _LINE_TO_SERVER, lists.people["clerk"], lines
        return
    for number, by in enumerate(dict.fromkeys(tap.by for tap, _line in pairs)):
        lines = [line for tap, line in pairs if tap.by == by]
        sent_at = happening.ends_at + _HOME + number * timedelta(minutes=7) if happening.no_signal else _last(lines)
        yield sent_at + _LINE_TO_SERVER, lists.people[by], lines


def _last(lines: list[Line]) -> datetime:
    return max(line.at for line in lines if line.at is not None)


def _line(
    lists: Lists,
    event: Event,
    tap: Tap,
    at: datetime,
    *,
    line_id: uuid.UUID | None = None,
    undoes: uuid.UUID | None = None,
) -> Line:
    return Line(
        id=line_id or new_id(),
        event=event.id,
        kind=tap.kind,
        item=tap.item,
        quantity=tap.quantity,
        at=at,
        basis=tap.basis,
        by=lists.people[tap.by].id,
        note=tap.note,
        reverses=undoes,
        reason=tap.reason,
    )
