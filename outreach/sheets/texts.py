"""Tables in text: CSV in the encodings that offices use, and cells copied from a spreadsheet."""

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets.grid import Grid, check_columns, lines_of
from outreach.sheets.limits import MAX_COLUMNS, MOST_CELLS
from outreach.sheets.written import unguarded

DELIMITERS = (",", "\t", ";")
WIDE_COMMA = "，"
SAMPLE_ROWS = 100

#: a cell that a spreadsheet quoted when it was copied: it holds a tab or a line's end, its quotes are doubled
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|\Z)')
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffe\uffff]")
_PLAIN = re.compile(r"[^\t\n]*")


def wide_encoding(content: bytes) -> str | None:
    """Which UTF-16 a text without a byte order mark is in, None for what is none.

    Any pair of bytes is a letter in one order or the other. But a table has line ends, which in the wrong order are a
    letter that nobody has (U+0A00), and no letter of a text is a nought or another control character.
    """
    for encoding in ("utf-16-le", "utf-16-be"):
        with suppress(UnicodeDecodeError):
            text = content.decode(encoding)
            if "\n" in text and "\u0a00" not in text and not _NO_TEXT.search(text):
                return encoding
    return None


def decode(content: bytes, name: str) -> str:
    """The text of `content` by the ladder: byte order mark, strict UTF-8, GB18030; Invalid (`bad_encoding`) below it.

    Never the reverse: nearly every UTF-8 file can be misread as GB18030, while few the other way round.
    """
    if b"\x00" in content and not content.startswith(_WIDE) and (wide := wide_encoding(content)):
        return content.decode(wide)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
        (b"", "utf-8"),
        (b"", "gb18030"),
    ):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise errors.Invalid(
        _("The letters of “%(name)s” can't be read. Save it again as .xlsx or as CSV in UTF-8.", name=name),
        code="bad_encoding",
        name=name,
    )


def read_csv(text: str) -> Grid:
    """The grid of a CSV text, whichever of , ; tab and ， parts its cells; a line `sep=;` at its top says which."""
    declared = re.match(r"sep=(.)\r?\n", text)
    if declared:
        rows = _parsed(text[declared.end() :], declared[1])
        return Grid(lines_of(rows, first=2))
    return Grid(lines_of(_parsed(text, _delimiter(text))))


def read_cells(text: str) -> Grid:
    """The grid of cells copied from a spreadsheet, of a pasted CSV text, or of a plain list with one name a line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\t" in text or not _is_csv(text):
        return Grid(lines_of(_split_cells(text)))
    return read_csv(text)


def _split_cells(text: str) -> Iterator[list[str]]:
    """Rows of cells parted by tabs. A quote opens a cell only where a spreadsheet would have set it."""
    row: list[str] = []
    at = 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at)
        if quoted and re.search(r'[\t\n]|""', quoted[1]):
            row.append(quoted[1].replace('""', '"'))
            at = quoted.end()
        else:
            match = _PLAIN.match(text, at)
            row.append(match[0] if match else "")
            at += len(row[-1])
        check_columns(len(row) - MOST_CELLS + MAX_COLUMNS)
        if at >= len(text) or text[at] == "\n":
            yield row
            row = []
        at += 1


def _parsed(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows of a CSV text; the apostrophe that our own files set before = + - @ is taken off again."""
    row: list[str] = []
    is_guarded = "'" in text
    try:
        for row in csv.reader(_lines(text), delimiter=delimiter):
            yield [unguarded(cell) for cell in row] if is_guarded else row
    except csv.Error as failure:  # a cell of more than 128 KiB
        raise (_open_quote() if text.count('"') % 2 else _long_cell()) from failure
    if row and "\n" in row[-1] and not text.rstrip("\r\n").endswith('"'):
        raise _open_quote()


def _open_quote() -> errors.Invalid:
    return errors.Invalid(
        _("A quotation mark in the file is never closed, so its cells can't be told apart."), code="open_quote"
    )


def _long_cell() -> errors.Invalid:
    most = csv.field_size_limit()
    return errors.Invalid(
        _("A cell of the file holds more than %(most)d characters, so this is no list.", most=most), code="long_cell"
    )


def _lines(text: str) -> Iterable[str]:
    """The lines with their ends, at \\n and \\r only: str.splitlines would cut at more than that."""
    return (match[0] for match in re.finditer(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z", text))


def _delimiter(text: str) -> str:
    """The delimiter that gives the most rows of one width, wider ones first; full-width commas only for want of one."""
    evenness, delimiter = max((_evenness(text, delimiter), delimiter) for delimiter in DELIMITERS)
    if evenness[1]:
        return delimiter
    return WIDE_COMMA if _evenness(text, WIDE_COMMA)[1] else ","


def _is_csv(text: str) -> bool:
    """Whether a text without tabs parts every line alike: a list of names with a comma in one of them does not."""
    return any(_evenness(text, delimiter)[0] == 1.0 for delimiter in (",", ";"))


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """The share of rows that have the commonest width, and that width; nothing where it is 1."""
    widths: Counter[int] = Counter()
    with suppress(errors.Invalid):  # a quote left open for this delimiter is none for another
        for row in islice(_parsed(text, delimiter), SAMPLE_ROWS):
            if any(cell.strip() for cell in row):
                widths[len(row)] += 1
    if not widths:
        return 0.0, 0
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (rows / widths.total(), width) if width > 1 else (0.0, 0)
