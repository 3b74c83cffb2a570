"""The days a month's calendar page shows."""

from datetime import date, timedelta

from outreach.periods.spans import month, week_of

WEEKS = 6


def month_grid(year_number: int, number: int) -> tuple[tuple[date, ...], ...]:
    """Six weeks of seven days, Monday first, that hold the whole month.

    Always six, so that a page keeps its height from month to month; the days around the month are its neighbours'.
    """
    monday = week_of(month(year_number, number).first).first
    return tuple(tuple(monday + timedelta(days=7 * week + day) for day in range(7)) for week in range(WEEKS))
