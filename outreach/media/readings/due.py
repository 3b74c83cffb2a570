"""Which counters should be read now, which soon can't be read any more, and which no longer can."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: Older items are asked about no more: what was not read in a year never will be.
WINDOW = timedelta(days=400)
#: So long before an item leaves the export of its platform it is asked about with its last day.
SOON = timedelta(days=14)
#: An item has a week in which nobody is asked for its first reading; one that still moves is looked at as often.
_WEEK = timedelta(days=7)
#: A counter that never stands still is read once a month.
_MONTH = timedelta(days=30)
#: So many days of January the year's last reading is asked for.
_JANUARY_DAYS = 10


class Due(StrEnum):
    """Why a counter should be read, the most urgent first; what is GONE is out of reach and only said."""

    LEAVING = "leaving"
    YEAR_END = "year_end"
    FINAL = "final"
    UNREAD = "unread"
    GONE = "gone"


@dataclass(frozen=True)
class Stand:
    """A placement: since when it stands there, and when a counter of it was last read; days are local."""

    appeared: date
    last: date | None
    settles_after: int | None = None
    reaches_back: int | None = None

    @property
    def settles_on(self) -> date | None:
        """The day from whose close on its numbers stand still; None: never."""
        return None if self.settles_after is None else self.appeared + timedelta(days=self.settles_after)

    @property
    def leaves_on(self) -> date | None:
        """The last day on which its platform's export holds it; None: it always does, or there is none."""
        return None if self.reaches_back is None else self.appeared + timedelta(days=self.reaches_back)

    @property
    def is_final(self) -> bool:
        """Whether its final number was read."""
        return self.last is not None and self.settles_on is not None and self.last >= self.settles_on

    def lacks_by(self, day: date) -> bool:
        """Whether its final number could have been read at the close of `day` and was not, or nothing ever was."""
        return self.last is None or (self.settles_on is not None and self.settles_on <= day and not self.is_final)


def due_of(stand: Stand, today: date) -> tuple[Due, date] | None:
    """Why the counters of a placement should be read, and by which day; None where nothing is to be done."""
    leaves_on = stand.leaves_on
    if not today - WINDOW <= stand.appeared < today or stand.is_final:
        return None
    if leaves_on is not None and leaves_on < today:
        return (Due.GONE, leaves_on) if stand.lacks_by(leaves_on) else None
    return _due_within_reach(stand, today)


def _due_within_reach(stand: Stand, today: date) -> tuple[Due, date] | None:
    closed, leaves_on = today - timedelta(days=1), stand.leaves_on
    if leaves_on is not None and leaves_on - today <= SOON and (stand.lacks_by(closed) or _is_old(stand, leaves_on)):
        return Due.LEAVING, leaves_on
    if lacks_year_end(stand, today):
        return Due.YEAR_END, date(today.year, 1, 1)
    if stand.last is None:
        return (Due.UNREAD, leaves_on or stand.appeared + _WEEK) if stand.appeared + _WEEK <= today else None
    return (Due.FINAL, leaves_on or stand.settles_on or closed) if stand.lacks_by(closed) else None


def lacks_year_end(stand: Stand, today: date) -> bool:
    """Whether it is the time to read what 31 December's close showed, and the counter still moved then."""
    last_day = date(today.year - 1, 12, 31)
    moved = stand.settles_on is None or stand.settles_on > last_day
    is_missing = stand.last is None or stand.last < last_day
    return today.month == 1 and today.day <= _JANUARY_DAYS and stand.appeared <= last_day and moved and is_missing


def is_worth_reading(stand: Stand, day: date) -> bool:
    """Whether somebody who reads the counters of a channel at the close of `day` should read this one, too."""
    if stand.appeared > day or stand.is_final or (stand.leaves_on is not None and stand.leaves_on < day):
        return False
    if stand.last is None or lacks_year_end(stand, day + timedelta(days=1)):
        return True
    if stand.settles_on is None:
        return day - stand.last >= _MONTH
    return day >= stand.settles_on or day - stand.last >= _WEEK


def _is_old(stand: Stand, leaves_on: date) -> bool:
    """Whether a counter that never stands still was last read long before it leaves."""
    return stand.settles_on is None and stand.last is not None and leaves_on - stand.last > _MONTH
