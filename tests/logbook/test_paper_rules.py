"""The rows of a tally sheet and what is typed into them, on plain values."""

from typing import Any

import pytest

from outreach.errors import Invalid
from outreach.logbook.paper.rules import (
    BLANK,
    Counted,
    Row,
    Typed,
    blank_rows,
    chosen,
    quantity_of,
    said_counts,
    together,
)
from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind

HANDOUT, CONSULTATION = CountKind.HANDOUT, CountKind.CONSULTATION


def row(code: str | None, kind: CountKind = CONSULTATION) -> Row:
    return Row(kind, code, code or "未分类", "人次")


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        (Typed(), None),
        (Typed(total=12), (12, Basis.COUNTED)),
        (Typed(total=0), (0, Basis.COUNTED)),
        (Typed(took=300, left=20), (280, Basis.BROUGHT_MINUS_LEFT)),
        (Typed(took=300, left=20, total=280), (280, Basis.BROUGHT_MINUS_LEFT)),
        (Typed(took=300, left=300), (0, Basis.BROUGHT_MINUS_LEFT)),
        (Typed(took=300, total=120), (120, Basis.COUNTED)),
    ],
)
def test_a_row_counts_what_was_typed(typed: Typed, counted: Any) -> None:
    assert quantity_of(typed, "3") == counted


@pytest.mark.parametrize(
    ("typed", "code", "field"),
    [
        (Typed(took=300), "blank", "left_3"),
        (Typed(left=20), "blank", "took_3"),
        (Typed(took=20, left=300), "more_left_than_taken", "left_3"),
        (Typed(took=300, left=20, total=290), "sums_differ", "total_3"),
    ],
)
def test_a_row_that_contradicts_itself_is_asked_about(typed: Typed, code: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        quantity_of(typed, "3")
    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize(
    ("planned", "own", "codes"),
    [
        (["b"], ["a"], [None, "b"]),  # the plan goes first
        ([], ["c", "a"], [None, "a", "c"]),  # else the team's own subject, in the order of the list
        ([], [], [None, "a", "b", "c"]),  # else the list
    ],
)
def test_the_rows_of_a_kind(planned: list[str], own: list[str], codes: list[str | None]) -> None:
    listed = [row("a"), row("b"), row("c")]
    assert [each.code for each in chosen(CONSULTATION, listed, planned, row(None), own)] == codes


def test_materials_nobody_planned_have_one_row_without_a_title() -> None:
    bare = row(None, HANDOUT)
    assert chosen(HANDOUT, [row("m", HANDOUT)], [], bare, []) == [bare]


@pytest.mark.parametrize(("rows", "blank"), [(10, 2), (17, 2), (18, 1), (21, 1), (22, 0), (40, 0)])
def test_a_full_sheet_has_no_empty_rows(rows: int, blank: int) -> None:
    assert BLANK[HANDOUT] == 2
    assert blank_rows(HANDOUT, rows) == blank


def test_units_are_never_merged_and_estimates_stay_estimates() -> None:
    counts = [
        Counted(HANDOUT, "手册", "份", 200, False, (2, "手册")),
        Counted(HANDOUT, "环保袋", "个", 30, True, (1, "环保袋")),
        Counted(HANDOUT, "手册", "份", 80, False, (2, "手册")),
    ]
    assert said_counts(together(counts)) == "环保袋约30个、手册280份"
    assert (
        said_counts(together([*counts, Counted(HANDOUT, "折页", "份", 20, True)], by_name=False)) == "约300份、约30个"
    )
