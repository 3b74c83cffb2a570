"""Which line of a messy sheet holds the headings: below titles and notes, sometimes in two rows."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from outreach.sheets.grid import Grid, Line
from outreach.sheets.limits import HEADING_WITHIN
from outreach.sheets.typed import Value

#: So many headings are kept as they are compared: those of the usual tables are compared over and over.
_KEPT = 2048
JOINT = " · "  # between the upper and the lower part of a heading in two rows
LONGEST = 40

_NUMBER_OR_DAY = re.compile(r"[0-9][0-9,.:/\-% ]*|[0-9]{4}年.*|--?")


@dataclass(frozen=True)
class Headings:
    """The headings of a grid: one text a column ("" for none), and the index of the first line below them."""

    texts: tuple[str, ...]
    below: int


@lru_cache(_KEPT)
def heading_key(text: str) -> str:
    """A heading as it is compared: narrow forms, lower case, without white space, stars, colons and 必填 or 选填."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s|[*::]|[(\[](?:必填|选填|可选|required|optional)[)\]]", "", text)


@lru_cache(_KEPT)
def bracketless(text: str) -> str:
    """A heading as it is compared, without what stands in brackets: 数量 for 数量（份）."""
    return re.sub(r"[(\[][^)\]]{0,100}[)\]]", "", heading_key(text))


def find_headings(grid: Grid, known: frozenset[str] = frozenset()) -> Headings | None:
    """The headings among the first lines of a grid that is not empty; None where `known` is given and none is there.

    `known` holds the keys of all names that the wanted columns go by: the line with the most of them is it, the first
    of several. Without it the first line that looks like headings is taken.
    """
    indexes = range(min(len(grid.lines), HEADING_WITHIN))
    if not known:
        return _headings_at(grid, next((at for at in indexes if _looks_like_headings(grid, at)), 0))
    candidates = [_headings_at(grid, at) for at in indexes]
    best = max(candidates, key=lambda headings: _known_in(headings, known))
    return best if _known_in(best, known) else None


def _known_in(headings: Headings, known: frozenset[str]) -> int:
    keys = {likeness(text) for text in headings.texts for likeness in (heading_key, bracketless)}
    keys |= {bracketless(text.split(JOINT)[-1]) for text in headings.texts}
    return len(known & keys)


def _headings_at(grid: Grid, at: int) -> Headings:
    upper = grid.lines[at]
    lower = grid.lines[at + 1] if at + 1 < len(grid.lines) else None
    if lower is not None and lower.number == upper.number + 1 and _is_lower_part(grid, upper, lower):
        groups = _spread(grid, upper, lower)
        width = max(len(groups), len(lower.values))
        texts = (_joined(groups[column] if column < len(groups) else None, lower.at(column)) for column in range(width))
        return Headings(tuple(texts), at + 2)
    return Headings(tuple(_text(value) for value in upper.values), at + 1)


def _looks_like_headings(grid: Grid, at: int) -> bool:
    """Whether a line has short, different texts over most of the columns that lines commonly fill."""
    filled = grid.lines[at].filled
    common = Counter(len(line.filled) for line in grid.lines[:50])
    usual = max(common, key=lambda width: (common[width], width))
    if len(filled) < min(2, usual) or not all(_may_head(value) for value in filled):
        return False
    reach = sum(bool(text) for text in _headings_at(grid, at).texts)
    return reach >= 0.6 * usual and len(set(filled)) >= 0.8 * len(filled)


def _may_head(value: Value) -> bool:
    return isinstance(value, str) and len(value) <= LONGEST and not _NUMBER_OR_DAY.fullmatch(value)


def _is_lower_part(grid: Grid, upper: Line, lower: Line) -> bool:
    """Whether `lower` divides groups of `upper` and fills no other column that has a heading already."""
    if not all(_may_head(value) for value in lower.filled):
        return False
    groups = _groups(grid, upper, lower)
    inside = {column for group in groups for column in group}
    return bool(groups) and all(column in inside for column, value in enumerate(lower.values) if value is not None)


def _groups(grid: Grid, upper: Line, lower: Line) -> list[range]:
    """The runs of columns under one heading of `upper` that `lower` divides.

    Merged cells say which they are; where a file can't have any, a heading with nothing beside it but divisions below.
    """
    if grid.merges is not None:
        spans = [range(merge.first, merge.last + 1) for merge in grid.merges if merge.number == upper.number]
    else:
        spans = _gaps(upper, lower)
    return [span for span in spans if sum(lower.at(column) is not None for column in span) > 1]


def _gaps(upper: Line, lower: Line) -> list[range]:
    width = max(len(upper.values), len(lower.values))
    starts = [column for column in range(width) if upper.at(column) is not None]
    spans = []
    for start, after in zip(starts, [*starts[1:], width], strict=True):
        end = start
        while end < after and lower.at(end) is not None:
            end += 1
        if end - start > 1:
            spans.append(range(start, end))
    return spans


def _spread(grid: Grid, upper: Line, lower: Line) -> list[Value]:
    """The cells of `upper`, with the heading of each group over all of its columns."""
    groups = _groups(grid, upper, lower)
    width = max([len(upper.values), *(group.stop for group in groups)])
    cells = [upper.at(column) for column in range(width)]
    for group in groups:
        for column in group:
            cells[column] = upper.at(group.start)
    return cells


def _joined(upper: Value, lower: Value) -> str:
    return JOINT.join(text for text in (_text(upper), _text(lower)) if text)


def _text(value: Value) -> str:
    return "" if value is None else " ".join(str(value).split())
