"""CSV that opens well in any spreadsheet: with a byte order mark, and without text that could run as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from outreach.sheets.written import Cell, guarded, plain_cell


def write_csv(header: Sequence[Cell], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as UTF-8 with a byte order mark and CRLF; numbers stay bare, days are ISO, instants local.

    A text that begins with = + - @ or a tab gets an apostrophe before it, which `read_table` takes off again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_text(cell) for cell in header])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    value = plain_cell(cell)
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value)
