"""What headings suggest, where the gaps of a text are, and how the days are said."""

from datetime import date

import pytest

from outreach import periods
from outreach.periods import Period
from outreach.reports.blanks.gaps import filled_pieces, gaps_in
from outreach.reports.blanks.rules import said_period, suggested

NARROWING = [("养老保险", "team=pension"), ("宪法宣传周", "campaign=c1")]
TYPED = [("热线来电", "typed_hotline"), ("法律知识考试 · 合格", "typed_law_exam;part=passed")]


@pytest.mark.parametrize(
    ("label", "word"),
    [
        ("养老保险 · 集中宣传活动 · 场次（场）", "events_public;team=pension"),
        ("养老保险 · 集中宣传活动 · 发放资料（份）", "handouts;team=pension;track=public"),
        ("送法进企业 · 发放资料（份）", "handouts;track=enterprise"),
        ("送法进企业 · 场次", "events_enterprise"),
        ("宪法宣传周 · 解答咨询（人次）", "consultations;campaign=c1"),
        ("受众人数（人次）", "attendance"),
        ("3月 · 发放份数", "handouts;month=3"),
        ("第二季度 · 稿件（篇）", "articles;quarter=2"),
        ("上年同期 · 走访企业（家）", "enterprises;years_ago=1"),
        ("短视频（个）", "videos"),
        ("线上宣传 · 稿件（篇） · 集中宣传活动 · 发放资料（份）", "articles"),
        ("阅读量", "views_times"),
        ("热线来电", "typed_hotline"),
        ("法律知识考试合格人数 · 人 · 数量", "typed_law_exam;part=passed"),
        ("法律知识考试合格人数 · 人 · 备注", None),
        ("送法入企 · 次 · 数量", "events_enterprise"),
        ("填报单位（盖章）", "bureau"),
        ("填报日期", "today"),
        ("经费（万元）", None),
        ("解答率", None),
        ("备注", None),
        ("", None),
    ],
)
def test_headings_suggest_what_they_ask_for(label: str, word: str | None) -> None:
    found = suggested(label, NARROWING, TYPED)
    assert (found.word if found else None) == word


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("填报单位（盖章）：", ["填报单位（盖章）"]),
        ("填报人：        审核人：      ", ["填报人", "审核人"]),
        ("共开展活动____场次，发放资料＿＿＿份", ["共开展活动 场次", "发放资料 份"]),
        ("咨询{{咨询人次}}人次", ["咨询人次"]),
        ("填报日期：   年   月   日", ["填报日期"]),
        ("参加（  ）人", ["参加"]),
        ("附  件", []),
        ("单位： 某局", []),
        ("2025年", []),
    ],
)
def test_the_gaps_of_a_text_say_what_they_ask_for(text: str, gaps: list[str]) -> None:
    assert [gap.label for gap in gaps_in(text)] == gaps


@pytest.mark.parametrize("cut", range(1, 14))
def test_a_value_goes_into_its_gap_however_the_text_is_cut_into_runs(cut: int) -> None:
    text = "发放____份，咨询____人次。"
    filled = filled_pieces([text[:cut], text[cut:]], {0: "12", 1: "345"})
    assert "".join(filled) == "发放12份，咨询345人次。"
    assert filled_pieces([text[:cut], text[cut:]], {}) == [text[:cut], text[cut:]]


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (periods.year(2025), "2025年"),
        (periods.quarter(2025, 2), "2025年第二季度"),
        (periods.month(2025, 11), "2025年11月"),
        (Period(date(2025, 1, 1), date(2025, 5, 20)), "2025年1月1日至2025年5月20日"),
    ],
)
def test_the_days_are_said_as_forms_say_them(period: Period, said: str) -> None:
    assert said_period(period) == said
