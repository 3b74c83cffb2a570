"""What the program asks about softly: numbers far from those of last year, and parts that don't add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from outreach.reports.typed.rules import Numbers, Piece, Shape

#: A number is asked about when it is this many times last year's, or the other way round, and not a small one.
JUMP_TIMES, SMALL = 2, 20
#: So many points of a rate are a jump.
JUMP_POINTS = 20


class Doubt(StrEnum):
    """What is asked about."""

    JUMP = "jump"
    SUM = "sum"


@dataclass(frozen=True)
class Finding:
    """A doubt with its two numbers: this year and last year, or the parts' sum and the total; rates are in per cent."""

    doubt: Doubt
    said: int | Decimal
    beside: int | Decimal
    piece: Piece


def jump(shape: Shape, now: Numbers, before: Numbers) -> Finding | None:
    """A number, or a rate, that is far from last year's; None where it is not, or where one of the two is blank."""
    if shape is not Shape.NUMBER:
        rate, old = now.rate(), before.rate()
        if rate is not None and old is not None and abs(rate - old) >= JUMP_POINTS:
            return Finding(Doubt.JUMP, rate, old, Piece.RATE)
    main = {Shape.NUMBER: Piece.VALUE, Shape.RATE: Piece.DENOMINATOR, Shape.EXAM: Piece.ENROLLED}[shape]
    number, beside = now.of(main), before.of(main)
    if number is None or beside is None or abs(number - beside) < SMALL:
        return None
    low, high = sorted((number, beside))
    return Finding(Doubt.JUMP, number, beside, main) if high >= JUMP_TIMES * low else None


def sum_gap(total: Numbers, parts: Sequence[Numbers]) -> Finding | None:
    """The first of the three numbers that the parts don't add up to; None where they do, or where some are blank."""
    for name, piece in _KINDS.items():
        whole: int | None = getattr(total, name)
        of_parts = [getattr(part, name) for part in parts]
        if whole is None or not of_parts or any(number is None for number in of_parts):
            continue
        if sum(of_parts) != whole:
            return Finding(Doubt.SUM, sum(of_parts), whole, piece)
    return None


_KINDS: Mapping[str, Piece] = {
    "value": Piece.VALUE,
    "numerator": Piece.NUMERATOR,
    "denominator": Piece.DENOMINATOR,
}
