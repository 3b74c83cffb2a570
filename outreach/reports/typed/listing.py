"""The list of a year's typed figures: each beside last year's, with what is asked about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from outreach.reports.typed.models import TypedFigure, TypedValue
from outreach.reports.typed.queries import Standing, standings
from outreach.reports.typed.rules import PERCENT, Piece, Shape, typed_pieces
from outreach.reports.typed.said import Said, said_of
from outreach.reports.typed.saying import findings, said_finding

_MAIN = {Shape.NUMBER: Piece.VALUE, Shape.RATE: Piece.RATE, Shape.EXAM: Piece.RATE}


@dataclass(frozen=True)
class Entry:
    """A typed figure on its list: what it says, what it said a year before, and the sentences that ask about it."""

    figure: TypedFigure
    value: TypedValue | None
    said: Said
    before: Said | None
    doubts: tuple[Any, ...]
    is_overdue: bool

    @property
    def is_blank(self) -> bool:
        """Whether nobody has said anything."""
        return self.said.numbers.is_blank

    @property
    def main(self) -> str:
        """The number that stands in front: the value, or the rate."""
        return said_main(self.said)

    @property
    def main_before(self) -> str:
        """That of the year before; "—" where there is none."""
        if self.before is None or self.before.numbers.is_blank:
            return "—"
        return self.before.worded(_MAIN[self.before.shape])

    @property
    def pieces(self) -> tuple[tuple[Any, str], ...]:
        """What a rate is made of, each with its name; nothing of a plain number."""
        return said_pieces(self.said)

    @property
    def change(self) -> str:
        """This year's less last year's, with its sign; of rates in points; "" where one of the two is blank."""
        if self.before is None:
            return ""
        now, before = _main_number(self.said), _main_number(self.before)
        if now is None or before is None:
            return ""
        moved = now - before
        if isinstance(moved, Decimal):
            return f"{moved:+.2f}".rstrip("0").rstrip(".") if moved else "0"
        return f"{moved:+,}" if moved else "0"

    @property
    def change_is_points(self) -> bool:
        """Whether the change is one of points of a rate."""
        return self.said.piece_unit(_MAIN[self.said.shape]) == PERCENT


@dataclass(frozen=True)
class Section:
    """The figures of one part of the report."""

    name: str
    entries: tuple[Entry, ...]


def sections(year: int, today: date) -> list[Section]:
    """The year's typed figures by part of the report, in their order."""
    both = standings(year), standings(year - 1)
    entries = [_entry(each, *both, today) for each in both[0]]
    names = list(dict.fromkeys(entry.figure.section for entry in entries))
    ordered = sorted(entries, key=lambda entry: names.index(entry.figure.section))
    return [Section(name, tuple(group)) for name, group in groupby(ordered, key=lambda entry: entry.figure.section)]


def entry_of(found: Standing, today: date) -> Entry:
    """One figure as it stands on the list."""
    year = found.figure.year
    return _entry(found, standings(year), standings(year - 1), today)


def said_main(said: Said) -> str:
    """The number that stands in front: the value, or the rate; "—" of a blank one."""
    if said.numbers.is_blank:
        return "—"
    main = said.worded(_MAIN[said.shape])
    return f"{said.piece_name(Piece.RATE)} {main}" if said.shape is Shape.EXAM else main


def said_pieces(said: Said) -> tuple[tuple[Any, str], ...]:
    """The typed numbers of a rate or an exam with their names."""
    if said.shape is Shape.NUMBER or said.numbers.is_blank:
        return ()
    return tuple((said.piece_name(piece), said.worded(piece)) for piece in typed_pieces(said.shape))


def history_of(figure: TypedFigure, values: Sequence[TypedValue]) -> list[tuple[TypedValue, Said]]:
    """Each value that was ever said, with what it said."""
    return [(value, said_of(figure, value)) for value in values]


def _entry(found: Standing, this_year: Sequence[Standing], last_year: Sequence[Standing], today: date) -> Entry:
    figure, said = found.figure, found.said
    doubts = tuple(said_finding(figure, each) for each in findings(figure, said.numbers, this_year, last_year))
    before = next((each.said for each in last_year if each.figure.code == figure.code), None)
    is_overdue = said.numbers.is_blank and figure.due is not None and figure.due < today
    return Entry(figure, found.value, said, before, doubts, is_overdue)


def _main_number(said: Said) -> int | Decimal | None:
    piece = _MAIN[said.shape]
    return said.numbers.rate(piece) if piece is Piece.RATE else said.numbers.of(piece)
