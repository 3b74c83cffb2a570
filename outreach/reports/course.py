"""Whether a year will reach its target, on plain numbers: the pace so far, and what is still planned."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: A warning in June, not in December: from this month on a year's target that is in danger is called so.
WARNED_FROM_MONTH = 6


class Outlook(StrEnum):
    """How a target stands."""

    REACHED = "reached"
    ON_COURSE = "on_course"  # at this pace
    BEHIND = "behind"  # the pace is too slow; what is planned would reach it
    SHORT = "short"  # even with everything that is planned
    MISSED = "missed"  # its days are over
    AHEAD = "ahead"  # its days have not begun, or nobody knows them


@dataclass(frozen=True)
class Run:
    """The days in which a target is to be reached: how many are over, how many there are, from when it is warned.

    `elapsed` and `whole` count the same kind of days; 0 of `whole`: nobody knows them yet.
    """

    elapsed: int
    whole: int
    warned_from: date | None

    @property
    def is_over(self) -> bool:
        """Whether no day is left."""
        return 0 < self.whole <= self.elapsed


@dataclass(frozen=True)
class Course:
    """Target, done and planned, three numbers that are never summed on the page; `planned` is None where nobody plans.

    `planned` is what the planned events from today on expect.
    """

    target: int
    done: int
    planned: int | None
    run: Run

    @property
    def gap(self) -> int:
        """What is still missing, 0 where nothing is."""
        return max(0, self.target - self.done)

    @property
    def pace(self) -> int | None:
        """What the whole run brings if it goes on as so far, rounded down; None before its first day is over."""
        if not 0 < self.run.elapsed <= self.run.whole:
            return self.done if self.run.is_over else None
        return self.done * self.run.whole // self.run.elapsed

    @property
    def outlook(self) -> Outlook:
        """How it stands."""
        if self.gap == 0:
            return Outlook.REACHED
        if self.run.is_over:
            return Outlook.MISSED
        pace = self.pace
        if pace is None:
            return Outlook.AHEAD
        if pace >= self.target:
            return Outlook.ON_COURSE
        return Outlook.BEHIND if (self.planned or 0) >= self.gap else Outlook.SHORT

    def warns(self, today: date) -> bool:
        """Whether somebody has to be told today."""
        in_danger = self.outlook in (Outlook.BEHIND, Outlook.SHORT)
        return in_danger and self.run.warned_from is not None and today >= self.run.warned_from
