"""Points of a score sheet, what may be tied to an item, and how rows of a list become items."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.sheets.typed import Value, plain

MOST_ITEMS, LONGEST_TEXT, MOST_HUNDREDTHS = 300, 2000, 99_999_99
_POINTS = re.compile(r"(\d{1,5})(?:[.．](\d{1,2}))?\s*分?")
_TOTALS = re.compile(r"^(合计|总计|总分|小计)")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


class TieKind(StrEnum):
    """What an item is tied to."""

    FIGURE = "figure"  # a figure by its word; a word of held events brings these events
    EVENT = "event"
    ARTICLE = "article"
    LAW = "law"
    DOCUMENT = "document"  # a file that was brought in for it


class Shown(StrEnum):
    """Which items a page shows."""

    ALL = "all"
    EMPTY = "empty"
    TIED = "tied"


@dataclass(frozen=True)
class Row:
    """An item as a list gives it; `points` in hundredths, None where it says none."""

    number: str
    section: str
    text: str
    criteria: str
    points: int | None


def parse_points(text: str) -> int | None:
    """The hundredths of a point that a text says: 5分, 1.5, ２; None for an empty one; Invalid for anything else."""
    said = text.translate(_WIDE).strip()
    if not said:
        return None
    found = _POINTS.fullmatch(said)
    if found is None:
        raise Invalid(_("“%(text)s” is no number of points. Write it like 5 or 1.5.", text=text), code="bad_points")
    return int(found[1]) * 100 + int((found[2] or "0").ljust(2, "0"))


def said_points(hundredths: int | None) -> str:
    """The points as they are written: 5, 1.5, 0.25; — for none."""
    if hundredths is None:
        return "—"
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".")


def rows_of(records: Iterable[Mapping[str, Value]]) -> list[Row]:
    """The items of a list: a section stands until the next one, totals are left out, headings only give sections."""
    rows: list[Row] = []
    section = ""
    for record in records:
        said = {key: plain(value).strip() for key, value in record.items()}
        section = said.get("section") or section
        text = said.get("text", "")
        if _TOTALS.match(said.get("number", "") or text or said.get("section", "")):
            continue
        if not text:
            continue
        number = said.get("number") or str(len(rows) + 1)
        rows.append(
            Row(number[:20], section, text[:LONGEST_TEXT], said.get("criteria", "")[:LONGEST_TEXT], _points(said))
        )
    if not rows:
        raise Invalid(_("No row of the list has a text."), code="no_items")
    if len(rows) > MOST_ITEMS:
        raise Invalid(_("A score sheet has at most %(most)s items.", most=MOST_ITEMS), code="too_many_items")
    return rows


def _points(said: Mapping[str, str]) -> int | None:
    try:
        return parse_points(said.get("points", ""))
    except Invalid:
        return None


@dataclass(frozen=True)
class Progress:
    """How far a sheet is: items and points with something tied, and what was scored, in hundredths."""

    items: int
    tied: int
    points: int
    tied_points: int
    scored: int

    @property
    def per_cent(self) -> int:
        """How much of the points has something tied, rounded down; by items where no points are said."""
        whole, part = (self.points, self.tied_points) if self.points else (self.items, self.tied)
        return 100 * part // whole if whole else 0
