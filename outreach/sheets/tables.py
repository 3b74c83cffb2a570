"""A table that was read: its headings, and the rows below them with their numbers."""

from dataclasses import dataclass
from typing import NamedTuple

from outreach.sheets.typed import Value


class Row(NamedTuple):
    """A row: its number in the file, counted from 1 as spreadsheets do, and a value for every heading."""

    number: int
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Table:
    """A table without empty rows and columns.

    `header` has "" for a column without a heading, `letters` the columns' names in a spreadsheet (A, B ...).
    `headings_assumed` says that no heading row was there and that the wanted columns were taken in their order.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    letters: tuple[str, ...]
    headings_assumed: bool = False
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
