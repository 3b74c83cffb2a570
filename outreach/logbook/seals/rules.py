"""What a seal of the ledger is made of."""

from datetime import date, datetime
from typing import Protocol

from outreach.seals.rules import code_of

#: The columns of a line, in the order in which a seal reads them. One that is added later needs a form of its own.
COLUMNS = (
    *("id", "event_id", "kind", "item_id", "quantity", "basis", "at", "clock_offset", "received_at"),
    *("by_id", "sent_by_id", "reverses_id", "takes_back", "reason", "note_hash"),
)


class Sealed(Protocol):
    """The facts of a seal."""

    day: date
    begins_at: datetime
    ends_at: datetime
    lines: int
    lines_sha256: str
    code: str


def code_of_day(before: str, seal: Sealed, marks: bytes) -> str:
    """The code of a seal that follows on the one with the code `before`."""
    facts = [seal.day.isoformat(), seal.begins_at.isoformat(), seal.ends_at.isoformat(), seal.lines, seal.lines_sha256]
    return code_of(before, facts, marks)
