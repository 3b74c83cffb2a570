"""A form as its page shows it: every spot with what it is tied to, what is suggested, or what would stand in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outreach.errors import Refusal
from outreach.reports.blanks.entries import Entry
from outreach.reports.blanks.gaps import gaps_in
from outreach.reports.blanks.labels import FACTS
from outreach.reports.blanks.layouts import Cell, Grid, Layout, Paragraph, Spot
from outreach.reports.blanks.models import BlankTie
from outreach.reports.blanks.rules import Fact, Suggestion, TieKind, may_ask
from outreach.reports.filters import Filters
from outreach.reports.parts import read_part
from outreach.reports.typed.resolving import resolve
from outreach.reports.typed.words import is_typed_word

#: Column widths of a sheet come in so many steps, each with a class of its own.
_STEPS = (6, 10, 16, 24, 40)


@dataclass(frozen=True)
class Shown:
    """A spot on a page. `state` is "tied", "suggested", "open" (it has headings), "free", "filled" or "troubled"."""

    spot: Spot
    state: str
    text: str
    title: str = ""


@dataclass(frozen=True)
class ShownCell:
    """A cell: its `pieces` are texts and spots in their order."""

    cell: Cell
    pieces: tuple[str | Shown, ...]


@dataclass(frozen=True)
class Block:
    """A sheet, a table or a paragraph; a paragraph has no rows."""

    name: str
    rows: tuple[tuple[int | None, tuple[ShownCell, ...]], ...] = ()
    steps: tuple[int, ...] = ()
    pieces: tuple[str | Shown, ...] = ()


class _Showing:
    def __init__(
        self,
        ties: Mapping[str, BlankTie],
        suggestions: Mapping[str, Suggestion],
        entries: Sequence[Entry] | None,
        year: int,
    ) -> None:
        self.ties, self.suggestions, self.year = ties, suggestions, year
        self.entries = None if entries is None else {entry.spot.address: entry for entry in entries}
        self.names: dict[str, str] = {}

    def block(self, block: Grid | Paragraph) -> Block:
        if isinstance(block, Paragraph):
            return Block("", pieces=self.pieces(block.text, block.spots))
        numbers: Sequence[int | None] = block.numbers or (None,) * len(block.rows)
        pairs = zip(numbers, block.rows, strict=True)
        rows = tuple((number, tuple(self.cell(each) for each in row)) for number, row in pairs)
        return Block(block.name, rows, tuple(sum(width > most for most in _STEPS) for width in block.widths))

    def cell(self, cell: Cell) -> ShownCell:
        return ShownCell(cell, self.pieces(cell.text, cell.spots))

    def pieces(self, text: str, spots: Sequence[Spot]) -> tuple[str | Shown, ...]:
        whole = [spot for spot in spots if "#" not in spot.address]
        gaps = [spot for spot in spots if "#" in spot.address]
        found: list[str | Shown] = []
        after = 0
        for gap, spot in zip(gaps_in(text), gaps, strict=False):
            found += [text[after : gap.start], self.spot(spot)]
            after = gap.end
        if not any(spot.text.strip() == text.strip() for spot in whole):
            found.append(text[after:])
        return tuple(each for each in (*found, *(self.spot(spot) for spot in whole)) if each)

    def spot(self, spot: Spot) -> Shown:
        tie, suggestion = self.ties.get(spot.address), self.suggestions.get(spot.address)
        if self.entries is not None:
            return self.entry(spot)
        if tie is not None:
            return Shown(spot, "tied", self.named(tie.kind, tie.word, tie.text))
        if suggestion is not None:
            return Shown(spot, "suggested", self.named(suggestion.kind, suggestion.word, ""))
        return Shown(spot, "open" if may_ask(spot.label) else "free", spot.text)

    def entry(self, spot: Spot) -> Shown:
        entry = (self.entries or {}).get(spot.address)
        if entry is None:
            return Shown(spot, "open" if may_ask(spot.label) else "free", spot.text)
        if entry.trouble:
            return Shown(spot, "troubled", "!", f"{entry.named}: {entry.trouble}")
        return Shown(spot, "filled", entry.shown, entry.named)

    def named(self, kind: TieKind, word: str, text: str) -> str:
        key = f"{kind}|{word}|{text}"
        if key not in self.names:
            self.names[key] = tie_named(kind, word, text, self.year)
        return self.names[key]


def shown_blocks(
    layout: Layout,
    ties: Mapping[str, BlankTie],
    suggestions: Mapping[str, Suggestion],
    entries: Sequence[Entry] | None = None,
    *,
    year: int,
) -> list[Block]:
    """The form block by block; with `entries` as it would be filled."""
    showing = _Showing(ties, suggestions, entries, year)
    return [showing.block(each) for each in layout.blocks]


def tie_named(kind: TieKind, word: str, text: str, year: int) -> str:
    """What a cell is tied to, in words."""
    if kind is TieKind.TEXT:
        return text
    if kind is TieKind.FACT:
        return str(FACTS[Fact(word)])
    if kind is TieKind.ASKED:
        return f"？{word}"
    try:
        return resolve(word, Filters.of_year(year)).label if is_typed_word(word) else read_part(word).named
    except Refusal:
        return word
