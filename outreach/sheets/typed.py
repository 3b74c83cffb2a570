"""What a cell can hold, and how a typed text is made plain before it is read."""

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets.seen import as_seen

#: what a reader finds in a cell; None is an empty one
Value = str | int | float | bool | date | datetime | time | timedelta | None

BLANKS = frozenset({"", "-", "--", "---", "—", "——", "/", "\\", "n/a", "null", "none", "#n/a"})
_LONGER_THAN_BLANKS = 8
SHOWN_LENGTH = 60
#: what no XML file may hold (XML 1.0, 2.2), and no cell needs
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


def cleaned(value: Value) -> Value:
    """A cell as a table keeps it: text as it looks, without outer white space, 12 for 12.0, None for ""."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value if math.isfinite(value) else None
    if isinstance(value, str):
        return as_seen(value).strip() or None
    return value


def is_blank(value: Value) -> bool:
    """Whether a cell says nothing: empty, or one of the dashes that ledgers put there. 0 and 无 are not blank."""
    if not isinstance(value, str):
        return value is None
    text = value.strip()
    if len(text) > _LONGER_THAN_BLANKS and text.isprintable():
        return False  # most cells of a long list
    return plain(text).casefold() in BLANKS


def plain(value: Value) -> str:
    """The value as one line: full-width forms narrowed, runs of white space made one, invisible characters gone."""
    text = as_text(value)
    if not text.isascii():
        seen = text if text.isprintable() else text.translate(INVISIBLE)  # a look takes a hundredth of translating
        text = unicodedata.normalize("NFKC", seen)
    return " ".join(text.split())


def as_text(value: Value) -> str:
    """The value as a person would type it into a text field: 12 for 12.0, ISO for days, nothing for an empty cell."""
    if isinstance(value, str):
        return value.strip()
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value).strip()


def shown(value: Value) -> str:
    """The value as a message quotes it: one line, and no more than its beginning when it is long."""
    text = plain(value)
    return text if len(text) <= SHOWN_LENGTH else text[:SHOWN_LENGTH] + "…"


def refused(message: Any, *, code: str, value: Value, field: str | None) -> errors.Invalid:
    """A refusal that keeps what was typed; one code and one sentence for every blank value."""
    if is_blank(value):
        return errors.Invalid(_("Nothing is written here."), field=field, code="blank", typed="")
    return errors.Invalid(message, field=field, code=code, typed=as_text(value))
