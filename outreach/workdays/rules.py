"""What the state's yearly notice says of single days, and what follows for a day of the plan."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
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
class Becoming:
    """What becomes of the days from `first` to `last`: None where they are ordinary ones, before or after."""

    first: date
    last: date
    before: NamedDay | None
    after: NamedDay | None


def becomings(before: Iterable[NamedDay], after: Iterable[NamedDay]) -> list[Becoming]:
    """What changes when the days `before` give way to those `after`, in order, days that fare alike in one."""
    old, new = ({named.day: named for named in days} for days in (before, after))
    found: list[Becoming] = []
    for day in sorted(old.keys() | new.keys()):
        was, becomes = old.get(day), new.get(day)
        if was == becomes:
            continue
        last = found[-1] if found else None
        if last and day - last.last == timedelta(days=1) and _alike(last.before, was) and _alike(last.after, becomes):
            found[-1] = replace(last, last=day)
        else:
            found.append(Becoming(day, day, was, becomes))
    return found


def _alike(one: NamedDay | None, other: NamedDay | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.kind, one.name) == (other.kind, other.name)


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
