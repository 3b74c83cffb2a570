"""Workbooks that people keep working in: real numbers and days, a heading row that stays in view, fitting columns."""

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from outreach import errors
from outreach.sheets.typed import CONTROL
from outreach.sheets.written import Cell, Plain, display_width, plain_cell

MOST_ROWS = 1_048_576
FIRST_YEAR = 1901  # spreadsheets believe that 1900 was a leap year
NARROWEST, WIDEST = 6, 60
LONGEST_NAME = 31
_A4 = 9  # as Excel numbers papers

LINE_HEIGHT = 15  # points
_ADDRESS = re.compile(r"https?://\S+\Z")
_ILLEGAL_IN_NAMES = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True)
class Formula:
    """A formula of the program's own making (never of what people typed), and the value that it has."""

    text: str
    value: int | float


@dataclass(frozen=True)
class Sheet:
    """One sheet to be written; `rows` may be a generator and is gone through once.

    `above` are rows before the heading that say what the table is of; of its columns they widen the first alone.
    `is_filtered` puts a filter on every column; the rows above stay what they are. The last `unprinted` columns are
    left out on paper.
    """

    name: str
    header: Sequence[Cell]
    rows: Iterable[Sequence[Cell | Formula]]
    above: Sequence[Sequence[Cell | Formula]] = ()
    is_filtered: bool = False
    unprinted: int = 0

    def range_of(self, column: int, count: int) -> str:
        """The cells of a column in `count` rows (H8:H107); one blank row where there is none."""
        first = len(self.above) + 1
        return str(xl_range(first, column, first + max(count, 1) - 1, column))


def cell_of(sheet_name: str, row: int, column: int) -> str:
    """A cell of a sheet as a formula of another sheet names it; row and column from 0."""
    quoted = sheet_name.replace("'", "''")
    return f"'{quoted}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"


def write_workbook(sheets: Iterable[Sheet], *, created: datetime) -> bytes:
    """The workbook's bytes; the same sheets and the same instant `created` give the same bytes."""
    out = io.BytesIO()
    write_workbook_into(out, sheets, created=created)
    return out.getvalue()


def write_workbook_into(file: BinaryIO, sheets: Iterable[Sheet], *, created: datetime) -> None:
    """Writes a workbook, one row in memory at a time; `created` is the aware instant its properties show.

    Text is never a formula or a link. Raises TooLarge for more rows than a sheet can have.
    """
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"created": created.astimezone(UTC).replace(tzinfo=None)})
        looks = _Looks(workbook)
        names: set[str] = set()
        for sheet in sheets:
            name = legal_name(sheet.name, taken=names)
            names.add(name.casefold())
            _write_sheet(workbook.add_worksheet(name), sheet, looks)


def legal_name(name: str, *, taken: set[str] | frozenset[str] = frozenset()) -> str:
    """A sheet's name as spreadsheets allow it: 31 characters, none of []:*?/\\, no quote at its ends, not in `taken`.

    `taken` holds names in lower case; a second "6月" becomes "6月 (2)".
    """
    legal = _ILLEGAL_IN_NAMES.sub("-", CONTROL.sub("", str(name)).replace("\n", " ")).strip(" '")
    legal = _shortened(legal, LONGEST_NAME) or "Sheet"
    if legal.casefold() == "history":  # reserved by Excel
        legal += "-"
    unique, count = legal, 1
    while unique.casefold() in taken:
        count += 1
        unique = f"{_shortened(legal, LONGEST_NAME - len(f' ({count})'))} ({count})"
    return unique


def _shortened(name: str, length: int) -> str:
    """At most `length` UTF-16 units of a name, as Excel counts them, without a quote or space at the end."""
    while len(name.encode("utf-16-le")) > 2 * length:
        name = name[:-1]
    return name.rstrip(" '")


