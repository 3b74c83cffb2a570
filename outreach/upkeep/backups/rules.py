"""Which backups are kept, when the next is due, and when the last good one is too old."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, time, timedelta
from enum import StrEnum

#: A backup every day: one that is older than this was missed, and everybody who looks after the program is told.
OLD_AFTER = timedelta(hours=36)
#: Backups made before migrations: so many are kept, and none of them counts as one of the days.
MOST_BEFORE_MIGRATIONS = 3
#: One that somebody made by hand stays so long whatever is made after it: what was wrong may be noticed late.
HAND_MADE_STAY = timedelta(days=30)


#: For how many days, weeks and months the last backup of each is kept.
Keeping = tuple[int, int, int]


def kept_of(made: Iterable[datetime], keeping: Keeping) -> set[datetime]:
    """Those of the local instants whose backups are kept: the last of each of the last days, weeks and months."""
    newest_first = sorted(made, reverse=True)
    kept = set(newest_first[:1])
    periods: list[tuple[int, Callable[[datetime], Hashable]]] = [
        (keeping[0], lambda at: at.date()),
        (keeping[1], lambda at: at.isocalendar()[:2]),
        (keeping[2], lambda at: (at.year, at.month)),
    ]
    for count, period_of in periods:
        last: dict[Hashable, datetime] = {}
        for at in newest_first:
            last.setdefault(period_of(at), at)
        kept |= set(list(last.values())[:count])
    return kept


def kept_of_hand_made(made: Iterable[datetime], keeping: Keeping, now: datetime) -> set[datetime]:
    """Those of the local instants, at which backups were made by hand, whose backups are kept at the local `now`.

    They are counted by themselves, so that none of them takes the place of one that was made by itself.
    """
    instants = set(made)
    return kept_of(instants, keeping) | {at for at in instants if now - at <= HAND_MADE_STAY}


def due_since(now: datetime, at: time) -> datetime:
    """The last local instant, at or before the local `now`, at which a backup was due."""
    today = now.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


class State(StrEnum):
    """How the backups stand."""

    GOOD = "good"
    OLD = "old"
    NONE = "none"
    FIRST = "first"
    FAILED = "failed"
    UNUSABLE = "unusable"
    OFF = "off"
    PRACTICE = "practice"


def state_of(
    *, since: datetime, has_good: bool, has_failed: bool, is_usable: bool, is_wanted: bool, now: datetime
) -> State:
    """How they stand, where the last good one began at `since`, or the bureau where there is none.

    `has_failed` is said of the last turn, `is_usable` of the folder; what is worst is said.
    """
    is_old = now - since > OLD_AFTER
    if not is_usable and (has_good or is_wanted):
        return State.UNUSABLE
    if is_old and (has_good or is_wanted):
        return State.OLD if has_good else State.NONE
    if has_failed:
        return State.FAILED
    if has_good:
        return State.GOOD
    return State.FIRST if is_wanted else State.OFF
