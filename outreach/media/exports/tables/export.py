"""A known export on its way in: its table, with all that its headings tell."""

from dataclasses import dataclass, fields, replace
from datetime import date

from outreach.media.exports import shapes
from outreach.media.exports.shapes import SHAPES, Shape
from outreach.media.exports.tables.rows import SHAPE
from outreach.sheets.columns import Matched


@dataclass(frozen=True)
class Export(Matched):
    """The table of a known export: the first and last local day it speaks of, and what was left aside and why.

    Plain values only, for it may be kept between two pages.
    """

    first_day: date | None = None
    last_day: date | None = None
    told: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    """Columns that are no counters of ours: rates, parts of a total."""

    @property
    def shape(self) -> Shape:
        """Which export it is."""
        return SHAPES[self.same[SHAPE]]


def recognise(content: bytes, name: str) -> Export | None:
    """The export that a file is, None for a table made by hand; raises Invalid where it is no table.

    Every row says which shape it is of, and whose close it shows where the file itself tells.
    """
    found = shapes.recognise(content, name)
    if found is None:
        return None
    same = {**found.matched.same, SHAPE: found.shape.code}
    if not found.shape.needs_day and found.last_day is not None:
        same["reading_day"] = found.last_day.isoformat()
    matched = replace(found.matched, same=same, unknown=(), is_known=True)
    return Export(
        **{each.name: getattr(matched, each.name) for each in fields(Matched)},
        first_day=found.first_day,
        last_day=found.last_day,
        told=tuple(str(sentence) for sentence in found.told),
        unused=found.matched.unknown,
    )
