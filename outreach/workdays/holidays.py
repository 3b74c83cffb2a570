"""One festival of the yearly notice: the days off, and the weekend days that are worked for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.workdays.rules import DayKind, NamedDay

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Holiday:
    """What the notice says under one name: 国庆节、中秋节; both tuples of days in order."""

    name: str
    off: tuple[date, ...] = ()
    worked: tuple[date, ...] = ()

    @property
    def spans(self) -> list[tuple[date, date]]:
        """The days off as runs of days: first and last, both included."""
        runs: list[tuple[date, date]] = []
        for day in self.off:
            if runs and day - runs[-1][1] == _DAY:
                runs[-1] = runs[-1][0], day
            else:
                runs.append((day, day))
        return runs


def named_days_of(holidays: Iterable[Holiday]) -> list[NamedDay]:
    """Each day that the holidays name, in order."""
    days = [
        NamedDay(day, kind, each.name)
        for each in holidays
        for kind, named in ((DayKind.OFF, each.off), (DayKind.WORKED, each.worked))
        for day in named
    ]
    return sorted(days, key=lambda named: named.day)


def holidays_of(days: Iterable[NamedDay]) -> Sequence[Holiday]:
    """The named days by festival, the one whose first day comes first before the others."""
    names: dict[str, dict[DayKind, list[date]]] = {}
    for named in sorted(days, key=lambda named: (named.kind is DayKind.WORKED, named.day)):
        names.setdefault(named.name, {kind: [] for kind in DayKind})[named.kind].append(named.day)
    return [Holiday(name, tuple(by[DayKind.OFF]), tuple(by[DayKind.WORKED])) for name, by in names.items()]
