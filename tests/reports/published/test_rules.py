"""What a number means as it was printed, and how it stands to the ledger's."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.reports.published.finding import MOST, numbers_in, rows_in
from outreach.reports.published.rules import (
    Beside,
    Fault,
    Verdict,
    faults_beside,
    gap,
    read_printed,
    verdict,
    wrong_rate,
)
from outreach.reports.published.suggesting import suggested
from outreach.reports.rules import wording
from outreach.reports.typed.resolving import Choice


def ledger(number: int, unit: str, *, rounded: bool = True) -> Beside:
    wordings = {wording(number, unit, rounded=each) for each in (rounded, False)}
    return Beside(number, unit, frozenset(wordings))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit", "faults"),
    [
        ("12700余份", 12_700, 12_799, "份", []),
        ("超36万人次", 360_000, 369_999, "人次", []),
        ("4000余人次", 4_000, 4_999, "人次", []),
        ("近5万册", 45_000, 49_999, "册", []),
        ("近5万册(张)", 45_000, 49_999, "册", [Fault.TWO_UNITS]),
        ("近万份", 5_000, 9_999, "份", []),
        ("九万余", 90_000, 99_999, "", []),
        ("1.5万余份", 15_000, 15_999, "份", []),
        ("二十余场", 20, 29, "场", []),
        ("约200份", 150, 250, "份", []),
        ("1,025件", 1_025, 1_025, "件", []),
        ("３３次", 33, 33, "次", []),
        ("108余人次", 108, 109, "人次", [Fault.OVER_EXACT]),
    ],
)
def test_printed_words_allow_a_range(text: str, low: int, high: int, unit: str, faults: list[Fault]) -> None:
    printed = read_printed(text)
    assert (printed.low, printed.high, printed.unit, list(printed.faults)) == (low, high, unit, faults)


@pytest.mark.parametrize(
    ("text", "fault"), [("余份", Fault.NO_DIGITS), ("资料余份", Fault.NO_DIGITS), ("若干", Fault.UNREADABLE)]
)
def test_what_says_no_number_is_named(text: str, fault: Fault) -> None:
    printed = read_printed(text)
    assert (printed.value, list(printed.faults)) == (None, [fault])
    assert verdict(printed, ledger(5, "份")) is Verdict.UNREADABLE


@pytest.mark.parametrize(
    ("text", "number", "unit", "stands", "away"),
    [
        ("12700余份", 12_734, "份", Verdict.AGREES, 0),
        ("12700余份", 12_834, "份", Verdict.GAP, 35),
        ("12734份", 12_734, "份", Verdict.AGREES, 0),
        ("12700份", 12_734, "份", Verdict.GAP, 34),
        ("近1.3万份", 12_734, "份", Verdict.FITS, 0),
        ("12000余份", 12_734, "份", Verdict.FITS, 0),
        ("33次", 33, "次", Verdict.AGREES, 0),
        ("35次", 33, "次", Verdict.GAP, -2),
        ("超36万人次", 361_208, "人次", Verdict.AGREES, 0),
        ("超35万人次", 361_208, "人次", Verdict.GAP, 1_209),
    ],
)
def test_a_printed_number_stands_to_the_ledger(text: str, number: int, unit: str, stands: Verdict, away: int) -> None:
    printed, beside = read_printed(text), ledger(number, unit)
    assert (verdict(printed, beside), gap(printed, beside)) == (stands, away)


@given(st.integers(1, 10**8), st.sampled_from(["份", "人次", "次", "家"]))
def test_what_the_program_prints_always_agrees(number: int, unit: str) -> None:
    for said in (wording(number, unit, rounded=True), wording(number, unit, rounded=False)):
        printed = read_printed(said)
        assert verdict(printed, ledger(number, unit)) is Verdict.AGREES
        assert printed.allows(number) and not faults_beside(printed, ledger(number, unit))


def test_faults_that_only_the_ledger_shows_are_named() -> None:
    assert faults_beside(read_printed("12700份"), ledger(12_734, "份")) == [Fault.WORD_LOST]
    assert faults_beside(read_printed("12734册"), ledger(12_734, "份")) == [Fault.OTHER_UNIT]


def test_a_rate_agrees_as_finely_as_it_was_printed() -> None:
    beside = Beside(Decimal("81.11"), "%")
    assert [verdict(read_printed(text), beside) for text in ("81.11%", "81.1％", "81%", "72.57%", "81件")] == [
        Verdict.AGREES,
        Verdict.AGREES,
        Verdict.AGREES,
        Verdict.GAP,
        Verdict.GAP,
    ]
    assert gap(read_printed("72.57%"), beside) == Decimal("8.54")


def test_a_rate_must_follow_from_the_numbers_beside_it() -> None:
    part, whole = read_printed("219件"), read_printed("270件")
    assert wrong_rate(read_printed("72.57%"), part, whole) == Decimal("81.11")
    assert wrong_rate(read_printed("81.11%"), part, whole) is None
    assert wrong_rate(read_printed("81.11%"), part, read_printed("0件")) is None


def test_the_numbers_of_a_text_are_found_and_its_days_are_not() -> None:
    text = (
        "2025年，全局开展集中宣传33次，发放资料12700余份、手册近5万册（张），12345热线办理1,025件；"
        "12月4日业余时间接受咨询4000余人次。宣传资料余份，调解成功率81.11%。"
    )
    assert [found.printed for found in numbers_in(text)] == [
        "33次",
        "12700余份",
        "近5万册（张）",
        "1,025件",
        "4000余人次",
        "余份",
        "81.11%",
    ]
    assert numbers_in(text)[0].says == "全局开展集中宣传33次"
    assert len(numbers_in("发放1份。" * (MOST + 5))) == MOST


def test_a_pasted_table_gives_its_rows_without_the_heading() -> None:
    found = rows_in("内容\t数字\n集中宣传\t33次\n发放资料\t12700余份\n")
    assert [(each.says, each.printed) for each in found] == [("集中宣传", "33次"), ("发放资料", "12700余份")]


@pytest.mark.parametrize(
    ("says", "unit", "word"),
    [
        ("全年开展集中宣传33次", "次", "events_public"),
        ("开展送法入企13次", "次", "events_enterprise"),
        ("发放宣传资料12700余份", "份", "handouts"),
        ("接受群众咨询4000余人次", "人次", "consultations"),
        ("线上点击量超36万人次", "人次", "views_times"),
        ("推送微信公众号51期", "期", "posts"),
        ("制作普法视频4期", "期", "videos"),
        ("刊发普法稿件138篇", "篇", "articles"),
        ("12345热线办理1025件", "件", "typed_hotline"),
        ("办理热线1025件", "件", "typed_hotline"),
        ("受理劳动人事争议案件270件", "件", "typed_mediation;part=whole"),
        ("调解结案219件", "件", "typed_mediation;part=settled"),
        ("天气33度", "度", ""),
    ],
)
def test_a_figure_is_proposed_by_the_words_around_a_number(says: str, unit: str, word: str) -> None:
    pieces = {"settled": "调解结案", "whole": "受理案件"}
    typed = [Choice("typed_hotline", "热线办理", "件", "")]
    typed += [
        Choice(f"typed_mediation;part={part}", f"劳动人事争议调解成功率 · {name}", "件", "")
        for part, name in pieces.items()
    ]
    assert suggested(says, unit, typed) == word


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1" * 300_000, 0),
        ("1," * 150_000, 0),
        ("一" * 100_000 + "次", 0),
        ("33次 " * 60_000, MOST),
        ("33年" * 50_000, 0),
    ],
    ids=["digits", "digits and commas", "numerals", "one clause", "years"],
)
def test_a_text_that_never_ends_is_read_in_a_moment(text: str, count: int) -> None:
    assert len(numbers_in(text)) == count
