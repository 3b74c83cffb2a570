"""What a seal is made of, and what differs between the lines that were sealed and those that stand now."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

#: A day is sealed so long after it was over: whoever was still writing has committed, and a clock that was put back
#: by minutes gives no instant of it.
SEALED_AFTER = timedelta(hours=1)
#: The columns of a line, in the order in which a seal reads them. One that is added later needs a form of its own.
COLUMNS = (
    *("id", "event_id", "kind", "item_id", "quantity", "basis", "at", "clock_offset", "received_at"),
    *("by_id", "sent_by_id", "reverses_id", "takes_back", "reason", "note_hash"),
)
_ID_BYTES, _MARK_BYTES = 16, 24
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Harm(StrEnum):
    """What became of a line after it was sealed."""

    CHANGED = "changed_line"
    GONE = "lost_line"
    ADDED = "added_line"


class Sealed(Protocol):
    """The facts of a seal."""

    day: date
    begins_at: datetime
    ends_at: datetime
    lines: int
    lines_sha256: str
    code: str


@dataclass
class Summed:
    """The lines of a stretch, taken up one by one."""

    lines: int = 0
    marks: bytearray = field(default_factory=bytearray)
    _digest: Any = field(default_factory=hashlib.sha256)

    def take_up(self, line: Sequence[Any]) -> None:
        """Go on with the next line: its columns in the order of `COLUMNS`."""
        text = text_of(line)
        self._digest.update(text)
        self.marks += mark_of(line[0], text)
        self.lines += 1

    @property
    def sha256(self) -> str:
        """SHA-256 over all of them."""
        return str(self._digest.hexdigest())


def text_of(line: Sequence[Any]) -> bytes:
    """The line as one line of JSON, the same on every database.

    Its values are plain: ids as 32 hex digits, instants in UTC as `2025-03-04 01:00:00.000000`, yes and no as 1 and 0.
    """
    return _JSON.encode(line).encode() + b"\n"


def mark_of(line_id: str, text: bytes) -> bytes:
    """What names a line in a seal: its id, and the beginning of its own SHA-256."""
    return bytes.fromhex(line_id) + hashlib.sha256(text).digest()[: _MARK_BYTES - _ID_BYTES]


def code_of(before: str, seal: Sealed, marks: bytes) -> str:
    """The code of a seal that follows on the one with the code `before`."""
    facts: list[str | int] = [before, seal.day.isoformat(), seal.begins_at.isoformat(), seal.ends_at.isoformat()]
    facts += [seal.lines, seal.lines_sha256, hashlib.sha256(marks).hexdigest()]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def harms(sealed: bytes, now: bytes) -> Iterator[tuple[Harm, uuid.UUID]]:
    """What differs between the marks that were sealed and those of the lines that stand now, in their order."""
    then, there = dict(_parted(sealed)), dict(_parted(now))
    for line_id, print_ in there.items():
        if line_id not in then:
            yield Harm.ADDED, uuid.UUID(bytes=line_id)
        elif then[line_id] != print_:
            yield Harm.CHANGED, uuid.UUID(bytes=line_id)
    for line_id in then:
        if line_id not in there:
            yield Harm.GONE, uuid.UUID(bytes=line_id)


def _parted(marks: bytes) -> Iterable[tuple[bytes, bytes]]:
    for at in range(0, len(marks), _MARK_BYTES):
        yield marks[at : at + _ID_BYTES], marks[at + _ID_BYTES : at + _MARK_BYTES]
