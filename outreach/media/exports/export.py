"""A known export on its way in: its table, with all that its headings tell."""

from dataclasses import dataclass, replace

from outreach.media.exports import shapes
from outreach.media.exports.rows import SHAPE
from outreach.media.exports.shapes import Recognised
from outreach.sheets.columns import Matched


@dataclass(frozen=True)
class Export(Matched):
    """The table of a known export; `of` is what was recognised."""

    of: Recognised | None = None


def recognise(content: bytes, name: str) -> Export | None:
    """The export that a file is, None for a table made by hand; raises Invalid where it is no table.

    Every row says which shape it is of, and whose close it shows where the file itself tells.
    """
    found = shapes.recognise(content, name)
    if found is None:
        return None
    same = {**found.matched.same, SHAPE: found.shape.code}
    if not found.shape.needs_day and found.last_day is not None and "reading_day" not in found.matched.places:
        same["reading_day"] = found.last_day.isoformat()
    matched = replace(found.matched, same=same)
    return Export(**{name: getattr(matched, name) for name in Matched.__dataclass_fields__}, of=found)
