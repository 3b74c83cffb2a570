"""Tables in web pages: what some platforms send out under the name .xls."""

import html
import re
from collections.abc import Iterator

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets.grid import Grid, Merge, lines_of
from outreach.sheets.limits import MAX_COLUMNS
from outreach.sheets.typed import Value

#: a tag, or the text before the next one. The library's own HTML parser takes minutes for a page of broken tags
_PIECE = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>|([^<]+|<)")
_SPAN = re.compile(r"""colspan\s*=\s*["']?\s*([0-9]{1,3})(?![0-9])""", re.IGNORECASE)


def read_page(text: str, name: str) -> Grid:
    """The grid of the longest table on a page; Invalid where there is none."""
    page = _Page()
    for close, tag, attributes, data in _PIECE.findall(_without_comments(text)):
        if not tag:
            page.data(data)
        elif close:
            page.end(tag.lower())
        else:
            page.start(tag.lower(), attributes)
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
    """The rows of one table: of each cell the pieces of its text, and over how many columns it reaches."""

    def __init__(self) -> None:
        self.rows: list[list[tuple[list[str], int]]] = []

    def grid(self) -> Grid:
        return Grid(lines_of(self._values()), merges=tuple(self._merges()))

    def _values(self) -> Iterator[list[Value]]:
        for row in self.rows:
            values: list[Value] = []
            for pieces, span in row:
                text = " ".join(html.unescape("".join(pieces)).split())
                values += [text, *[None] * (span - 1)]
            yield values

    def _merges(self) -> Iterator[Merge]:
        for number, row in enumerate(self.rows, 1):
            column = 0
            for _pieces, span in row:
                if span > 1:
                    yield Merge(number, column, column + span - 1)
                column += span


class _Page:
    """Collects the tables of a page; a table inside a cell is a table of its own."""

    def __init__(self) -> None:
        self.tables: list[_Table] = []
        self._open: list[_Table] = []
        self._cell: list[str] | None = None

    def start(self, tag: str, attributes: str) -> None:
        if tag == "table":
            self.tables.append(_Table())
            self._open.append(self.tables[-1])
        elif tag == "tr" and self._open:
            self._open[-1].rows.append([])
        elif tag in ("td", "th") and self._open and self._open[-1].rows:
            span = _SPAN.search(attributes)
            self._cell = []
            self._open[-1].rows[-1].append((self._cell, min(max(int(span[1]) if span else 1, 1), MAX_COLUMNS)))
        else:
            self.data(" ")

    def end(self, tag: str) -> None:
        if tag == "table" and self._open:
            self._open.pop()
        if tag in ("td", "th", "tr", "table"):
            self._cell = None

    def data(self, text: str) -> None:
        if self._cell is not None:
            self._cell.append(text)
