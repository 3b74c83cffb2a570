"""The states of a piece of work, and how long prepared work waits for its owner."""

from datetime import timedelta
from enum import StrEnum

#: a list of people should not lie about longer than the person who brought it needs to look at it
KEPT_FOR = timedelta(days=1)


class State(StrEnum):
    """Prepared work waits for its owner's word; the rest speaks for itself."""

    PREPARED = "prepared"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"
