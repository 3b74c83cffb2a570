"""Rule of the count 13, and its table in docs/design.md, section 6."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.reports.rules import NEVER_ROUNDED, label_with_unit, wording

TABLE = [
    (0, "份", "0份"),
    (None, "份", "—"),
    (1, "份", "1份"),
    (999, "份", "999份"),
    (1_000, "份", "1000份"),
    (1_001, "份", "1000余份"),
    (1_099, "份", "1000余份"),
    (1_100, "份", "1100份"),
    (4_017, "人次", "4000余人次"),
    (12_700, "份", "12700份"),
    (12_734, "份", "12700余份"),
    (99_999, "份", "99900余份"),
    (100_000, "份", "10万份"),
    (100_001, "份", "超10万份"),
    (109_999, "份", "超10万份"),
    (110_000, "份", "11万份"),
    (360_000, "人次", "36万人次"),
    (361_200, "人次", "超36万人次"),
    (33, "次", "33次"),
    (13, "次", "13次"),
    (138, "篇", "138篇"),
    (51, "期", "51期"),
    (4, "期", "4期"),
    (1_234, "次", "1234次"),
    (1_234, "场", "1234场"),
    (1_234, "家", "1234家"),
    (123_456, "篇", "123456篇"),
    (123_456, "期", "123456期"),
]


@pytest.mark.parametrize(("value", "unit", "said"), TABLE)
def test_a_figure_is_worded_by_the_table(value: int | None, unit: str, said: str) -> None:
    assert wording(value, unit, rounded=True) == said


@pytest.mark.parametrize(("value", "said"), [(12_734, "12734份"), (361_200, "361200份"), (0, "0份"), (None, "—")])
def test_a_writer_may_choose_the_exact_number(value: int | None, said: str) -> None:
    assert wording(value, "份", rounded=False) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0份"),
        (None, "—"),
        (980, "约980份"),
        (12_700, "约12700份"),
        (12_734, "12700余份"),
        (360_000, "约36万份"),
        (361_200, "36万余份"),
    ],
)
def test_estimates_are_never_printed_as_exact(value: int | None, said: str) -> None:
    assert wording(value, "份", rounded=True, estimated=True) == said


def test_an_exact_choice_of_an_estimate_still_says_about() -> None:
    assert wording(12_734, "份", rounded=False, estimated=True) == "约12734份"


@given(st.integers(min_value=1_000, max_value=10**12), st.sampled_from(["份", "人次", "张"]))
def test_a_rounded_figure_never_says_more_than_there_was(value: int, unit: str) -> None:
    said = wording(value, unit, rounded=True)
    number = said.removesuffix(unit).strip("超余")
    meant = int(number.removesuffix("万")) * (10_000 if number.endswith("万") else 1)
    assert meant <= value < meant + (10_000 if value >= 100_000 else 100)
    assert (meant < value) == ("余" in said or "超" in said)


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(sorted(NEVER_ROUNDED)))
def test_what_is_counted_one_by_one_is_exact(value: int, unit: str) -> None:
    assert wording(value, unit, rounded=True) == f"{value}{unit}"


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("发放资料", "发放资料（个）"),
        ("发放资料（个）", "发放资料（个）"),
        ("Handed out in 个", "Handed out in 个"),
        ("发放资料（件）", "发放资料（件）（个）"),
    ],
)
def test_a_unit_is_not_said_twice(label: str, said: str) -> None:
    assert label_with_unit(label, "个") == said
