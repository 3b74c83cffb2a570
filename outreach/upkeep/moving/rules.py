"""How values of SQLite's files are written for PostgreSQL, and how two rows of values are the same."""

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import JSON, LargeBinary
from sqlalchemy.types import TypeEngine

from outreach.db import UTCDateTime

Written = Callable[[Any], Any]
_ROUND = 1 << 256


def writer_for(kind: TypeEngine[Any]) -> Written | None:
    """How a value as SQLite has it is written for PostgreSQL's COPY; None where it is written as it is.

    SQLite keeps instants in UTC without saying so. What is JSON stays the same text: NULL and JSON's null differ.
    """
    if isinstance(kind, UTCDateTime):
        return lambda value: f"{value}+00"
    if isinstance(kind, JSON):
        return lambda value: value if isinstance(value, str) else json.dumps(value)
    if isinstance(kind, LargeBinary):
        return bytes
    return None


def digest_of(rows: Iterable[tuple[Any, ...]]) -> tuple[int, str]:
    """How many rows there are, and a hash of what they hold that does not hang on their order."""
    count, total = 0, 0
    for row in rows:
        said = json.dumps([_plain(value) for value in row], ensure_ascii=False, sort_keys=True)
        total = (total + int.from_bytes(hashlib.sha256(said.encode()).digest())) % _ROUND
        count += 1
    return count, f"{total:064x}"


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str | dict | list):
        return value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else str(value)
