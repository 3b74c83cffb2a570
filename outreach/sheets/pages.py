"""Tables in web pages: what some platforms send out under the name .xls."""

import html
import re
from collections.abc import Iterator

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets.grid import Grid, Merge, check_columns, check_rows, lines_of
from outreach.sheets.limits import HEADING_WITHIN, MAX_COLUMNS, MAX_ROWS, MOST_CELLS, MOST_LINES, MOST_TABLES
from outreach.sheets.packages import too_much
from outreach.sheets.typed import Value

#: a tag, or the text before the next one. The library's own HTML parser takes minutes for a page of broken tags
_PIECE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)([^<>]*+)>|([^<]+|<+(?=<)|<)")
_SPAN = re.compile(r"""colspan\s*+=\s*+(?:["']\s*+)?([0-9]{1,3})(?![0-9])""", re.IGNORECASE)


def read_page(text: str, name: str) -> Grid:
    """The grid of the longest table on a page; Invalid where there is none."""
    page = _Page()
    for piece in _PIECE.finditer(_without_comments(text)):  # a list of all pieces would take most of a gigabyte
        close, tag, attributes, data = piece.groups(default="")
        if not tag:
            page.data(data)
        elif close:
            page.end(tag.lower())
        else:
            page.start(tag.lower(), attributes)
        if len(page.tables) > MOST_TABLES:
            raise too_much(name)
    page.close_cell()
    if not page.tables:
        raise errors.Invalid(
            _("“%(name)s” is a web page without a table. Open it in a spreadsheet and save it as .xlsx.", name=name),
            code="not_a_table",
            name=name,
        )
    return max(page.tables, key=lambda table: len(table.rows)).grid()


def _without_comments(text: str) -> str:
    first, *others = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in others)


class _Table:
    """The rows of one table: of each cell its text and over how many columns it reaches; how many rows say anything."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[str, int]]] = []
        self.filled = 0

    def grid(self) -> Grid:
        return Grid(lines_of(self._values()), merges=tuple(self._merges()))

    def _values(self) -> Iterator[list[Value]]:
        for row in self.rows:
            values: list[Value] = []
            for text, span in row:
                values += [" ".join(html.unescape(text).split()), *[None] * (span - 1)]
            yield values

    def _merges(self) -> Iterator[Merge]:
        for number, row in enumerate(self.rows, 1):
            column = 0
            for _text, span in row:
                if span > 1:
                    yield Merge(number, column, column + span - 1)
                column += span


class _Page:
    """Collects the tables of a page; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._row: list[tuple[str, int]] = []
        self._cell: list[str] | None = None
        self._span, self._row_says = 1, False

    def start(self, tag: str, attributes: str) -> None:
        if tag == "table":
            self.tables.append(_Table())
            self._open.append(self.tables[-1])
        elif tag == "tr" and self._open:
            self.close_cell()
            self._begin_row(self._open[-1])
        elif tag in ("td", "th") and self._open and self._open[-1].rows:
            self.close_cell()
            self._begin_cell(self._open[-1], attributes)
        else:
            self.data(" ")

    def end(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self.close_cell()
        if tag == "table" and self._open:
            self._open.pop()

    def data(self, text: str) -> None:
        if self._cell is not None:
            self._cell.append(text)

    def close_cell(self) -> None:
        """The open cell, if any, has all its text."""
        if self._cell is None:
            return
        text, self._cell = "".join(self._cell), None
        if text and not self._row_says and not text.isspace():
            self._row_says = True
            self._table.filled += 1
            check_rows(self._table.filled - HEADING_WITHIN)
        self._row[self._at] = (text, self._span)

    def _begin_row(self, table: _Table) -> None:
        table.rows.append([])
        self._row_says = False
        check_rows(len(table.rows) - MOST_LINES + MAX_ROWS)

    def _begin_cell(self, table: _Table, attributes: str) -> None:
        span = _SPAN.search(attributes)
        self._table = table
        self._row, self._cell, self._span = table.rows[-1], [], min(max(int(span[1]) if span else 1, 1), MAX_COLUMNS)
        self._at = len(self._row)
        self._row.append(("", self._span))
        check_columns(len(self._row) - MOST_CELLS + MAX_COLUMNS)
