"""What movements add up to, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import Invalid
from outreach.materials.rules import MovementKind
from outreach.materials.stock_rules import LARGEST, SIGNS, Moved, Stock, check_movement, check_note, stock_of

TODAY = date(2025, 3, 4)

KINDS = st.sampled_from([(kind, outside) for kind in MovementKind for outside in (False, kind is MovementKind.LOST)])
QUANTITIES = st.integers(1, LARGEST)


@given(st.lists(st.tuples(KINDS, QUANTITIES)))
def test_what_lies_in_the_store_is_the_sum_of_its_movements(told: list[tuple[tuple[MovementKind, bool], int]]) -> None:
    moved = [Moved(kind, outside, quantity * SIGNS[kind]) for (kind, outside), quantity in told]
    assert stock_of(moved).on_hand == sum(each.quantity for each in moved if not each.is_outside)


@given(st.lists(st.tuples(KINDS, QUANTITIES)))
def test_printed_issued_left_over_and_lost_are_never_mixed(told: list[tuple[tuple[MovementKind, bool], int]]) -> None:
    stock = stock_of(Moved(kind, outside, quantity * SIGNS[kind]) for (kind, outside), quantity in told)
    for (kind, outside), name in (
        ((MovementKind.PRINTED, False), "printed"),
        ((MovementKind.ISSUED, False), "issued"),
        ((MovementKind.RETURNED, False), "returned"),
        ((MovementKind.LOST, False), "lost"),
        ((MovementKind.LOST, True), "lost_outside"),
    ):
        assert getattr(stock, name) == sum(quantity for of, quantity in told if of == (kind, outside))


@given(st.lists(st.tuples(KINDS, QUANTITIES)), st.integers(0, 20))
def test_parts_of_the_movements_add_up_to_the_whole(
    told: list[tuple[tuple[MovementKind, bool], int]], cut: int
) -> None:
    moved = [Moved(kind, outside, quantity * SIGNS[kind]) for (kind, outside), quantity in told]
    assert stock_of(moved[:cut]) + stock_of(moved[cut:]) == stock_of(moved)


def test_what_nobody_told_of_is_a_difference() -> None:
    stock = Stock(printed=1000, issued=500, returned=150, lost_outside=20)
    assert (stock.on_hand, stock.held, stock.unaccounted(300), stock.is_kept) == (650, 330, 30, True)
    assert not Stock().is_kept


@pytest.mark.parametrize(
    ("quantity", "day", "code"),
    [(0, TODAY, "quantity"), (LARGEST + 1, TODAY, "quantity"), (1, date(2025, 3, 5), "day_ahead")],
)
def test_nothing_too_much_and_tomorrow_are_refused(quantity: int, day: date, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_movement(quantity, day, today=TODAY)
    assert refused.value.code == code
    check_movement(1, TODAY, today=TODAY)


def test_a_note_is_trimmed_bounded_and_where_needed_asked_for() -> None:
    assert check_note("  县印刷厂 2025-17 ") == "县印刷厂 2025-17" and check_note(" ") is None
    for text, needed, code in (("长" * 501, False, "too_long"), (" ", True, "blank")):
        with pytest.raises(Invalid) as refused:
            check_note(text, needed=needed)
        assert refused.value.code == code
