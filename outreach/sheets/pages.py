"""Tables in web pages: what some platforms send out under the name .xls."""

from collections.abc import Iterator
from html.parser import HTMLParser

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets.grid import Grid, Merge, lines_of
from outreach.sheets.limits import MAX_COLUMNS, MAX_PAGE_BYTES
from outreach.sheets.typed import Value


def read_page(text: str, name: str) -> Grid:
    """The grid of the longest table on a page; Invalid where there is none."""
    if len(text) > MAX_PAGE_BYTES:
        raise errors.Invalid(
            _("“%(name)s” is a web page that is too long to read. Save it as .xlsx first.", name=name),
            code="file_too_large",
            name=name,
        )
    page = _Page()
    page.feed(text)
    page.close()
    if not page.tables:
        raise errors.Invalid(
            _("“%(name)s” is a web page without a table. Open it in a spreadsheet and save it as .xlsx.", name=name),
            code="not_a_table",
            name=name,
        )
    return max(page.tables, key=lambda table: len(table.rows)).grid()


class _Table:
    """The rows of one table, with the columns over which its cells reach."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[list[str], int]]] = []

    def grid(self) -> Grid:
        return Grid(lines_of(self._values()), merges=tuple(self._merges()))

    def _values(self) -> Iterator[list[Value]]:
        for row in self.rows:
            values: list[Value] = []
            for text, span in row:
                values += ["".join(text), *[None] * (span - 1)]
            yield values

    def _merges(self) -> Iterator[Merge]:
        for number, row in enumerate(self.rows, 1):
            column = 0
            for _text, span in row:
                if span > 1:
                    yield Merge(number, column, column + span - 1)
                column += span


class _Page(HTMLParser):
    """Collects the tables of a page; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append(_Table())
            self._open.append(self.tables[-1])
        elif tag == "tr" and self._open:
            self._open[-1].rows.append([])
        elif tag in ("td", "th") and self._open and self._open[-1].rows:
            span = dict(attrs).get("colspan") or "1"
            self._cell = []
            width = int(span) if span.isascii() and span.isdigit() and len(span) < 4 else 1
            self._open[-1].rows[-1].append((self._cell, min(max(width, 1), MAX_COLUMNS)))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._open:
            self._open.pop()
        if tag in ("td", "th", "tr", "table"):
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)
