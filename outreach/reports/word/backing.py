"""What the proof copy 佐证稿 says behind its text, in plain values: it is put on paper without asking the database."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from outreach.reports.texts.copies import Reference

#: So many lines of one number are printed; the rest opens in the program.
MOST_LINES = 100


@dataclass(frozen=True)
class LedgerLine:
    """A line as the drawing has kept it; `marks` says what is to be known of it (撤销, 估计, 待核)."""

    day: date
    label: str
    team: str
    by: str
    quantity: int
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Backing:
    """A number with what is behind it. `lines` are the first of `count`, `rest` is the sum of the others.

    `facts` are what is said beside its definition: filters, owner and source of one that was typed by hand. `stays`:
    none is printed, for what was found in companies stays inside.
    """

    reference: Reference
    address: str
    facts: tuple[tuple[str, str], ...] = ()
    lines: tuple[LedgerLine, ...] = ()
    count: int = 0
    rest: int = 0
    stays: bool = False

    @property
    def total(self) -> int:
        """The sum of all its lines."""
        return sum(line.quantity for line in self.lines) + self.rest


@dataclass(frozen=True)
class Row:
    """A stretch of colour of a chart: its name, its values in the order of the labels, its colour as RRGGBB."""

    name: str
    values: tuple[int, ...]
    colour: str


@dataclass(frozen=True)
class Picture:
    """A chart and the table below it; `alt` says in a sentence what it shows. Standing columns, or lying bars."""

    title: str
    unit: str
    alt: str
    head: str
    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    is_lying: bool = False

    @property
    def total(self) -> int:
        """What all of its values add up to."""
        return sum(sum(row.values) for row in self.rows)


@dataclass(frozen=True)
class Proof:
    """All that stands behind a text: of which drawing, what is not settled, each number, and the charts."""

    facts: tuple[tuple[str, str], ...]
    backings: tuple[Backing, ...]
    pictures: tuple[Picture, ...] = ()
    findings: tuple[Any, ...] = ()

    def address_of(self, number: int) -> str | None:
        """Where the number of a reference opens."""
        return next((each.address for each in self.backings if each.reference.number == number), None)
