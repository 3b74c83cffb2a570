"""Reading the values of JSON that phones send, or a refusal that says which field and why."""

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.web.fields import clean_text, one_line

Word = TypeVar("Word", bound=StrEnum)

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
#: RFC 3339 5.6; a fraction may be longer than what we keep, and a leap second is the next second.
_INSTANT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)[Tt ](?P<minute>\d\d:\d\d):(?P<second>[0-5]\d|60)(?:\.(?P<fraction>\d+))?"
    r"(?P<offset>[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)?",
    re.ASCII,
)
_LONGEST_CODE = 40


class TwinKeys(dict[str, Any]):
    """An object of JSON that gives one key twice, so that nobody can say what it means."""


def parse_object(value: Any) -> Mapping[str, Any]:
    """An object that names no field twice."""
    if isinstance(value, TwinKeys):
        raise Invalid(_("The line names the same field twice."), code="duplicate_key")
    if not isinstance(value, Mapping):
        raise Invalid(_("This is not a line."), code="not_a_line")
    return value


def parse_uuid(value: Any, code: str) -> uuid.UUID:
    """A UUID in its usual form, capitals or not; Invalid with `code` for anything else."""
    if isinstance(value, str) and _UUID.fullmatch(value.lower()):
        return uuid.UUID(value)
    raise Invalid(_("A UUID is needed here."), code=code)


def parse_uuid_or_none(value: Any, code: str) -> uuid.UUID | None:
    """As `parse_uuid`; None for null."""
    return None if value is None else parse_uuid(value, code)


def parse_instant(value: Any, code: str = "bad_at", without_offset: str = "at_without_offset") -> datetime:
    """An instant of RFC 3339 with its offset, in UTC, to the microsecond; however wrong the clock may be."""
    match = _INSTANT.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Invalid(_("The time must look like 2025-03-04T09:00:00+08:00."), code=code)
    if match["offset"] is None:
        raise Invalid(_("The time must say its offset, like +08:00."), code=without_offset)
    microseconds = int((match["fraction"] or "")[:6].ljust(6, "0"))
    offset = match["offset"].upper().replace("Z", "+00:00")
    try:
        minute = datetime.fromisoformat(f"{match['day']}T{match['minute']}:00{offset}")
        instant = (minute + timedelta(seconds=int(match["second"]), microseconds=microseconds)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise Invalid(_("There is no such time."), code=code) from None
    if not 1 < instant.year < 9999:  # at the ends of the calendar other zones have no name for the instant
        raise Invalid(_("There is no such time."), code=code)
    return instant


def parse_word(words: type[Word], value: Any, code: str) -> Word:
    """One of the `words`."""
    try:
        return words(value)
    except ValueError:
        known = ", ".join(word.value for word in words)
        raise Invalid(_("This must be one of: %(words)s.", words=known), code=code) from None


def parse_truth(value: Any, code: str) -> bool:
    """True or false, and nothing that only looks like it."""
    if isinstance(value, bool):
        return value
    raise Invalid(_("This must be true or false."), code=code)


def parse_code(value: Any, code: str) -> str | None:
    """A code of a list, None for null."""
    if value is None:
        return None
    if isinstance(value, str) and 0 < len(value) <= _LONGEST_CODE and clean_text(value) == value:
        return value
    raise Invalid(_("The item must be a code of the list, or null."), code=code)


def parse_text(value: Any, code: str) -> str | None:
    """A text without invisible characters, nor half ones as a cut emoji leaves them; None where nothing is said."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise Invalid(_("This must be a text."), code=code)
    return clean_text(value) or None


def parse_one_line(value: Any, code: str) -> str | None:
    """As `parse_text`, on one line: a title, a name, a reason."""
    text = parse_text(value, code)
    return None if text is None else one_line(text)
