"""One of several tables of a sheet: its rows, the days it is of, and what is told of the rows left aside."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _

from outreach.errors import Invalid
from outreach.media.exports.shapes.signatures import Places, headings_of
from outreach.media.exports.shapes.tables import matched_table, no_rows
from outreach.sheets.columns import Matched
from outreach.sheets.grid import Grid, Line
from outreach.sheets.reading import letter_of
from outreach.sheets.tables import Row, Table
from outreach.sheets.typed import Value, is_blank, plain

#: The row that is no single channel's: readers who came over two channels stand in both, so channels do not add up.
ALL_CHANNELS = frozenset({"全部", "全部渠道"})
_SPAN = re.compile(
    r"(20\d\d)[-./年](\d{1,2})[-./月](\d{1,2})日?\s*(?:-|~|–|—|至|到)+\s*(20\d\d)[-./年](\d{1,2})[-./月](\d{1,2})"
)


class PartRow(NamedTuple):
    """A row of a table: its number in the sheet, and its values by key."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Part:
    """One of several tables: for each key its heading and column, its rows, and how many of single channels it had."""

    columns: Mapping[str, tuple[str, int]]
    rows: tuple[PartRow, ...]
    single: int = 0


def matched_parts(grid: Grid, parts: Sequence[Part], *, unknown: Sequence[str] = ()) -> Matched:
    """The rows of tables that stand side by side, one below the other; a line of the sheet may give several of them.

    `unknown` are the headings that were left aside.
    """
    columns: dict[str, tuple[str, int]] = {}
    for part in parts:
        columns = dict(part.columns) | columns
    table = Table(
        header=tuple(heading for heading, _column in columns.values()),
        rows=tuple(
            Row(row.number, tuple(row.values.get(key) for key in columns)) for part in parts for row in part.rows
        ),
        letters=tuple(letter_of(column) for _heading, column in columns.values()),
        sheet=grid.sheet,
        other_sheets=grid.other_sheets,
    )
    return matched_table(table, {key: at for at, key in enumerate(columns)}, unknown)


def part_of(grid: Grid, at: int, places: Places, lines: Iterable[Line]) -> Part:
    """The rows of the table whose headings stand in the line at `at`; where channels part it, those of all of them."""
    columns = {key: column for key, column in places.items() if key != "channel"}
    named = [(line, {key: line.at(column) for key, column in columns.items()}) for line in lines]
    filled = [(line, values) for line, values in named if _says_something(values)]
    channel = places.get("channel")
    kept = [
        PartRow(line.number, values)
        for line, values in filled
        if channel is None or plain(line.at(channel)) in ALL_CHANNELS
    ]
    headings = {key: (str(grid.lines[at].at(column)), column) for key, column in columns.items()}
    return Part(headings, tuple(kept), len(filled) - len(kept))


def _says_something(values: Mapping[str, Value]) -> bool:
    """Whether a row names a day or an item and has a value for it."""
    named = not is_blank(values.get("title", values.get("counted_day")))
    return named and sum(not is_blank(value) for value in values.values()) > 1


def days_in_title(lines: Iterable[Line]) -> tuple[date, date] | None:
    """The days that the title above a table names: 数据趋势概况(2026.07.14-2026.08.12)."""
    for text in _texts(lines):
        if match := _SPAN.search(text):
            year, month, day, *end = map(int, match.groups())
            try:
                return date(year, month, day), date(*end)
            except ValueError:
                continue
    return None


def _texts(lines: Iterable[Line]) -> Iterator[str]:
    return (plain(value) for line in lines for value in line.values if isinstance(value, str))


def unused(line: Line, *places: Places) -> list[str]:
    """The headings of which nothing is taken."""
    used = {column for each in places for column in each.values()}
    return [text for column, text in headings_of(line) if column not in used]


def told_of_channels(parts: Iterable[Part]) -> Iterator[Any]:
    """The sentence on the rows of single channels, where there are any."""
    single = sum(part.single for part in parts)
    if single:
        yield _(
            "Rows of single channels were left aside (%(count)s): a reader who came over two channels stands in both, "
            "so only the row 全部 counts.",
            count=single,
        )


def check_rows(parts: Iterable[Part], told: Sequence[Any], name: str) -> None:
    """Raises Invalid (`no_rows`) where no part has a row, with what was left aside as its reason."""
    if not any(part.rows for part in parts):
        raise Invalid(told[-1], code="no_rows", name=name) if told else no_rows(name)
