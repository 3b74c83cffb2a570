"""Units, and codes that the program makes."""

from itertools import islice

import pytest

from outreach.errors import Invalid
from outreach.materials.rules import CountKind, Pieces, counted_unit, free_codes, is_unit


@pytest.mark.parametrize(
    ("kind", "unit", "asked", "expected"),
    [
        (CountKind.HANDOUT, "册", True, "份"),
        (CountKind.HANDOUT, "册", False, None),
        (CountKind.HANDOUT, "份", True, None),
        (CountKind.DISPLAY, "块", True, None),
    ],
)
def test_only_handouts_in_another_unit_can_count_as_copies(
    kind: CountKind, unit: str, asked: bool, expected: str | None
) -> None:
    assert counted_unit(kind, unit, counts_as_copies=asked) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("册", True), ("人次", True), ("", False), ("3份", False), ("千册以上", True), ("很长的单位", False)],
)
def test_a_unit_is_a_short_word(text: str, expected: bool) -> None:
    assert is_unit(text) is expected


def test_made_codes_go_on_behind_the_highest() -> None:
    codes = free_codes(CountKind.HANDOUT, {"m2", "m10", "manual", "t99", "m²"})
    assert list(islice(codes, 2)) == ["m11", "m12"]


def test_bundles_count_only_where_their_size_is_known() -> None:
    assert Pieces(2, 15).count(100, "taken") == 215
    assert Pieces(0, 15).count(None, "taken") == 15
    with pytest.raises(Invalid) as refused:
        Pieces(2, 15).count(None, "taken")
    assert refused.value.code == "no_bundle"
