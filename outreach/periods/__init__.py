"""Spans of the bureau's local days: years, quarters, months, weeks, and the grid of a month's calendar page."""

from outreach.periods.grids import month_grid
from outreach.periods.spans import (
    Period,
    between,
    in_year,
    instants,
    month,
    month_of,
    months_of,
    quarter,
    week_of,
    year,
)

__all__ = [
    "Period",
    "between",
    "in_year",
    "instants",
    "month",
    "month_grid",
    "month_of",
    "months_of",
    "quarter",
    "week_of",
    "year",
]
