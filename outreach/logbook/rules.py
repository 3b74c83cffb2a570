"""What may stand in the ledger, and what is said of a line that is sent: decisions on plain values."""

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.materials.rules import CountKind
from outreach.schedule.rules import Status
from outreach.web.answers import Answer, Said


class Basis(StrEnum):
    """How a quantity came about."""

    COUNTED = "counted"
    BROUGHT_MINUS_LEFT = "brought_minus_left"
    ESTIMATED = "estimated"


#: No field event is larger; the table holds the same bound.
LARGEST = 1_000_000
LONGEST_NOTE = 1000
LONGEST_REASON = 200

#: What is said of a line that is not refused, by its code.
SENTENCES: dict[str, Any] = {
    "recorded": _("Saved."),
    "event_cancelled": _(
        "Saved, but the event was cancelled: the number stands outside the figures until the lead decides."
    ),
    "event_reviewed": _(
        "Saved, but the event was already reviewed: the number stands outside the figures until it is reviewed again."
    ),
    "already_there": _("This was saved before. It counts once."),
    "differs": _("A line with the same number was saved before with other content. The saved one stands."),
}


@dataclass(frozen=True)
class Line:
    """A line as somebody sends it. `item` is a code within its kind, None where no item fits.

    `at` is an aware instant, or None for "just now": then it is the instant of receipt, and no part of the content.
    """

    id: uuid.UUID
    event: uuid.UUID
    kind: CountKind
    item: str | None
    quantity: int
    at: datetime | None
    basis: Basis = Basis.COUNTED
    by: uuid.UUID | None = None
    note: str | None = None
    reverses: uuid.UUID | None = None
    reason: str | None = None


@dataclass(frozen=True)
class Entry:
    """A line as the ledger holds it; who counted (`by`) is no part of the content, nor is what follows from it.

    `takes_back`: it undoes another line. The reversal of a reversal does not: it puts the first line back.
    """

    event: uuid.UUID
    kind: CountKind
    item: str | None
    quantity: int
    at: datetime | None
    basis: Basis
    note_hash: str | None
    reverses: uuid.UUID | None
    reason: str | None
    by: uuid.UUID | None = field(default=None, compare=False)
    takes_back: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class EventState:
    """How an event stands when a line for it comes in; `has_begun`: somebody has said already that it took place."""

    status: Status
    is_reviewed: bool
    has_begun: bool = False


@dataclass
class Books:
    """What is known about the lines of one batch: events, items by kind and code, people (active or not), lines.

    `lines` holds the stored lines that the batch names, `reversed` the ids of those that a reversal already undoes;
    `corrected` says of whom a line was taken back, at which event and of which kind. These grow as the batch is read,
    so that a reversal may follow its line.
    """

    events: Mapping[uuid.UUID, EventState]
    items: Mapping[tuple[CountKind, str], uuid.UUID]
    people: Mapping[uuid.UUID, bool]
    lines: dict[uuid.UUID, Entry] = field(default_factory=dict)
    reversed: set[uuid.UUID] = field(default_factory=set)
    corrected: set[tuple[uuid.UUID, CountKind, uuid.UUID | None]] = field(default_factory=set)

    def add(self, line: Line) -> None:
        """Take `line` in, as recorded."""
        entry = entry_of(line)
        if line.reverses is not None:
            undone = self.lines[line.reverses]
            entry = replace(entry, basis=undone.basis, by=undone.by, takes_back=not undone.takes_back)
            self.reversed.add(line.reverses)
            self.corrected.add((undone.event, undone.kind, undone.by))
        self.lines[line.id] = entry


def handed_out(taken: int, left: int) -> int:
    """What was handed out of what was taken along; Invalid where more is left than was taken."""
    if left > taken:
        message = _("More is left (%(left)d) than was taken along (%(taken)d).", left=left, taken=taken)
        raise Invalid(message, field="left", code="more_left_than_taken")
    return taken - left


def note_hash(line: uuid.UUID, note: str | None) -> str | None:
    """What the line keeps of its note. The id is part of it, so that equal notes of two lines don't show as equal."""
    return None if note is None else hashlib.sha256(f"{line}\n{note}".encode()).hexdigest()


def entry_of(line: Line) -> Entry:
    """`line` as the ledger would hold it."""
    return Entry(
        event=line.event,
        kind=line.kind,
        item=line.item,
        quantity=line.quantity,
        at=line.at,
        basis=line.basis,
        note_hash=note_hash(line.id, line.note),
        reverses=line.reverses,
        reason=line.reason,
        by=line.by,
    )


def is_same_content(sent: Line, stored: Entry) -> bool:
    """Whether both say the same; who counted and who sent is no part of it (rule of the count 3).

    Nor is the basis of a reversal: it has its line's, whatever was sent.
    """
    said = entry_of(sent)
    if sent.reverses is not None:
        said = replace(said, basis=stored.basis)
    if sent.at is None or stored.at is None:
        return replace(said, at=None) == replace(stored, at=None)
    return said == stored


