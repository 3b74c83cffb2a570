"""What stands in the slots of a text: numbers from today's rows, or as a drawing kept them."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Refusal
from outreach.reports.drawings.models import DrawnFigure
from outreach.reports.filters import Filters
from outreach.reports.parts import draw_part, read_part
from outreach.reports.rules import wording
from outreach.reports.tables import figure_href
from outreach.reports.texts.copies import Trouble


@dataclass(frozen=True)
class Numbered:
    """The number of one word. `trouble` says why it can't be printed clean; `lines` None: not counted yet."""

    word: str
    label: str
    value: int | None
    unit: str
    definition: str = ""
    is_rounded: bool = True
    is_estimated: bool = False
    trouble: Trouble | None = None
    is_typed: bool = False
    href: str | None = None
    lines: int | None = None

    def wording(self, *, is_exact: bool = False) -> str:
        """The number as it is printed, by the rule or by the writer's choice of the exact one."""
        rounded = self.is_rounded and not is_exact
        return wording(self.value, self.unit, rounded=rounded, estimated=self.is_estimated)

    @property
    def has_choice(self) -> bool:
        """Whether exact and rounded differ."""
        return self.wording() != self.wording(is_exact=True)


class Numbers:
    """The numbers of today within the filters around a text, each drawn once."""

    def __init__(self, around: Filters) -> None:
        self.around = around
        self._known: dict[str, Numbered] = {}

    def number(self, word: str) -> Numbered:
        """The number of the word; one that there is none of has trouble, and never raises."""
        if word not in self._known:
            self._known[word] = self._drawn(word)
        return self._known[word]

    def is_told(self, word: str) -> bool:
        """Whether a draft has something to tell of the number: it is neither unknown nor 0."""
        return bool(self.number(word).value)

    def _drawn(self, word: str) -> Numbered:
        try:
            part = read_part(word)
            filters = part.filters(self.around)
        except Refusal as refusal:
            return unknown(word, str(refusal.message or _("There is no such figure.")))
        drawn = draw_part(part, self.around)
        href = figure_href(part.key, filters)
        trouble = None
        if drawn.value is None:
            trouble = Trouble(drawn.reason or "", href)
        elif drawn.undecided:
            trouble = undecided(drawn.undecided, drawn.figure.unit, href)
        return Numbered(
            word,
            part.named,
            drawn.value,
            drawn.figure.unit,
            str(drawn.figure.definition),
            is_rounded=drawn.figure.rounded,
            is_estimated=drawn.estimated != 0,
            trouble=trouble,
            href=href,
        )


class Kept:
    """The numbers of a drawing, by their words."""

    def __init__(self, figures: Any, lines: dict[str, int]) -> None:
        self._figures: dict[str, DrawnFigure] = {each.key: each for each in figures}
        self._lines = lines

    def number(self, word: str) -> Numbered:
        """The number as it was kept."""
        figure = self._figures.get(word)
        if figure is None:
            return unknown(word, str(_("There is no such figure.")))
        return self._numbered(figure)

    def _numbered(self, figure: DrawnFigure) -> Numbered:
        trouble = None
        if figure.value is None:
            trouble = Trouble(figure.reason or "")
        elif figure.undecided:
            trouble = undecided(figure.undecided, figure.unit, None)
        return Numbered(
            figure.key,
            figure.label or figure.key,
            figure.value,
            figure.unit,
            figure.definition,
            is_estimated=figure.estimated != 0,
            trouble=trouble,
            lines=self._lines.get(figure.key, 0),
        )


def href_of(word: str, around: Filters) -> str | None:
    """Where today's number of the word opens; None where there is none."""
    try:
        part = read_part(word)
        return figure_href(part.key, part.filters(around))
    except Refusal:
        return None


def unknown(word: str, said: str) -> Numbered:
    """A word that names no number here."""
    return Numbered(word, word, None, "", trouble=Trouble(said))


def undecided(count: int, unit: str, href: str | None) -> Trouble:
    """Why a number of which a part may be counted twice can't be printed clean (rule of the count 11)."""
    said = _(
        "%(count)s %(unit)s of it may be counted twice (待核): a lead has not decided yet.", count=count, unit=unit
    )
    return Trouble(str(said), href)
