"""The words of the ledger."""

from enum import StrEnum


class Basis(StrEnum):
    """How a quantity came about."""

    COUNTED = "counted"
    BROUGHT_MINUS_LEFT = "brought_minus_left"
    ESTIMATED = "estimated"


class Answer(StrEnum):
    """What the server says of one line (DESIGN.md, section 4)."""

    RECORDED = "recorded"
    ALREADY_THERE = "already_there"
    DIFFERS = "differs"
    REFUSED = "refused"
