"""The words of a check-up, and what several answers to one point come to."""

from enum import StrEnum


class Found(StrEnum):
    """What was found at one point of a list; a point without an answer is none of these (rule of the count 10)."""

    IN_ORDER = "in_order"
    RISK = "risk"
    NOT_APPLICABLE = "not_applicable"
    NOT_SEEN = "not_seen"
