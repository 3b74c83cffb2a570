"""What the days of a calendar are besides their events: holidays, made-up working days, deadlines."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.periods import Period
from outreach.schedule.deadlines.queries import deadlines_in
from outreach.schedule.models import Deadline
from outreach.workdays.queries import work_calendar
from outreach.workdays.rules import DayKind, WorkCalendar


@dataclass(frozen=True)
class Mark:
    """A day's mark: off 休 or worked 班 by the yearly notice, and what is due on it.

    `names_itself` is true where the name begins to hold, and on Mondays: a week off is not named seven times.
    """

    kind: DayKind | None
    name: str | None
    names_itself: bool
    is_free: bool
    deadlines: Sequence[Deadline] = ()


class Marks(dict[date, Mark]):
    """The mark of each day of a period, and the years in it whose holidays are not announced yet."""

    unannounced: Sequence[int] = ()


def marks_of(period: Period) -> Marks:
    """The marks of the days of `period`."""
    due: dict[date, list[Deadline]] = {}
    for deadline in deadlines_in(period):
        due.setdefault(deadline.day, []).append(deadline)
    work = work_calendar(period)
    marks = Marks((day, mark_of(day, work, due.get(day, ()))) for day in period)
    years = range(period.first.year, period.last.year + 1)
    marks.unannounced = [number for number in years if not work.is_known(date(number, 1, 1))]
    return marks


def mark_of(day: date, work: WorkCalendar, deadlines: Sequence[Deadline] = ()) -> Mark:
    """The mark of one day, by the days named in `work`."""
    named, before = work.named.get(day), work.named.get(day - timedelta(days=1))
    begins = named is not None and (before is None or (before.kind, before.name) != (named.kind, named.name))
    return Mark(
        kind=None if named is None else named.kind,
        name=work.name(day),
        names_itself=named is not None and (begins or day.weekday() == 0),
        is_free=not work.is_working(day),
        deadlines=deadlines,
    )
