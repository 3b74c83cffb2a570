"""When a turn may be taken: it was not, or whoever took it is gone, or it failed a while ago."""

from datetime import datetime, timedelta
from enum import StrEnum

#: Whoever took a turn and said nothing for so long was killed: the largest backup is made in a fraction of it.
GONE_AFTER = timedelta(hours=3)
#: A turn that failed is tried again, so often and so much later: a full disk or a disk that was not plugged in.
TRIES = 4
AGAIN_AFTER = timedelta(minutes=30)
#: Turns are forgotten then: a sweep takes one every hour.
KEPT_FOR = timedelta(days=40)


class Outcome(StrEnum):
    """How a turn ended."""

    DONE = "done"
    FAILED = "failed"


def may_take(
    *, outcome: Outcome | None, began_at: datetime, ended_at: datetime | None, tries: int, now: datetime
) -> bool:
    """Whether a turn that somebody took before may be taken once more."""
    if outcome is Outcome.DONE or tries >= TRIES:
        return False
    return now - (ended_at or began_at) >= (GONE_AFTER if outcome is None else AGAIN_AFTER)
