"""What a phone says of a picture before it sends it, and how the parts of it may come."""

import re
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Conflict, Invalid
from outreach.evidence.refusals import refusal
from outreach.evidence.rules import LARGEST_BYTES, LONGEST_CAPTION, LONGEST_NAME, PictureKind
from outreach.web.reading import parse_one_line, parse_text, parse_truth, parse_uuid, parse_word

LARGEST_PART = 256 * 1024
#: What one person may have under way; the oldest gives way to a new one, and begins anew when it is sent again.
MOST_OPEN, MOST_OPEN_BYTES = 20, 60 * 1024 * 1024
FORGOTTEN_AFTER = timedelta(days=7)
#: How long an id is known whose picture is stored or refused.
ANSWERED_FOR = timedelta(days=30)

EVENTS = "events"
_TABLE = re.compile(r"[a-z_]{1,40}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class State(StrEnum):
    """Where a picture is on its way."""

    OPEN = "open"
    STORED = "stored"


@dataclass(frozen=True)
class Declared:
    """What a phone says of a picture: `sha256` and `size` are those of the bytes that it sends.

    It is evidence of the row `subject_id` of `table`: of an event, or of what was found at one.
    """

    id: uuid.UUID
    table: str
    subject_id: uuid.UUID
    sha256: str
    size: int
    name: str
    kind: PictureKind
    caption: str | None
    shows_people: bool


def parse_declared(body: Mapping[str, Any]) -> Declared:
    """What the phone says; raises Invalid with the code of the field, TooLarge for a picture that is too heavy."""
    table, subject_id = _subject(body)
    return Declared(
        id=parse_uuid(body.get("id"), "bad_id"),
        table=table,
        subject_id=subject_id,
        sha256=_sha256(body.get("sha256")),
        size=_size(body.get("size")),
        name=(parse_one_line(body.get("name"), "bad_name") or "")[:LONGEST_NAME],
        kind=parse_word(PictureKind, body.get("kind", PictureKind.PHOTO), "bad_kind"),
        caption=(parse_text(body.get("caption"), "bad_caption") or "")[:LONGEST_CAPTION] or None,
        shows_people=_flag(body.get("shows_people")),
    )


def parse_offset(text: str | None) -> int:
    """Where a part begins."""
    if text is None or not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise Invalid(_("Each part says where it begins: ?offset=0."), code="bad_offset")
    return int(text)


def check_part(*, offset: int, length: int, there: int, size: int) -> None:
    """Raise Conflict (`gap`) for a part behind what is there, Invalid (`too_long`) for one beyond the end."""
    if offset > there:
        raise Conflict(_("A part is missing before this one."), code="gap", offset=there)
    if offset + length > size:
        raise Invalid(_("This is more than the phone had said."), code="too_long", size=size)


def come_to(parts: Iterable[tuple[int, int]]) -> int:
    """How many bytes there are without a gap, of parts as offset and length in order of their offsets."""
    end = 0
    for offset, length in parts:
        if offset > end:
            break
        end = max(end, offset + length)
    return end


def _subject(body: Mapping[str, Any]) -> tuple[str, uuid.UUID]:
    """What the picture belongs to: what `subject` says, else the event."""
    event, subject = parse_uuid(body.get("event"), "bad_event"), body.get("subject")
    if subject is None:
        return EVENTS, event
    if (
        not isinstance(subject, Mapping)
        or not isinstance(table := subject.get("of"), str)
        or not _TABLE.fullmatch(table)
    ):
        raise Invalid(_("It is not said what the picture belongs to."), code="bad_subject")
    return table, parse_uuid(subject.get("id"), "bad_subject")


def _sha256(value: Any) -> str:
    if isinstance(value, str) and _SHA256.fullmatch(value):
        return value
    raise Invalid(_("The SHA-256 of the bytes is needed, 64 lower-case hexadecimal digits."), code="bad_sha256")


def _size(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise refusal("empty")
    if value > LARGEST_BYTES:
        raise refusal("too_heavy")
    return value


def _flag(value: Any) -> bool:
    """Where nothing is said faces may be in view."""
    return True if value is None else parse_truth(value, "bad_shows_people")
