"""What was understood of an export, as a table with the keys that every table of the online ledger has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.media.exports.shapes.signatures import Places, Shape
from outreach.media.exports.tables.columns import COLUMNS
from outreach.sheets.columns import Matched
from outreach.sheets.days import parse_day
from outreach.sheets.grid import Grid, Line
from outreach.sheets.headings import heading_key
from outreach.sheets.reading import letter_of
from outreach.sheets.tables import Row, Table
from outreach.sheets.typed import Value, is_blank

#: Days without a year are none in an export, so the day from which a missing year is guessed does not matter.
_ANY_DAY = date(2000, 1, 1)


@dataclass(frozen=True)
class Recognised:
    """A known export: its rows by key, the first and last local day it speaks of, and what was left aside and why."""

    shape: Shape
    matched: Matched
    first_day: date | None
    last_day: date | None
    told: tuple[Any, ...] = ()


def matched_lines(grid: Grid, header: Line, lines: Sequence[Line], places: Places, name: str) -> Matched:
    """The table of which `header` holds the headings; `places` says which column each key has.

    Raises Invalid (`no_rows`) where no line has a value in any of them.
    """
    lines = [line for line in lines if any(line.at(place) is not None for place in places.values())]
    if not lines:
        raise no_rows(name)
    width = max(len(header.values), *(len(line.values) for line in lines))
    kept = [at for at in range(width) if header.at(at) is not None or any(line.at(at) is not None for line in lines)]
    table = Table(
        header=tuple(_text(header.at(at)) for at in kept),
        rows=tuple(Row(line.number, tuple(line.at(at) for at in kept)) for line in lines),
        letters=tuple(letter_of(at) for at in kept),
        sheet=grid.sheet,
        other_sheets=grid.other_sheets,
    )
    columns = {key: kept.index(place) for key, place in places.items()}
    used = set(columns.values())
    return matched_table(table, columns, [text for at, text in enumerate(table.header) if text and at not in used])


def matched_table(table: Table, places: Places, unknown: Sequence[str]) -> Matched:
    """The table with its keys known, and the headings that have none."""
    return Matched(
        table=table,
        places=places,
        unknown=tuple(unknown),
        absent=tuple(column.key for column in COLUMNS if column.key not in places),
    )


def lines_below(grid: Grid, at: int) -> list[Line]:
    """The lines below the one at `at`, without those that print the headings once more."""
    header = grid.lines[at]
    keys, first = _keys(header), next(column for column, value in enumerate(header.values) if value is not None)
    begins = heading_key(_text(header.at(first)))
    below = []
    for line in grid.lines[at + 1 :]:
        value = line.at(first)  # a look at one cell is enough for nearly every line
        may_repeat = isinstance(value, str) and len(value) <= 3 * len(begins)
        if not (may_repeat and heading_key(str(value)) == begins and _keys(line) == keys):
            below.append(line)
    return below


def days_of(matched: Matched, key: str) -> tuple[date | None, date | None]:
    """The first and the last local day in the column of `key`, None where no day stands in it."""
    place = matched.places.get(key)
    return (None, None) if place is None else span_of({row.values[place] for row in matched.table.rows})


def day_in(value: Value) -> date | None:
    """The local day in a cell, None where there is none."""
    try:
        return None if is_blank(value) else parse_day(value, today=_ANY_DAY)
    except Invalid:
        return None


def span_of(values: Iterable[Value]) -> tuple[date | None, date | None]:
    """The first and the last of the local days in some cells."""
    days = [day for value in values if (day := day_in(value)) is not None]
    return (min(days), max(days)) if days else (None, None)


def no_rows(name: str) -> Invalid:
    """The refusal of a file that has headings only."""
    message = _("There are headings in “%(name)s”, but no row below them.", name=name)
    return Invalid(message, code="no_rows", name=name)


def _keys(line: Line) -> list[str]:
    return [heading_key(_text(value)) for value in line.values]


def _text(value: Value) -> str:
    return "" if value is None else " ".join(str(value).split())
