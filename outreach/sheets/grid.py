"""The cells of one sheet as they stand in the file, before anyone knows which line holds the headings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets.limits import HEADING_WITHIN, MAX_COLUMNS, MAX_ROWS, MOST_CELLS, MOST_LINES
from outreach.sheets.typed import Value, cleaned


class Line(NamedTuple):
    """One line that is not empty: its number in the file, counted from 1 as spreadsheets do, and its cells."""

    number: int
    values: tuple[Value, ...]

    def at(self, column: int) -> Value:
        """The cell in a column counted from 0, None behind the line's end."""
        return self.values[column] if column < len(self.values) else None

    @property
    def filled(self) -> list[Value]:
        """The cells that hold something."""
        return [value for value in self.values if value is not None]


class Merge(NamedTuple):
    """A rectangle shown as one cell: line number of its first row, and its first and last column counted from 0."""

    number: int
    first: int
    last: int


@dataclass(frozen=True)
class Grid:
    """One sheet: its lines without the empty ones, and the cells merged sideways.

    `merges` is None where the file can't say which cells are merged (CSV, pasted text).
    """

    lines: tuple[Line, ...]
    merges: tuple[Merge, ...] | None = None
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()


def lines_of(rows: Iterable[Sequence[Value]], *, first: int = 1) -> tuple[Line, ...]:
    """The rows that are not empty, cleaned and cut behind their last filled cell.

    Invalid (`too_many_rows`, `too_many_columns`) as soon as there are more than a table may have.
    """
    lines: list[Line] = []
    for number, row in enumerate(rows, first):
        check_rows(number - MOST_LINES + MAX_ROWS)
        values = _cut(row)
        if values:
            check_columns(len(values))
            lines.append(Line(number, values))
            check_rows(len(lines) - HEADING_WITHIN)
    return tuple(lines)


def _cut(row: Sequence[Value]) -> tuple[Value, ...]:
    """The cells of a row, cleaned, up to its last filled one."""
    end = len(row)
    while end and row[end - 1] in ("", None):
        end -= 1
    check_columns(end - MOST_CELLS + MAX_COLUMNS)
    values = _cleaned(row[:end])
    while values and values[-1] is None:
        values.pop()
    return tuple(values)


def _cleaned(cells: Sequence[Value]) -> list[Value]:
    """The cells, cleaned; a row of nothing but plain texts, as CSV has them, at once."""
    try:
        texts = cast(Sequence[str], cells)
        if "".join(texts).isprintable():
            return [text.strip() or None for text in texts]
    except TypeError:  # there are others among them
        pass
    return [cleaned(value) for value in cells]


def check_columns(count: int) -> None:
    """Refuses more columns than a table may have."""
    if count > MAX_COLUMNS:
        raise errors.Invalid(
            _("The table has more than %(limit)s columns.", limit=MAX_COLUMNS), code="too_many_columns"
        )


def check_rows(count: int) -> None:
    """Refuses more rows than a table may have."""
    if count > MAX_ROWS:
        raise errors.Invalid(
            _("The table has more than %(limit)s rows. Divide it into several files.", limit=MAX_ROWS),
            code="too_many_rows",
        )
