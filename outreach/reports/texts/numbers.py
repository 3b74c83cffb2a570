"""What stands in the slots of a text: numbers from today's rows, or as a drawing kept them."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from flask import has_request_context, url_for

from outreach.documents.texts import Trouble
from outreach.errors import Refusal
from outreach.reports.doubts import estimated_cells
from outreach.reports.figures import FIGURES
from outreach.reports.filters import Filters
from outreach.reports.labels import NO_READING
from outreach.reports.parts import Part, read_part
from outreach.reports.sums import WHOLE, Cell, YearSums
from outreach.reports.tables import figure_href
from outreach.reports.texts.copies import Copy
from outreach.reports.typed.resolving import Resolved, resolve, resolved_drawn
from outreach.reports.typed.resolving import Trouble as Why
from outreach.reports.typed.words import is_typed_word
from outreach.reports.values import Drawn

NumberOf = Callable[[str], Resolved]


class Numbers:
    """The numbers of today within the filters around a text, each asked for once.

    What `sums` hold anyway, of the whole, of a team or a campaign, is taken from there: a text has some sixty numbers.
    """

    def __init__(self, around: Filters, sums: YearSums) -> None:
        self.around, self._sums = around, sums
        self._known: dict[str, Resolved] = {}

    def number(self, word: str) -> Resolved:
        """The number of the word; one that there is none of has trouble, and never raises."""
        if word not in self._known:
            self._known[word] = self._summed(word) or resolve(word, self.around)
        return self._known[word]

    def is_told(self, word: str) -> bool:
        """Whether a draft has something to tell of the number: it is neither unknown nor 0."""
        return bool(self.number(word).number)

    def _summed(self, word: str) -> Resolved | None:
        if is_typed_word(word):
            return None
        try:
            part = read_part(word)
            filters = part.filters(self.around)
        except Refusal:
            return None
        cell = _cell_of(part, filters)
        if cell is None:
            return None
        found = part.figure
        reason = found.reason(filters)
        value = None if reason else self._sums.value(part.key, cell)
        if reason is None and value is None:
            reason = str(NO_READING)
        drawn = Drawn(found, value, reason, self._estimated(part.key, cell), self._sums.in_doubt(part.key, cell))
        return resolved_drawn(part.word, part.named, drawn, filters)

    def _estimated(self, key: str, cell: Cell) -> int:
        return self._sums.estimated.get(key, 0) if cell == WHOLE else int((cell, key) in self._estimated_cells)

    @cached_property
    def _estimated_cells(self) -> frozenset[tuple[Cell, str]]:
        return estimated_cells(self.around, self._sums) if self._sums.estimated else frozenset()


def hrefs_of(copy: Copy, around: Filters) -> dict[int, str]:
    """Where each number of a text opens today, by its reference; those that are typed by hand have no lines."""
    hrefs = {}
    for each in copy.references:
        if not is_typed_word(each.key) and each.value is not None:
            part = read_part(each.key)
            hrefs[each.number] = figure_href(part.key, part.filters(around))
    return hrefs


def trouble_of(number: Resolved) -> Trouble | None:
    """Why the number can't be printed clean, and where that is mended."""
    return Trouble(number.trouble, _mended_at(number)) if number.trouble else None


def _mended_at(number: Resolved) -> str | None:
    """A typed figure is typed on its page, a reading is missing on the list of readings, other lines have a page."""
    if not has_request_context():
        return None
    said = number.typed
    if said is not None and number.drawing is None:
        return url_for("typed.figure", year=said.year, code=said.code)
    drawn, filters = number.drawn, number.filters
    if drawn is None or filters is None:
        return number.href
    is_unread = number.trouble_kind is Why.BLANK and drawn.figure.of == "reading"
    return url_for("reminders.index") if is_unread else figure_href(drawn.figure.key, filters)


def opened(endpoint: str, **arguments: Any) -> str | None:
    """The address of a page; None in a command, which has no addresses."""
    return url_for(endpoint, **arguments) if has_request_context() else None


def _cell_of(part: Part, filters: Filters) -> Cell | None:
    """The cell of the year's sums that the part is; None where it is no cell of them."""
    head = part.key.partition("_")[0]
    if part.key not in FIGURES and head not in FIGURES:
        return None
    if not part.narrowed:
        return WHOLE
    chosen: Any = filters.team if set(part.narrowed) == {"team"} else filters.campaign
    name = next(iter(part.narrowed))
    return (name, chosen.id) if set(part.narrowed) in ({"team"}, {"campaign"}) else None
