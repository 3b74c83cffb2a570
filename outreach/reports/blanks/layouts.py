"""What a form of others looks like: its sheets or tables and paragraphs, and the spots into which something can go."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from outreach.reports.blanks.gaps import gaps_in

#: What is written into a spot.
Value = str | int | Decimal | date

#: Labels longer than this are cut: a cell is named in a list by it.
LONGEST_LABEL = 80
#: Columns that only number the rows.
COUNTERS = frozenset({"序号", "编号", "No", "No.", "NO."})
_HEADINGS_UP, _HEADINGS_LEFT = 2, 2


@dataclass(frozen=True)
class Spot:
    """A cell or a gap that can be filled: its address in the file, and what its headings ask for there."""

    address: str
    label: str
    text: str = ""
    is_date: bool = False
    is_percent: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell as it is shown; what is merged is one cell."""

    text: str
    rows: int = 1
    columns: int = 1
    is_formula: bool = False
    is_strong: bool = False
    align: str = ""
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True)
class Grid:
    """A sheet, or a table of a document. `number` counts its rows as its program does, None in a document."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    numbers: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a document, with the gaps in it."""

    text: str
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True)
class Layout:
    """A form as it is shown, and sentences about what in it can't be filled."""

    blocks: tuple[Grid | Paragraph, ...]
    remarks: tuple[Any, ...] = field(default=())

    @property
    def spots(self) -> dict[str, Spot]:
        """Every spot by its address, in the order of the form."""
        return {spot.address: spot for spot in self._each()}

    def _each(self) -> Iterator[Spot]:
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield from block.spots
            else:
                yield from (spot for row in block.rows for cell in row for spot in cell.spots)


@dataclass
class Place:
    """A cell on the way to a layout: where it stands, what it covers."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    address: str = ""
    is_formula: bool = False
    is_strong: bool = False
    is_number: bool = False
    is_date: bool = False
    is_percent: bool = False
    align: str = ""

    @property
    def is_heading(self) -> bool:
        """Whether it names the cells below or beside it."""
        return bool(self.text.strip()) and not self.is_number and not self.is_formula


class Labelling:
    """Names the empty cells of a table by the headings above them and at their left."""

    def __init__(self, places: list[Place]) -> None:
        self.at = {
            (row, column): place
            for place in places
            for row in range(place.row, place.row + place.rows)
            for column in range(place.column, place.column + place.columns)
        }

    def spots_of(self, place: Place) -> tuple[Spot, ...]:
        """What of the cell can be filled: all of it where it is empty or a bare number, else the gaps in its text."""
        facts = {"is_date": place.is_date, "is_percent": place.is_percent}
        if place.is_formula or not place.address:
            return ()
        if not place.text.strip() or place.is_number or place.text.strip() in ("/", "-", "—", "－"):
            label = self.label_of(place)
            is_counter = label.rpartition(" · ")[2] in COUNTERS
            return () if is_counter else (Spot(place.address, label, place.text.strip(), **facts),)
        return spots_in(place.address, place.text)

    def label_of(self, place: Place) -> str:
        """The headings at its left, and those above it."""
        beside = self.at.get((place.row, place.column - 1))
        if beside is not None and _asks_itself(beside):
            return ""
        left = self._walk(place, 0, -1, _HEADINGS_LEFT)
        up = self._walk(place, -1, 0, _HEADINGS_UP)
        words = [_short(each.text) for each in (*reversed(left), *reversed(up))]
        return " · ".join(dict.fromkeys(word for word in words if word))[:LONGEST_LABEL]

    def _walk(self, place: Place, down: int, right: int, most: int) -> list[Place]:
        """The headings met on the way to the edge; one met ends the search when a cell to be filled follows it."""
        found: list[Place] = []
        row, column = place.row + down, place.column + right
        while row >= 0 and column >= 0 and len(found) < most:
            other = self.at.get((row, column))
            if other is not None and other.is_heading and other not in found:
                if _spans_the_table(other, down) or _asks_itself(other):
                    break
                found.append(other)
            elif found:
                break
            row, column = row + down, column + right
        return found


def spots_in(address: str, text: str) -> tuple[Spot, ...]:
    """The gaps of a text as spots."""
    return tuple(
        Spot(f"{address}#{number}", gap.label[:LONGEST_LABEL], text[gap.start : gap.end], is_date=False)
        for number, gap in enumerate(gaps_in(text))
    )


def _spans_the_table(place: Place, down: int) -> bool:
    """Whether a cell above is a title over many columns, which names none of them."""
    return bool(down) and place.columns > 5


def _asks_itself(place: Place) -> bool:
    """Whether a cell has its own place for what it asks for, 统计时段：, and so names no other; 其中： names some."""
    text = place.text.strip()
    return text.endswith(("：", ":")) and "其中" not in text


def _short(text: str) -> str:
    return " ".join(text.split()).rstrip("：:")
