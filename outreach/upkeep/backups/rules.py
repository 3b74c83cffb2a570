"""Which backups are kept, when the next is due, and when the last good one is too old."""

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

#: A backup every day: one that is older than this was missed, and everybody who looks after the program is told.
OLD_AFTER = timedelta(hours=36)
#: Backups made before migrations: so many are kept, and none of them counts as one of the days.
MOST_BEFORE_MIGRATIONS = 3
_KEEPING = re.compile(r"(\d{1,3})d(?: (\d{1,3})w)?(?: (\d{1,3})m)?")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True)
class Keeping:
    """For how many days, weeks and months the last backup of each is kept."""

    days: int = 7
    weeks: int = 5
    months: int = 12


def parse_keeping(text: str) -> Keeping | None:
    """`7d 5w 12m` as numbers; None for anything else. The newest backup is kept anyhow."""
    found = _KEEPING.fullmatch(text.strip().lower())
    return Keeping(*(int(number or 0) for number in found.groups())) if found else None


def parse_time(text: str) -> time | None:
    """`02:30` as a time of day; None for anything else."""
    found = _TIME.fullmatch(text.strip())
    return time(int(found[1]), int(found[2])) if found else None


def kept_of(made: Iterable[datetime], keeping: Keeping) -> set[datetime]:
    """Those of the local instants whose backups are kept: the last of each of the last days, weeks and months."""
    newest_first = sorted(made, reverse=True)
    kept = set(newest_first[:1])
    periods: list[tuple[int, Callable[[datetime], Hashable]]] = [
        (keeping.days, lambda at: at.date()),
        (keeping.weeks, lambda at: at.isocalendar()[:2]),
        (keeping.months, lambda at: (at.year, at.month)),
    ]
    for count, period_of in periods:
        last: dict[Hashable, datetime] = {}
        for at in newest_first:
            last.setdefault(period_of(at), at)
        kept |= set(list(last.values())[:count])
    return kept


def due_since(now: datetime, at: time) -> datetime:
    """The last local instant, at or before the local `now`, at which a backup was due."""
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)