class _Looks:
    """The formats of a workbook's cells."""

    def __init__(self, workbook: xlsxwriter.Workbook) -> None:
        self.heading: Format = workbook.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        self.sum: Format = workbook.add_format({"bold": True, "valign": "top", "align": "right", "num_format": "#,##0"})
        self.text: Format = workbook.add_format({"valign": "top"})
        self.long_text: Format = workbook.add_format({"valign": "top", "text_wrap": True})
        self.day: Format = workbook.add_format(
            {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left", "indent": 1}
        )
        self.instant: Format = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"})
        self.time: Format = workbook.add_format({"num_format": "hh:mm", "valign": "top", "align": "left"})


def _write_sheet(worksheet: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    top = _write_above(worksheet, sheet, looks)
    widths = [NARROWEST] * len(sheet.header)
    said = [display_width(str(plain_cell(row[0]))) for row in sheet.above if len(row) > 1]
    for column, heading in enumerate(sheet.header):
        text = str(plain_cell(heading) or "")
        worksheet.write_string(top, column, text, looks.heading)
        widths[column] = max(NARROWEST, display_width(text), *said[: 0 if column else None])
    last = top
    for last, row in enumerate(sheet.rows, top + 1):
        if last >= MOST_ROWS:
            raise errors.TooLarge(f"the sheet {sheet.name} has more than {MOST_ROWS} rows", sheet=sheet.name)
        _write_row(worksheet, last, row, looks, widths)
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, min(width, WIDEST) + 2)
    worksheet.freeze_panes(top + 1, 0)
    if sheet.is_filtered and widths:
        worksheet.autofilter(top, 0, last, len(widths) - 1)
    _set_for_paper(worksheet, top)
    if sheet.unprinted:
        worksheet.print_area(0, 0, last, len(widths) - 1 - sheet.unprinted)


def _write_row(worksheet: Worksheet, number: int, row: Sequence[Any], looks: _Looks, widths: list[int]) -> None:
    """Writes a row as tall as its longest text, and widens the columns that it needs wider."""
    tallest = 1
    for column, cell in enumerate(row):
        width = _write(worksheet, number, column, cell, looks)
        tallest = max(tallest, _lines_of(cell, width))
        if column < len(widths):
            widths[column] = max(widths[column], width)
    if tallest > 1:
        worksheet.set_row(number, tallest * LINE_HEIGHT)


def _set_for_paper(worksheet: Worksheet, top: int) -> None:
    """A4 across, as wide as the table, its heading on every page and the page's number below."""
    worksheet.set_landscape()
    worksheet.set_paper(_A4)
    worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(top)
    worksheet.set_footer("&L&A&R&P / &N")


def _lines_of(cell: Cell | Formula, width: int) -> int:
    """How many lines a cell needs in the widest column; not every program finds out by itself."""
    text = cell if isinstance(cell, str) else ""
    if not _wraps(text, width):
        return 1
    return sum(max(1, math.ceil(display_width(line) / WIDEST)) for line in text.split("\n"))


def _wraps(text: str, width: int) -> bool:
    """Whether a text takes several lines; an address is left on one, to be copied."""
    return "\n" in text or (width > WIDEST and not _ADDRESS.match(text))


def _write_above(worksheet: Worksheet, sheet: Sheet, looks: _Looks) -> int:
    """Writes the rows above the heading and returns how many they are."""
    for number, row in enumerate(sheet.above):
        for column, cell in enumerate(row):
            text = plain_cell(cell) if not isinstance(cell, Formula) else None
            if isinstance(text, str):  # runs on over the empty cells beside it
                worksheet.write_string(number, column, text, looks.text)
            else:
                _write(worksheet, number, column, cell, looks)
    return len(sheet.above)


def _write(worksheet: Worksheet, row: int, column: int, cell: Cell | Formula, looks: _Looks) -> int:
    """Writes one cell and returns how wide it is shown."""
    if isinstance(cell, Formula):
        worksheet.write_formula(row, column, cell.text, looks.sum, cell.value)
        return len(str(cell.value))
    return _write_cell(worksheet, row, column, plain_cell(cell), looks)


def _write_cell(worksheet: Worksheet, row: int, column: int, value: Plain, looks: _Looks) -> int:
    """Writes one cell and returns how wide it is shown."""
    if isinstance(value, str):
        width = display_width(value)
        worksheet.write_string(row, column, value, looks.long_text if _wraps(value, width) else looks.text)
        return width
    if isinstance(value, date) and value.year < FIRST_YEAR:
        return _write_cell(worksheet, row, column, str(value), looks)
    if isinstance(value, datetime | date | time):
        look, width = _time_look(value, looks)
        worksheet.write_datetime(row, column, value, look)
        return width
    if isinstance(value, bool):
        worksheet.write_boolean(row, column, value, looks.text)
    elif value is not None:
        worksheet.write_number(row, column, value, looks.text)
    return len(str(value))


def _time_look(value: datetime | date | time, looks: _Looks) -> tuple[Format, int]:
    if isinstance(value, datetime):
        return looks.instant, 16
    return (looks.day, 10) if isinstance(value, date) else (looks.time, NARROWEST)
