"""Which column of a table is which, by the names that people give them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets.headings import JOINT, bracketless, heading_key
from outreach.sheets.tables import Table
from outreach.sheets.typed import Value, plain

#: Columns that only number the rows: nobody misses them.
_COUNTERS = frozenset({"序号", "编号", "no.", "no"})


#: A heading whose numbers are so many 10,000: 阅读量（万）, 播放量（单位：万次）.
_LARGE = re.compile(r"[(\[](?:单位)?万(?:人次|人|次)?[)\]]")


@dataclass(frozen=True)
class Column:
    """A wanted column: its key, the names it goes by in Chinese and English (the usual one first), whether it must be.

    `label` is what messages call it, a lazy translation as a rule; the first name where there is none. `may_be_same`
    says that one value can be said for all rows of a table that lacks it.
    """

    key: str
    names: tuple[str, ...]
    required: bool = False
    label: Any = ""
    may_be_same: bool = False

    @property
    def shown(self) -> str:
        """What messages call it."""
        return str(self.label) or self.names[0]


class Record(NamedTuple):
    """A row by the keys of the wanted columns, None for what is not there; `number` is its number in the file."""

    number: int
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Matched:
    """A table whose columns are known: where each key stands, what was not recognised, what is not there.

    `same` are values that hold for every row, said beside the table; `is_known`: its headings are those of a known
    file, so nobody needs to say which is which.
    """

    table: Table
    places: Mapping[str, int]
    unknown: tuple[str, ...]
    absent: tuple[str, ...]
    same: Mapping[str, str] = field(default_factory=dict)
    is_known: bool = False

    def records(self) -> Iterator[Record]:
        """The rows in their order; those without a value in any recognised column are left out.

        A number below a heading that says 万, like 阅读量（万次）, is given as so many 万.
        """
        large = [key for key, place in self.places.items() if _LARGE.search(heading_key(self.table.header[place]))]
        for row in self.table.rows:
            values: dict[str, Value] = dict.fromkeys(self.absent)
            values |= {key: row.values[place] for key, place in self.places.items()}
            for key in large:
                values[key] = _in_ten_thousands(values[key])
            if any(value is not None for value in values.values()):
                yield Record(row.number, values | dict(self.same))


def names_of(columns: Sequence[Column]) -> frozenset[str]:
    """Every name of the columns, as headings are compared."""
    return frozenset(heading_key(name) for column in columns for name in (*column.names, column.key))


@dataclass(frozen=True)
class Chosen:
    """What a person said of a table: which sheet (None: the first), the heading of each key, values for every row.

    A heading is "" where the table has no such column.
    """

    headings: Mapping[str, str] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    sheet: str | None = None


def match_columns(table: Table, columns: Sequence[Column], chosen: Chosen | None = None) -> Matched:
    """Which heading is which wanted column; unknown ones are named by their heading or, for want of one, their letter.

    A heading fits by its whole text, else without its brackets (数量（份）), else by its lower part where it has two
    rows. What a person has `chosen` goes first. Invalid (`columns_missing`) when required ones are not there,
    (`column_twice`) when two headings fit alike.
    """
    chosen = chosen or Chosen()
    places = {column.key: place for column in columns if (place := _chosen_place(table, column, chosen)) is not None}
    missing = [
        column for column in columns if column.required and column.key not in places and column.key not in chosen.same
    ]
    if missing:
        raise errors.Invalid(
            _(
                "The table lacks these columns: %(missing)s. Its headings were read as: %(found)s.",
                missing=", ".join(column.shown for column in missing),
                found=", ".join(text for text in table.header if text) or "—",
            ),
            code="columns_missing",
            missing=[column.key for column in missing],
        )
    used = set(places.values())
    unknown = titles_of(table)
    return Matched(
        table=table,
        places=places,
        unknown=tuple(name for at, name in enumerate(unknown) if at not in used and heading_key(name) not in _COUNTERS),
        absent=tuple(column.key for column in columns if column.key not in places),
        same=dict(chosen.same),
    )


def recognised(table: Table, columns: Sequence[Column]) -> dict[str, str]:
    """By key, what the column that is recognised by its name is called; "" for none, and where two fit alike."""
    titles = titles_of(table)
    found: dict[str, str] = {}
    for column in columns:
        try:
            place = _place(table.header, column)
        except errors.Invalid:
            place = None
        found[column.key] = "" if place is None else titles[place]
    return found


def titles_of(table: Table) -> list[str]:
    """What a person calls the table's columns: their headings, or their letters."""
    return [text or letter for text, letter in zip(table.header, table.letters, strict=True)]


def _chosen_place(table: Table, column: Column, chosen: Chosen) -> int | None:
    if column.key in chosen.same:
        return None
    title = chosen.headings.get(column.key)
    if title is None:
        return _place(table.header, column)
    titles = titles_of(table)
    return titles.index(title) if title in titles else None


def _place(header: tuple[str, ...], column: Column) -> int | None:
    """The column's place by the closest kind of likeness that any heading has."""
    names = names_of([column])
    for likeness in (heading_key, bracketless, _lower_part):
        places = [place for place, text in enumerate(header) if likeness(text) in names]
        if len(places) > 1:
            raise errors.Invalid(
                _(
                    "Two columns of the table can be “%(column)s”: %(found)s. Rename or delete one.",
                    column=column.shown,
                    found=", ".join(header[place] for place in places),
                ),
                code="column_twice",
                column=column.key,
            )
        if places:
            return places[0]
    return None


def _in_ten_thousands(value: Value) -> Value:
    text = plain(value)
    return f"{text}万" if text[-1:].isdigit() and not isinstance(value, bool) else value


def _lower_part(text: str) -> str:
    return bracketless(text.rsplit(JOINT, maxsplit=1)[-1])
