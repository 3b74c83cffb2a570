"""A table out of a file or out of pasted text."""

from collections.abc import Sequence
from itertools import zip_longest

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets import pages, texts, workbooks
from outreach.sheets.columns import Column, names_of
from outreach.sheets.grid import Grid, Line, check_rows
from outreach.sheets.headings import Headings, find_headings, heading_key
from outreach.sheets.kinds import Kind, kind_of
from outreach.sheets.limits import MAX_BYTES
from outreach.sheets.tables import Row, Table
from outreach.sheets.typed import Value


def read_table(content: bytes, name: str, columns: Sequence[Column] = (), *, sheet: str | None = None) -> Table:
    """The table in a file, of the kind that its content says; `name` is only used in messages.

    `columns` are those that will be looked for: with them the heading row is found more surely. Of a workbook `sheet`
    is read, else its first visible sheet that is not empty. Invalid, each with its own code and sentence, for a file
    that is empty, too large, encrypted, damaged or no table, and for too many rows or columns.
    """
    return _table(read_grid(content, name, sheet=sheet), name, columns)


def read_grid(content: bytes, name: str, *, sheet: str | None = None) -> Grid:
    """The lines of a file as they stand there, before anyone knows which holds headings; Invalid as for a table."""
    _check_size(len(content), name)
    kind = kind_of(content, name)
    if kind in (Kind.XLSX, Kind.XLS):
        return workbooks.read_workbook(content, kind, name, sheet)
    text = texts.decode(content, name)
    return pages.read_page(text, name) if kind is Kind.PAGE else texts.read_csv(text)


def read_pasted(text: str, columns: Sequence[Column] = ()) -> Table:
    """The table in pasted text: cells copied from a spreadsheet, CSV, or a list with one name a line.

    Where `columns` are given and no line has any of their names, the text is taken to have no headings and the columns
    to stand in their order. Invalid as for a file.
    """
    name = _("the pasted text")
    _check_size(len(text.encode("utf-8", "surrogatepass")), name)
    return _table(texts.read_cells(text), name, columns, may_lack_headings=True)


def _check_size(size: int, name: object) -> None:
    if size == 0:
        raise errors.Invalid(_("There is nothing in “%(name)s”.", name=name), code="file_empty")
    if size > MAX_BYTES:
        raise errors.Invalid(
            _("“%(name)s” is larger than %(limit)s MiB. Divide it into several.", name=name, limit=MAX_BYTES >> 20),
            code="file_too_large",
            size=size,
        )


def _table(grid: Grid, name: object, columns: Sequence[Column], *, may_lack_headings: bool = False) -> Table:
    if not grid.lines:
        raise errors.Invalid(_("There is nothing in “%(name)s”.", name=name), code="file_empty")
    headings = find_headings(grid, names_of(columns))
    assumed = headings is None and may_lack_headings
    if assumed:
        headings = Headings(tuple(column.names[0] for column in columns), below=0)
    elif headings is None:
        headings = find_headings(grid)
    assert headings is not None
    lines = [line for line in grid.lines[headings.below :] if not _repeats(line, headings)]
    if not lines:
        raise errors.Invalid(_("There are headings in “%(name)s”, but no row below them.", name=name), code="no_rows")
    check_rows(len(lines))
    return _cut(grid, headings, lines, assumed)


def _repeats(line: Line, headings: Headings) -> bool:
    """Whether a line prints the headings once more, as at the top of a further page."""
    pairs = zip_longest(line.values, headings.texts)
    return all(heading_key(str(value or "")) == heading_key(text or "") for value, text in pairs)


def _cut(grid: Grid, headings: Headings, lines: list[Line], assumed: bool) -> Table:
    """The table without the columns that have neither a heading nor a value."""
    filled = {at for line in lines for at, value in enumerate(line.values) if value is not None}
    filled |= {at for at, text in enumerate(headings.texts) if text and not assumed}
    kept = sorted(filled)
    return Table(
        header=tuple(headings.texts[at] if at < len(headings.texts) else "" for at in kept),
        rows=tuple(Row(line.number, _kept(line, kept)) for line in lines),
        letters=tuple(letter_of(at) for at in kept),
        headings_assumed=assumed,
        sheet=grid.sheet,
        other_sheets=grid.other_sheets,
    )


def letter_of(column: int) -> str:
    """The name of a column counted from 0: A, B ... Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _kept(line: Line, kept: list[int]) -> tuple[Value, ...]:
    """The line's cells in the columns that are kept; mostly these are all that it has."""
    if len(line.values) == len(kept) == kept[-1] + 1:
        return line.values
    return tuple(line.at(column) for column in kept)
