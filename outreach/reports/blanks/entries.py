"""What would go into each tied cell for some days: its value, or why there is none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from flask_babel import gettext as _

from outreach.reports.blanks.files import said
from outreach.reports.blanks.labels import FACTS
from outreach.reports.blanks.layouts import Layout, Spot, Value
from outreach.reports.blanks.models import BlankTie
from outreach.reports.blanks.rules import Fact, Printed, TieKind
from outreach.reports.typed.resolving import Resolved

#: A cell that is formatted as a share of one shows 81.11 as 8111 %.
_PER_CENT = Decimal(100)


@dataclass(frozen=True)
class Entry:
    """A tied cell with what goes into it. `trouble` keeps it empty, `note` is to be known of its number.

    `is_unlogged` says that its number is the 0 of no lines, which does not say that there was none (rule 10).
    """

    spot: Spot
    tie: BlankTie
    named: str
    value: Value | None = None
    trouble: str | None = None
    note: str | None = None
    is_unlogged: bool = False
    found: Resolved | None = None

    @property
    def shown(self) -> str:
        """What will stand in the cell."""
        return "" if self.value is None else said(self.value)

    @property
    def remark(self) -> str | None:
        """What is amiss with it, or to be known of it."""
        unlogged = (
            _("Nothing of the kind was logged: it is the 0 of no lines, which does not say that there was none.")
            if self.is_unlogged
            else None
        )
        return self.trouble or self.note or unlogged

    @property
    def href(self) -> str | None:
        """Where its figure opens today."""
        return self.found.href if self.found else None


@dataclass(frozen=True)
class Around:
    """What the values are taken from."""

    resolve: Callable[[str], Resolved]
    facts: Mapping[Fact, Value]
    answers: Mapping[str, str]


def entries_of(layout: Layout, ties: Mapping[str, BlankTie], around: Around) -> list[Entry]:
    """The tied cells in the order of the form; a tie whose cell is gone is left out."""
    known: dict[str, Resolved] = {}

    def resolve(word: str) -> Resolved:
        if word not in known:
            known[word] = around.resolve(word)
        return known[word]

    spots = layout.spots
    return [_entry(spots[address], ties[address], around, resolve) for address in spots if address in ties]


def _entry(spot: Spot, tie: BlankTie, around: Around, resolve: Callable[[str], Resolved]) -> Entry:
    if tie.kind is TieKind.FIGURE:
        return _of_figure(spot, tie, resolve(tie.word))
    if tie.kind is TieKind.TEXT:
        return Entry(spot, tie, _("Fixed text"), tie.text)
    if tie.kind is TieKind.FACT:
        fact = Fact(tie.word)
        return Entry(spot, tie, str(FACTS[fact]), around.facts[fact])
    answer = around.answers.get(tie.word, "")
    trouble = None if answer else _("Nothing was answered.")
    return Entry(spot, tie, tie.word, answer or None, trouble)


def _of_figure(spot: Spot, tie: BlankTie, found: Resolved) -> Entry:
    trouble = found.trouble or (None if found.number is not None else _("There is no number."))
    if trouble:
        return Entry(spot, tie, found.label, trouble=trouble, found=found)
    is_unlogged = found.drawn is not None and found.drawn.is_unlogged
    if tie.printed is not Printed.NUMBER:
        worded = found.exact if tie.printed is Printed.EXACT else found.wording
        return Entry(spot, tie, found.label, worded, is_unlogged=is_unlogged, found=found)
    number = found.number
    if found.rate is not None and spot.is_percent:
        number = found.rate / _PER_CENT
    part = f"{found.estimated}{found.unit}"
    note = _("%(part)s of it are estimated.", part=part) if found.estimated else None
    return Entry(spot, tie, found.label, number, note=note, is_unlogged=is_unlogged, found=found)
