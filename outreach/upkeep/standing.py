"""What a database holds, so that two copies can be compared: rows of each table, figures of each year."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, inspect, select, table

from outreach.reports.filters import Filters
from outreach.reports.queries import years
from outreach.reports.values import draw_all

Counts = dict[str, int]
Figures = dict[str, dict[str, int | None]]


def tables_of(connection: Connection) -> list[str]:
    """The names of all tables that are there, in the order of the alphabet, whichever version made them."""
    return sorted(inspect(connection).get_table_names())


def counts_of(connection: Connection) -> Counts:
    """How many rows each table has."""
    return {
        name: connection.scalar(select(func.count()).select_from(table(name))) or 0 for name in tables_of(connection)
    }


def figures_of_all_years() -> Figures:
    """Every figure of every year, each the sum of its own lines; to be called inside `snapshot()`."""
    return {str(year): {drawn.figure.key: drawn.value for drawn in draw_all(Filters.of_year(year))} for year in years()}


def differences(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """What is not the same in both: its name (`2025 handouts`), and what each of them says."""
    flat_then, flat_now = _flat(then), _flat(now)
    names = sorted(flat_then.keys() | flat_now.keys())
    return [
        (name, flat_then.get(name), flat_now.get(name)) for name in names if flat_then.get(name) != flat_now.get(name)
    ]


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            flat |= {f"{name} {inner}": each for inner, each in _flat(value).items()}
        else:
            flat[name] = value
    return flat
