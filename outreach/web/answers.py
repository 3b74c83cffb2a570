"""What is said of one thing that a phone sends in a batch (docs/design.md, section 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from outreach.errors import Conflict, Invalid


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


def check_taken(said: Iterable[Said]) -> None:
    """Raise Invalid or Conflict for the first that was refused or differs: a form is taken as a whole or not at all."""
    for each in said:
        if each.answer is Answer.REFUSED:
            raise Invalid(each.message, code=each.code)
        if each.answer is Answer.DIFFERS:
            raise Conflict(each.message, code=each.code)
