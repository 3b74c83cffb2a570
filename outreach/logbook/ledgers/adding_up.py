"""A ledger beside what was published: what its rows add up to by year and figure, and the gap to each number told."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from outreach.errors import Refusal
from outreach.jobs.reading import Reading
from outreach.jobs.verdicts import Judged
from outreach.logbook.ledgers import queries
from outreach.logbook.ledgers.columns import COLUMNS, NUMBERS
from outreach.logbook.ledgers.judging import NewLine
from outreach.schedule.rules import Track
from outreach.sheets.columns import Matched
from outreach.sheets.counts import Approximation, Count, parse_count
from outreach.sheets.typed import Value, plain

FIGURES = (
    *(f"events_{track}" for track in Track),
    *("handouts", "consultations", "attendance", "displays"),
)
#: A published number is rounded down: to the hundred, from 100,000 to the 万 (rule of the count 13).
_STEPS = ((100_000, 10_000), (1_000, 100))


@dataclass(frozen=True)
class Sum:
    """One figure of one year: from the ledger, from events that are here beside it, and as it was published."""

    key: str
    in_ledger: int
    beside: int
    published: Count | None

    @property
    def whole(self) -> int:
        """What the figure will be."""
        return self.in_ledger + self.beside

    @property
    def gap(self) -> int | None:
        """By how much it is above (or below) what was published; None where nothing was; 0 where both agree."""
        if self.published is None:
            return None
        return 0 if agrees(self.whole, self.published) else self.whole - self.published.value


@dataclass(frozen=True)
class Year:
    """The figures of one year."""

    year: int
    sums: tuple[Sum, ...]


@dataclass(frozen=True)
class Total:
    """A column whose total row says one thing and whose rows add up to `added`."""

    label: str
    said: int
    added: int

    @property
    def gap(self) -> int:
        """By how much the rows are above the total."""
        return self.added - self.said


def agrees(value: int, published: Count) -> bool:
    """Whether `value` can be what was published: exactly, or rounded down where 余, 超 or 约 stood beside it."""
    if published.approximation is Approximation.EXACT:
        return value == published.value
    step = next((step for least, step in _STEPS if published.value >= least), 10)
    if published.approximation is Approximation.AT_LEAST:
        return published.value <= value < published.value + step
    return abs(value - published.value) <= step


def years_of(reading: Reading, published: Mapping[str, Mapping[str, str]]) -> list[Year]:
    """The figures of each year that the rows speak of; `published` by year and figure, as it was typed."""
    told = [row for row in reading.rows if row.entry is not None]
    in_ledger = _sums(told)
    years = sorted({year for year, _key in in_ledger} | {row.entry.day.year for row in told})
    beside = queries.sums_of_years(years, {row.entry.event_id for row in told})
    return [
        Year(
            year,
            tuple(
                Sum(key, in_ledger[year, key], beside.get((year, key), 0), typed(published.get(str(year), {}).get(key)))
                for key in _keys(year, in_ledger, beside)
            ),
        )
        for year in years
    ]


def totals_of(reading: Reading) -> list[Total]:
    """What the table's own total row says of each column with numbers, beside what the rows above it add up to."""
    matched = reading.matched
    wholes = [row for row in matched.table.rows if row.number in reading.totals and _is_whole(row.values, matched)]
    if not wholes:
        return []
    last = wholes[-1]
    labels = {column.key: column.shown for column in COLUMNS}
    found = []
    for key in NUMBERS:
        place = matched.places.get(key)
        said = None if place is None else typed(last.values[place])
        if place is not None and said is not None:
            others = [row.values[place] for row in matched.table.rows if row.number not in reading.totals]
            added = sum(count.value for each in others if (count := typed(each)) is not None)
            found.append(Total(labels[key], said.value, added))
    return found


def _is_whole(values: Sequence[Value], matched: Matched) -> bool:
    """Whether a row that names no thing says numbers, and not only those of a part (小计)."""
    has_numbers = any(typed(values[matched.places[key]]) for key in NUMBERS if key in matched.places)
    return has_numbers and "小" not in "".join(plain(cell) for cell in values[:2])


def typed(value: Value) -> Count | None:
    """A number as it was typed, with its 余 or 约; None for nothing, and for what is no number."""
    try:
        return parse_count(value)
    except Refusal:
        return None


def told(reading: Reading) -> Iterable[str]:
    """The sums in lines, for the command line."""
    for total in totals_of(reading):
        yield _(
            "%(label)s: the total row says %(said)s, the rows add up to %(added)s.",
            label=total.label,
            said=total.said,
            added=total.added,
        )
    for year in years_of(reading, {}):
        words = (f"{each.key} {each.whole}" for each in year.sums if each.whole)
        yield f"{year.year}: {' · '.join(words)}"


def _sums(rows: Sequence[Judged]) -> Counter[tuple[int, str]]:
    units = queries.units_of_materials()
    sums: Counter[tuple[int, str]] = Counter()
    seen = set()
    for row in rows:
        entry: Any = row.entry
        if entry.event_id not in seen:
            sums[entry.day.year, f"events_{entry.track}"] += 1
        seen.add(entry.event_id)
        if entry.track is not Track.INTERNAL:
            for line in entry.told:
                sums[entry.day.year, _key(line, units)] += line.quantity
    return sums


def _key(line: NewLine, units: Mapping[str, str]) -> str:
    return queries.figure_key(line.kind, units.get(line.item) if line.item else None)


def _keys(year: int, *sums: Mapping[tuple[int, str], int]) -> list[str]:
    """The usual figures, then those of other units that any row has."""
    there = {key for each in sums for of_year, key in each if of_year == year}
    return [*FIGURES, *sorted(there - set(FIGURES))]
