"""What the state's yearly notice says of single days, and what follows for a day of the plan."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

#: Off every year by the State Council's regulation on festivals, before any notice: month and day.
_ALWAYS_OFF = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


class DayKind(StrEnum):
    """What the notice makes of a day: off although it may be a weekday, or worked although it is a weekend."""

    OFF = "off"
    WORKED = "worked"


@dataclass(frozen=True)
class NamedDay:
    """One day that the notice names: 国庆节 (off), or the Saturday on which it is made up for (worked)."""

    day: date
    kind: DayKind
    name: str


@dataclass(frozen=True)
class WorkCalendar:
    """The named days of some years, by day; for a year that is not `announced` only weekends are known.

    A year that is not announced is never guessed: `is_known` says so, and pages print 未公布.
    """

    named: Mapping[date, NamedDay] = field(default_factory=dict)
    announced: Collection[int] = frozenset()

    def is_known(self, day: date) -> bool:
        """Whether the notice for the year of `day` is in the table."""
        return day.year in self.announced

    def is_working(self, day: date) -> bool:
        """Whether the local `day` is worked, as far as is known: a weekday that is not off, or a made-up weekend."""
        named = self.named.get(day)
        return day.weekday() < 5 if named is None else named.kind is DayKind.WORKED

    def next_working(self, day: date) -> date:
        """The first day behind `day` that is worked, as far as is known."""
        day += timedelta(days=1)
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def can_be_proposed(self, day: date) -> bool:
        """Whether the program proposes the day: worked as far as is known, and no New Year's Day in a year to come."""
        return self.is_working(day) and (day.month, day.day) not in _ALWAYS_OFF

    def name(self, day: date) -> str | None:
        """What the notice calls the day; None for an ordinary one."""
        named = self.named.get(day)
        return None if named is None else named.name
