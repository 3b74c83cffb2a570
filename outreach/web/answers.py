"""What is said of one thing that a phone sends in a batch (DESIGN.md, section 4)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Answer(StrEnum):
    """What became of it; in order of how much it asks of a person."""

    RECORDED = "recorded"
    ALREADY_THERE = "already_there"
    DIFFERS = "differs"
    REFUSED = "refused"


@dataclass(frozen=True)
class Said:
    """The answer: its code and a sentence for the person who sent the thing."""

    answer: Answer
    code: str
    message: Any
