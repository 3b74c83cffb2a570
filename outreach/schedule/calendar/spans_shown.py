"""What the calendar's address asks for: a view, and the days that it shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from outreach.errors import Refusal
from outreach.periods import Period, month, month_of, week_of, year
from outreach.periods.spans import FIRST_YEAR, LAST_YEAR


class View(StrEnum):
    """How the plan is laid out."""

    MONTH = "month"
    WEEK = "week"
    LIST = "list"
    YEAR = "year"


class Unit(StrEnum):
    """How many days are shown at once; the value is the argument of the address that names them."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


#: The units that a view can show, the usual one first.
UNITS: dict[View, tuple[Unit, ...]] = {
    View.MONTH: (Unit.MONTH,),
    View.WEEK: (Unit.WEEK,),
    View.LIST: (Unit.MONTH, Unit.WEEK, Unit.DAY),
    View.YEAR: (Unit.YEAR,),
}
_SPANS: dict[Unit, Callable[[date], Period]] = {
    Unit.DAY: lambda day: Period(day, day),
    Unit.WEEK: week_of,
    Unit.MONTH: month_of,
    Unit.YEAR: lambda day: year(day.year),
}
_WRITTEN = {Unit.DAY: "%Y-%m-%d", Unit.WEEK: "%Y-%m-%d", Unit.MONTH: "%Y-%m", Unit.YEAR: "%Y"}


@dataclass(frozen=True)
class Shown:
    """A view with the days in it."""

    view: View
    unit: Unit
    period: Period

    @property
    def arguments(self) -> dict[str, str]:
        """The arguments of the address that shows it, whatever the day on which it is opened."""
        said = {} if self.view is View.MONTH else {"view": self.view.value}
        return said | {self.unit.value: self.period.first.strftime(_WRITTEN[self.unit])}

    def beside(self, step: int) -> "Shown | None":
        """The next one (1) or the one before (-1); None beyond the years that there are."""
        edge = self.period.last if step > 0 else self.period.first
        day = edge + timedelta(days=step)
        return Shown(self.view, self.unit, _SPANS[self.unit](day)) if _is_there(day) else None

    def as_view(self, view: View, today: date, unit: Unit | None = None) -> "Shown":
        """Another view of the same place in time: around `today` where that is in sight."""
        unit = unit or (self.unit if self.unit in UNITS[view] else UNITS[view][0])
        return Shown(view, unit, _SPANS[unit](_middle(self.unit, self.period, today)))


def shown(arguments: Mapping[str, str], today: date) -> Shown:
    """What `?view=week&week=2025-03-05` and its like ask for; else today's month."""
    view = next((each for each in View if each == arguments.get("view")), View.MONTH)
    for unit in Unit:
        day = _day(unit, arguments.get(unit, ""))
        if day is not None:
            return Shown(view, unit, _SPANS[unit](day)).as_view(view, today)
    return around(view, today)


def around(view: View, day: date, unit: Unit | None = None) -> Shown:
    """The view of the days around `day`."""
    unit = unit or UNITS[view][0]
    return Shown(view, unit, _SPANS[unit](day))


def _day(unit: Unit, text: str) -> date | None:
    """The first day that the argument of that unit means."""
    try:
        if unit is Unit.YEAR:
            return year(int(text)).first
        if unit is Unit.MONTH:
            number, _, of_year = text.partition("-")
            return month(int(number), int(of_year)).first
        day = date.fromisoformat(text)
    except (ValueError, Refusal):
        return None
    return day if _is_there(day) else None


def _is_there(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _middle(unit: Unit, period: Period, today: date) -> date:
    """The day to stay at: a week belongs to the month and the year of its Thursday (ISO 8601)."""
    if today in period:
        return today
    return period.first + timedelta(days=3) if unit is Unit.WEEK else period.first
