"""The states of a piece of work."""

from enum import StrEnum


class State(StrEnum):
    """Prepared work waits for its owner's word; the rest speaks for itself."""

    PREPARED = "prepared"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DROPPED = "dropped"
