"""What a seal is made of, and what differs between the rows that were sealed and those that stand now."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

#: A day is sealed so long after it was over: whoever was still writing has committed, and a clock that was put back
#: by minutes gives no instant of it.
SEALED_AFTER = timedelta(hours=1)
_NAME_BYTES, _MARK_BYTES = 16, 24
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ID = re.compile(r"[0-9a-f]{32}")


class Harm(StrEnum):
    """What became of a row after it was sealed."""

    CHANGED = "changed"
    GONE = "lost"
    ADDED = "added"


@dataclass
class Summed:
    """The rows of a stretch, taken up one by one."""

    rows: int = 0
    marks: bytearray = field(default_factory=bytearray)
    keys: list[str] = field(default_factory=list)
    """Of each row whose key is more than one id its key as text, for its mark can't be read back."""
    _digest: Any = field(default_factory=hashlib.sha256)

    def take_up(self, key: Sequence[Any], values: Sequence[Any]) -> None:
        """Go on with the next row: its key, and its columns in the order that its seal keeps."""
        text = text_of(values)
        self._digest.update(text)
        self.marks += mark_of(key, text)
        if len(key) > 1:
            self.keys.append(_JSON.encode(key))
        self.rows += 1

    @property
    def sha256(self) -> str:
        """SHA-256 over all of them."""
        return str(self._digest.hexdigest())


def text_of(values: Sequence[Any]) -> bytes:
    """The row as one line of JSON, the same on every database.

    Its values are plain: ids as 32 hex digits, instants in UTC as `2025-03-04 01:00:00.000000`, yes and no as 1 and 0.
    """
    return _JSON.encode(values).encode() + b"\n"


def mark_of(key: Sequence[Any], text: bytes) -> bytes:
    """What names a row in a seal: the name of its key, and the beginning of its own SHA-256."""
    return name_of(key) + hashlib.sha256(text).digest()[: _MARK_BYTES - _NAME_BYTES]


def name_of(key: Sequence[Any]) -> bytes:
    """Sixteen bytes for the key of a row: an id itself, of anything else the beginning of its SHA-256."""
    if len(key) == 1 and _ID.fullmatch(str(key[0])):
        return bytes.fromhex(key[0])
    return hashlib.sha256(_JSON.encode(key).encode()).digest()[:_NAME_BYTES]


def code_of(before: str, facts: Sequence[Any], marks: bytes) -> str:
    """The code of a seal of these facts that follows on the one with the code `before`."""
    chained = [before, *facts, hashlib.sha256(marks).hexdigest()]
    return hashlib.sha256(json.dumps(chained).encode()).hexdigest()


def harms(sealed: bytes, now: bytes) -> Iterator[tuple[Harm, bytes]]:
    """What differs between the marks that were sealed and those of the rows that stand now, by key."""
    then, there = dict(_parted(sealed)), dict(_parted(now))
    for name, print_ in there.items():
        if name not in then:
            yield Harm.ADDED, name
        elif then[name] != print_:
            yield Harm.CHANGED, name
    for name in then:
        if name not in there:
            yield Harm.GONE, name


def said_instant(at: datetime) -> str:
    """The instant as a plain value: in the order of time, whichever database compares it."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def _parted(marks: bytes) -> Iterable[tuple[bytes, bytes]]:
    for at in range(0, len(marks), _MARK_BYTES):
        yield marks[at : at + _NAME_BYTES], marks[at + _NAME_BYTES : at + _MARK_BYTES]
