"""What the counters of the example showed on a day, and on which days somebody wrote it down."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

#: Days after publication, and how many hundredths of all reads there are by then.
_GROWTH = ((0, 0), (7, 82), (30, 100))
#: Of ten reads of a piece, so many are by people who had not read it before.
_PEOPLE_OF_TEN = 7


def readers_of(reads: int) -> int:
    """How many people are behind so many reads."""
    return reads * _PEOPLE_OF_TEN // 10


def shown_on(day: date, final: int, *, since: date) -> int:
    """What a counter that begins on the local day `since` and ends at `final` shows at the close of `day`."""
    return final * _grown((day - since).days) // 100


def closes_of(year: int, *, until: date) -> Iterator[date]:
    """The days of a year whose close somebody wrote down: the last of every second month, and `until` in it."""
    for month in range(2, 13, 2):
        day = date(year, month, monthrange(year, month)[1])
        if day < until:
            yield day
    if until.year == year:
        yield until


def ends_month(day: date) -> bool:
    """Whether the local day is the last of its month."""
    return day.day == monthrange(day.year, day.month)[1]


def window_before(day: date) -> tuple[date, date]:
    """The local days of publication that an export of `day` reaches back to."""
    return day - timedelta(days=92), day


def _grown(age: int) -> int:
    """Hundredths of all reads that there are `age` days after publication."""
    for (start, before), (end, after) in pairwise(_GROWTH):
        if age <= end:
            return before + (after - before) * (age - start) // (end - start)
    return 100
