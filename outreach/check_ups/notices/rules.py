"""The words of a risk notice."""

from enum import StrEnum


class State(StrEnum):
    """How far a notice is."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    HANDED_OVER = "handed_over"
    WITHDRAWN = "withdrawn"
