"""A figure with filters of its own, in one word: what a slot of a text or a cell of a form is tied to.

`handouts` is the figure under the filters around it, `handouts;team=pension` narrowed further, `handouts;month=3` of
one month of them, `handouts;years_ago=1` of the same days a year before. The words that narrow are those of an
address (`filters.DIMENSIONS`); no days stand in them, so that a part means the same in every period.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from flask_babel import lazy_gettext as _

from outreach import periods
from outreach.errors import Invalid, NotFound, Refusal
from outreach.periods import Period
from outreach.reports.chips import said_filter
from outreach.reports.figure import Figure
from outreach.reports.figures import figure
from outreach.reports.filters import DIMENSIONS, Filters, read_filters
from outreach.reports.undecided import Undecided
from outreach.reports.values import Drawn, draw

#: Words that choose days inside of those around them, and the years by which they are set back.
MONTH, QUARTER, YEARS_AGO = "month", "quarter", "years_ago"
#: What narrows a part is in the lists of every year alike.
_ANY_YEAR = 2000
_NUMBERS = {MONTH: range(1, 13), QUARTER: range(1, 5), YEARS_AGO: range(1, 11)}


@dataclass(frozen=True)
class Part:
    """The figure `key`, narrowed by the words of DIMENSIONS, by MONTH or QUARTER, and set back by YEARS_AGO.

    `found_figure` and `found_filters` are what was found of it already, where it was.
    """

    key: str
    narrowed: Mapping[str, str] = field(default_factory=dict, hash=False)
    found_figure: Figure | None = field(default=None, compare=False, repr=False)
    found_filters: Filters | None = field(default=None, compare=False, repr=False)

    @property
    def word(self) -> str:
        """The part in one word, the same for the same part."""
        return ";".join([self.key, *(f"{name}={self.narrowed[name]}" for name in sorted(self.narrowed))])

    def filters(self, around: Filters) -> Filters:
        """What of the figure is asked for within the filters `around`.

        Raises Invalid (`part_outside`) where these ask for something else already, or have no such day, and Refusal
        (`bad_filter`) for what is not in the lists.
        """
        narrower = {name: getattr(self._own, name) for name in self._own.used}
        for name, value in narrower.items():
            if getattr(around, name) not in (None, value):
                raise _outside(self.word)
        back = self._number(YEARS_AGO)
        if back and around.edition is not None:
            around, back = self._edition_before(around, back), 0
        return replace(around, **narrower, period=self._days(around.period, back), year=around.year - back)

    @property
    def named(self) -> str:
        """The part in words: the figure, and what narrows it."""
        words = [str(self.figure.label)]
        words += [said_filter(self._own, name) for name in self._own.used]
        numbers = {MONTH: _("month %(number)s"), QUARTER: _("quarter %(number)s"), YEARS_AGO: _("%(number)s years ago")}
        words += [
            str(said % {"number": self.narrowed[name]}) for name, said in numbers.items() if name in self.narrowed
        ]
        return " · ".join(words)

    @property
    def figure(self) -> Figure:
        """The figure that is narrowed; raises NotFound."""
        return self.found_figure or figure(self.key)

    @property
    def dimensions(self) -> dict[str, str]:
        """What narrows it that is found in lists."""
        return {name: text for name, text in self.narrowed.items() if name in DIMENSIONS}

    @cached_property
    def _own(self) -> Filters:
        """What narrows it, found in the lists; raises Refusal (`bad_filter`)."""
        return self.found_filters or read_filters(_ANY_YEAR, self.dimensions)

    def _number(self, name: str) -> int:
        return int(self.narrowed.get(name, 0))

    def _edition_before(self, around: Filters, back: int) -> Filters:
        """Years before a whole edition stands the campaign's edition of that year, which has days of its own."""
        try:
            return around.years_ago(back)
        except NotFound:
            raise _outside(self.word) from None

    def _days(self, around: Period, back: int) -> Period:
        days: Period | None = around
        for name, stretch in ((MONTH, periods.month), (QUARTER, periods.quarter)):
            if name in self.narrowed and days is not None:
                days = _first_within(days, stretch, self._number(name))
        if days is None:
            raise _outside(self.word)
        return Period(*(periods.in_year(day, day.year - back) for day in (days.first, days.last))) if back else days


def read_part(word: str) -> Part:
    """The part that `word` says; Invalid (`bad_part`) for one that can't be read, NotFound where there is no figure."""
    key, *pairs = word.strip().split(";")
    narrowed: dict[str, str] = {}
    for pair in pairs:
        name, is_said, text = pair.partition("=")
        is_number = name in _NUMBERS and text.isdecimal() and text.isascii() and int(text) in _NUMBERS[name]
        if not (is_said and text and name not in narrowed and (is_number or name in DIMENSIONS)):
            raise Invalid(_("“%(word)s” names no part of a figure.", word=word), code="bad_part", word=word)
        narrowed[name] = text
    found = figure(key)
    return Part(found.key, narrowed, found)


def found_together(parts: Iterable[Part]) -> list[Part]:
    """The parts, with what narrows them: it is looked for once for those that are narrowed alike."""
    known: dict[frozenset[tuple[str, str]], Filters | None] = {}
    found = []
    for part in parts:
        alike = frozenset(part.dimensions.items())
        if alike not in known:
            known[alike] = _found(part)
        found.append(replace(part, found_filters=known[alike]))
    return found


def _found(part: Part) -> Filters | None:
    """None for what is not in the lists, which the part itself refuses when it is asked for."""
    try:
        return read_filters(_ANY_YEAR, part.dimensions)
    except Refusal:
        return None


def draw_part(part: Part, around: Filters, undecided: Callable[[Filters], Undecided] | None = None) -> Drawn:
    """The part's figure from today's rows; without a value, and with a reason, where it can't be asked for there.

    `undecided` tells what is undecided under some filters, for who draws many parts of one instant.
    """
    try:
        filters = part.filters(around)
        return draw(part.figure, filters, undecided=undecided(filters) if undecided else None)
    except Refusal as refusal:
        return Drawn(part.figure, None, str(refusal.message))


def part_of(key: str, around: Filters, **narrowed: Any) -> Part:
    """The part of the figure `key` that `narrowed` (fields of Filters) asks for within `around`."""
    said = around.arguments(**narrowed)
    return Part(key, {name: said[name] for name in DIMENSIONS if name in narrowed and name in said})


def _outside(word: str) -> Invalid:
    return Invalid(_("“%(word)s” lies outside of what is asked for here.", word=word), code="part_outside", word=word)


def _first_within(days: Period, stretch: Callable[[int, int], Period], number: int) -> Period | None:
    """The first month or quarter of that number within the days, which may cross a year end."""
    years = range(days.first.year, days.last.year + 1)
    return next((found for year in years if (found := days & stretch(year, number))), None)
