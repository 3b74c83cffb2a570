"""The words of a proposal."""

from enum import StrEnum


class State(StrEnum):
    """What became of a proposal."""

    OPEN = "open"
    ACCEPTED = "accepted"  # it became an event
    DISMISSED = "dismissed"
