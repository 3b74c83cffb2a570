"""What a figure typed by hand may say, and how its numbers are worked out; never a rate that somebody typed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

PERCENT = "%"
#: Stands before the code of a typed figure in a word, where a logged one has its key.
PREFIX = "typed_"
#: The words of addresses beside the codes are no codes.
CODE = re.compile(r"(?!(?:new|usual)$)[a-z][a-z0-9_]{0,39}")
LARGEST = 10**12
_HUNDREDTH = Decimal("0.01")
_ALL = Decimal(100)


class Shape(StrEnum):
    """What is typed: one number, two of which a rate is made, or the three of an exam 应考·参考·合格."""

    NUMBER = "number"
    RATE = "rate"
    EXAM = "exam"


class Piece(StrEnum):
    """One number of a typed figure; RATE is worked out and never typed."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    RATE = "rate"
    ENROLLED = "enrolled"
    SAT = "sat"
    PASSED = "passed"
    ATTENDED_RATE = "attended_rate"


#: What each shape is made of, the one first that a word without a piece means.
PIECES: Mapping[Shape, tuple[Piece, ...]] = {
    Shape.NUMBER: (Piece.VALUE,),
    Shape.RATE: (Piece.RATE, Piece.NUMERATOR, Piece.DENOMINATOR),
    Shape.EXAM: (Piece.PASSED, Piece.SAT, Piece.ENROLLED, Piece.RATE, Piece.ATTENDED_RATE),
}
WORKED_OUT = frozenset({Piece.RATE, Piece.ATTENDED_RATE})


@dataclass(frozen=True)
class Numbers:
    """What was typed of one figure. An exam holds enrolled in `value`, sat in `denominator`, passed in `numerator`."""

    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nobody has said anything; a zero is said."""
        return self.value is None and self.numerator is None and self.denominator is None

    def of(self, piece: Piece) -> int | None:
        """The number that a piece other than a rate stands for."""
        if piece in (Piece.NUMERATOR, Piece.PASSED):
            return self.numerator
        return self.denominator if piece in (Piece.DENOMINATOR, Piece.SAT) else self.value

    def rate(self, piece: Piece = Piece.RATE) -> Decimal | None:
        """Per cent of two decimals: numerator of denominator, or sat of enrolled; None where nothing can be divided."""
        if piece is Piece.ATTENDED_RATE:
            return percent(self.denominator, self.value)
        return percent(self.numerator, self.denominator)


class Fault(StrEnum):
    """What can't be true of numbers that were typed."""

    MISSING = "missing"
    NEGATIVE = "negative"
    TOO_LARGE = "too_large"
    MORE_THAN_ALL = "more_than_all"
    PASSED_MORE_THAN_SAT = "passed_more_than_sat"
    SAT_MORE_THAN_ENROLLED = "sat_more_than_enrolled"


def typed_pieces(shape: Shape) -> tuple[Piece, ...]:
    """The pieces that a person types, in the order of the form."""
    order = (Piece.VALUE, Piece.ENROLLED, Piece.SAT, Piece.PASSED, Piece.NUMERATOR, Piece.DENOMINATOR)
    return tuple(piece for piece in order if piece in PIECES[shape])


def percent(numerator: int | None, denominator: int | None) -> Decimal | None:
    """Numerator of denominator per cent, rounded to two decimals; all but one is never 100, and one never 0."""
    if numerator is None or not denominator:
        return None
    exact = Decimal(numerator) * _ALL / Decimal(denominator)
    rounded = exact.quantize(_HUNDREDTH, ROUND_HALF_UP)
    if rounded == _ALL and numerator < denominator:
        return exact.quantize(_HUNDREDTH, ROUND_DOWN)
    return _HUNDREDTH if not rounded and numerator else rounded


def said_percent(rate: Decimal | None) -> str:
    """The rate as it is printed: 81.11%, 80%, 81.5%."""
    if rate is None:
        return "—"
    said = f"{rate:.2f}".rstrip("0").rstrip(".")
    return f"{said}{PERCENT}"


def faults(shape: Shape, numbers: Numbers) -> Iterator[tuple[Piece, Fault]]:
    """What is wrong with the numbers, each at the piece that it is said of; nothing where all is blank."""
    if numbers.is_blank:
        return
    for piece in typed_pieces(shape):
        number = numbers.of(piece)
        if number is None:
            yield piece, Fault.MISSING
        elif number < 0:
            yield piece, Fault.NEGATIVE
        elif number > LARGEST:
            yield piece, Fault.TOO_LARGE
    yield from _out_of_order(shape, numbers)


def _out_of_order(shape: Shape, numbers: Numbers) -> Iterator[tuple[Piece, Fault]]:
    if shape is Shape.NUMBER:
        return
    part, whole, enrolled = numbers.numerator, numbers.denominator, numbers.value
    if part is not None and whole is not None and part > whole:
        is_exam = shape is Shape.EXAM
        yield (Piece.PASSED, Fault.PASSED_MORE_THAN_SAT) if is_exam else (Piece.NUMERATOR, Fault.MORE_THAN_ALL)
    if shape is Shape.EXAM and whole is not None and enrolled is not None and whole > enrolled:
        yield Piece.SAT, Fault.SAT_MORE_THAN_ENROLLED
