"""What a cell of our own tables can be, and how it is made safe to open in a spreadsheet."""

import math
import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from outreach import clock
from outreach.sheets.typed import CONTROL

#: a value for a cell; anything else (a lazy translation, a StrEnum) is written as its text
Cell = Any
Plain = str | bool | int | float | date | datetime | time | None

LONGEST_TEXT = 32_767  # characters in a cell, by the spreadsheets' own limit
#: what makes a spreadsheet take a text for a formula, full-width signs too, and such a text already guarded
_FORMULA = re.compile(r"'*(?:\t|\s*[=+\-@＝＋－＠])")
EXACT_DIGITS = 15  # what a spreadsheet's numbers hold; longer ones (card and order numbers) stay text


def plain_cell(value: Cell) -> Plain:
    """The value as a spreadsheet can hold it: instants on the bureau's wall clock, texts without illegal characters."""
    if value is None or isinstance(value, bool | time):
        return value
    if isinstance(value, datetime):
        return (clock.local(value) if value.tzinfo else value).replace(tzinfo=None, microsecond=0)
    if isinstance(value, date):
        return value
    if isinstance(value, int | float | Decimal):
        return _number(value)
    text = CONTROL.sub("", str(value).replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _number(value: int | float | Decimal) -> Plain:
    if not math.isfinite(value):
        return None
    if isinstance(value, int) or value == int(value):
        return int(value) if len(str(abs(int(value)))) <= EXACT_DIGITS else str(int(value))
    return float(value)


def guarded(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet could run it as a formula when it opens a CSV file."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` set."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text


def display_width(text: str) -> int:
    """How many narrow characters the longest line of a text takes; Chinese ones take two."""
    return max(sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in line) for line in text.split("\n"))