def judge(line: Line, books: Books) -> Said:
    """What is said of `line` as the books stand; a recorded one goes into them."""
    stored = books.lines.get(line.id)
    if stored is not None:
        answer = Answer.ALREADY_THERE if is_same_content(line, stored) else Answer.DIFFERS
        return Said(answer, answer.value, SENTENCES[answer.value])
    try:
        state = check_line(line, books)
    except Invalid as refusal:
        return Said(Answer.REFUSED, refusal.code, refusal.message)
    books.add(line)
    code = _standing(state)
    return Said(Answer.RECORDED, code, SENTENCES[code])


def check_line(line: Line, books: Books) -> EventState:
    """How the event of a new line stands; raises Invalid where the line can't be recorded."""
    check_quantity(line)
    check_texts(line)
    state = books.events.get(line.event)
    if state is None:
        raise Invalid(_("There is no such event here."), code="unknown_event")
    check_item(line, books)
    if line.by is not None:
        check_person(line, line.by, books)
    if line.reverses is not None:
        check_reversal(line, books)
    return state


def check_quantity(line: Line) -> None:
    """Refuse what the ledger can't count: 0 says "none handed out" and nothing else, below 0 is a reversal."""
    if abs(line.quantity) > LARGEST:
        message = _("That is more than one line can hold (%(most)s at most).", most=f"{LARGEST:,}")
        raise Invalid(message, code="quantity_too_large")
    if line.reverses is not None:
        return
    if line.quantity < 0:
        raise Invalid(_("A number below zero only takes a saved line back."), code="quantity_negative")
    if line.quantity == 0 and (line.kind is not CountKind.HANDOUT or line.item is not None):
        raise Invalid(_("Zero is only said as “none handed out”."), code="quantity_zero")


def check_texts(line: Line) -> None:
    """Refuse a note or a reason that is too long."""
    if line.note is not None and len(line.note) > LONGEST_NOTE:
        raise Invalid(_("Keep the note within %(most)d characters.", most=LONGEST_NOTE), code="note_too_long")
    if line.reason is not None and len(line.reason) > LONGEST_REASON:
        raise Invalid(_("Keep the reason within %(most)d characters.", most=LONGEST_REASON), code="reason_too_long")


def check_item(line: Line, books: Books) -> None:
    """Refuse an item that is not on the list of its kind; a retired one is taken, for the phone may not know.

    What is put up has no unit in common (rule of the count 9), so it is always named.
    """
    if line.item is None and line.kind is CountKind.DISPLAY:
        raise Invalid(_("Say what was put up: banners, boards and vans are counted apart."), code="item_needed")
    if line.item is None or (line.kind, line.item) in books.items:
        return
    if any((kind, line.item) in books.items for kind in CountKind):
        raise Invalid(_("This is on the list of another kind of line."), code="item_of_other_kind")
    raise Invalid(_("There is no such thing on the list."), code="unknown_item")


def check_person(line: Line, person: uuid.UUID, books: Books) -> None:
    """Refuse a person who is not here (any more), unless the line corrects one that this person counted."""
    active = books.people.get(person)
    if active is None:
        raise Invalid(_("There is no such person here."), code="unknown_person")
    undone = books.lines.get(line.reverses) if line.reverses else None
    corrects = (line.event, line.kind, person) in books.corrected or (undone is not None and undone.by == person)
    if not active and not corrects:
        raise Invalid(_("This person's account is closed."), code="person_inactive")


def check_reversal(line: Line, books: Books) -> None:
    """Refuse a reversal that is not the whole of one standing line with a reason (rule of the count 2)."""
    if line.reason is None:
        raise Invalid(_("Say why the line is taken back."), code="reason_missing")
    if line.reverses == line.id:
        raise Invalid(_("A line can't take itself back."), code="reverses_itself")
    undone = books.lines.get(line.reverses) if line.reverses else None
    if undone is None:
        raise Invalid(_("The line to take back is not here."), code="unknown_line")
    if line.reverses in books.reversed:
        raise Invalid(_("This line was already taken back."), code="already_reversed")
    opposite = (undone.event, undone.kind, undone.item, -undone.quantity)
    if (line.event, line.kind, line.item, line.quantity) != opposite:
        message = _("A line is taken back as a whole: same event, kind and item, the same number below zero.")
        raise Invalid(message, code="reversal_not_whole")


def _standing(state: EventState) -> str:
    if state.status is Status.CANCELLED:
        return "event_cancelled"
    return "event_reviewed" if state.is_reviewed else "recorded"


def is_to_come(status: Status, day: date, today: date) -> bool:
    """Whether what is logged now would say of an event of a later day that it took place already."""
    return status is Status.PLANNED and day > today
