"""Which column of a table is which, by the names that people give them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _

from outreach import errors
from outreach.sheets.headings import JOINT, bracketless, heading_key
from outreach.sheets.tables import Table
from outreach.sheets.typed import Value


@dataclass(frozen=True)
class Column:
    """A wanted column: its key, the names it goes by in Chinese and English (the usual one first), whether it must be.

    `label` is what messages call it, a lazy translation as a rule; the first name where there is none.
    """

    key: str
    names: tuple[str, ...]
    required: bool = False
    label: Any = ""

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
    """A table whose columns are known: where each key stands, what was not recognised, what is not there."""

    table: Table
    places: Mapping[str, int]
    unknown: tuple[str, ...]
    absent: tuple[str, ...]

    def records(self) -> Iterator[Record]:
        """The rows in their order; those without a value in any recognised column are left out."""
        for row in self.table.rows:
            values: dict[str, Value] = dict.fromkeys(self.absent)
            values |= {key: row.values[place] for key, place in self.places.items()}
            if any(value is not None for value in values.values()):
                yield Record(row.number, values)


def names_of(columns: Sequence[Column]) -> frozenset[str]:
    """Every name of the columns, as headings are compared."""
    return frozenset(heading_key(name) for column in columns for name in (*column.names, column.key))


def match_columns(table: Table, columns: Sequence[Column]) -> Matched:
    """Which heading is which wanted column; unknown ones are named by their heading or, for want of one, their letter.

    A heading fits by its whole text, else without its brackets (数量（份）), else by its lower part where it has two
    rows. Invalid (`columns_missing`) when required ones are not there, (`column_twice`) when two headings fit alike.
    """
    places = {column.key: place for column in columns if (place := _place(table.header, column)) is not None}
    missing = [column for column in columns if column.required and column.key not in places]
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
    unknown = [text or letter for text, letter in zip(table.header, table.letters, strict=True)]
    return Matched(
        table=table,
        places=places,
        unknown=tuple(name for place, name in enumerate(unknown) if place not in used),
        absent=tuple(column.key for column in columns if column.key not in places),
    )


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


def _lower_part(text: str) -> str:
    return bracketless(text.rsplit(JOINT, maxsplit=1)[-1])
