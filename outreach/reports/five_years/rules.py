"""How one year stands to the one before it, on plain numbers."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Change:
    """By how much a figure moved, and how much that is of the year before; None where that was nothing."""

    by: int
    percent: int | None


def is_begun_late(first_day: date) -> bool:
    """Whether a year whose records begin on that day is no whole one: nobody knows what was before."""
    return first_day.month > 1


def change_between(before: int | None, now: int | None) -> Change | None:
    """The change from one year to the next; None where one of them is not known (rule of the count 10)."""
    if before is None or now is None:
        return None
    by = now - before
    return Change(by, _percent(by, before) if before > 0 else None)


def _percent(part: int, whole: int) -> int:
    """Rounded half away from nought, so that +0.5 and -0.5 look alike."""
    share = (abs(part) * 200 + whole) // (2 * whole)
    return share if part >= 0 else -share
