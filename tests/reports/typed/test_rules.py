"""Rates are worked out, and numbers that can't be true are named."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.reports.typed.rules import Fault, Numbers, Piece, Shape, faults, percent, said_percent


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (219, 270, "81.11%"),
        (4, 5, "80%"),
        (163, 200, "81.5%"),
        (0, 7, "0%"),
        (7, 7, "100%"),
        (99_999, 100_000, "99.99%"),
        (1, 1_000_000, "0.01%"),
        (0, 0, "—"),
        (None, 7, "—"),
    ],
)
def test_a_rate_is_worked_out_of_its_parts(part: int | None, whole: int, said: str) -> None:
    assert said_percent(percent(part, whole)) == said


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_only_all_is_a_hundred_per_cent(whole: int, part: int) -> None:
    part = min(part, whole)
    rate = percent(part, whole)
    assert rate is not None
    assert (rate == Decimal(100)) == (part == whole)
    assert (rate == 0) == (part == 0)


@pytest.mark.parametrize(
    ("shape", "numbers", "found"),
    [
        (Shape.NUMBER, Numbers(), []),
        (Shape.NUMBER, Numbers(0), []),
        (Shape.NUMBER, Numbers(-1), [(Piece.VALUE, Fault.NEGATIVE)]),
        (Shape.RATE, Numbers(None, 219, 270), []),
        (Shape.RATE, Numbers(None, 271, 270), [(Piece.NUMERATOR, Fault.MORE_THAN_ALL)]),
        (Shape.RATE, Numbers(None, 219), [(Piece.DENOMINATOR, Fault.MISSING)]),
        (Shape.EXAM, Numbers(40, 38, 39), []),
        (Shape.EXAM, Numbers(40, 40, 39), [(Piece.PASSED, Fault.PASSED_MORE_THAN_SAT)]),
        (Shape.EXAM, Numbers(40, 38, 41), [(Piece.SAT, Fault.SAT_MORE_THAN_ENROLLED)]),
        (Shape.EXAM, Numbers(40, None, 38), [(Piece.PASSED, Fault.MISSING)]),
    ],
)
def test_numbers_that_cant_be_true_are_named(shape: Shape, numbers: Numbers, found: list[tuple[Piece, Fault]]) -> None:
    assert list(faults(shape, numbers)) == found
