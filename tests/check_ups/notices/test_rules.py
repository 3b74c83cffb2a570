"""Rules of notices, on plain values."""

from datetime import date

import pytest

from outreach.check_ups.notices.rules import (
    State,
    Step,
    chinese,
    due_day,
    ended,
    filled,
    may_review,
    may_take,
    months_later,
    next_number,
    quoted,
    revisit_day,
)
from outreach.workdays.rules import DayKind, NamedDay, WorkCalendar

#: 2025-06-02 was off for the Dragon Boat festival.
WORKED = WorkCalendar({date(2025, 6, 2): NamedDay(date(2025, 6, 2), DayKind.OFF, "端午节")}, frozenset({2025}))


def test_quotation_marks_inside_others_are_single_ones() -> None:
    assert quoted("“包薪”约定不低于法定标准") == "“‘包薪’约定不低于法定标准”"


@pytest.mark.parametrize(
    ("text", "said"), [("没写基数", "没写基数。"), ("没写基数。 ", "没写基数。"), ("真的？", "真的？"), (" ", "")]
)
def test_a_sentence_ends_with_one_full_stop(text: str, said: str) -> None:
    assert ended(text) == said


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ([], "人社法提〔2026〕1号"),
        (["人社法提〔2026〕7号", "人社法提〔2026〕9号"], "人社法提〔2026〕10号"),
        (["人社法提〔2025〕31号"], "人社法提〔2026〕1号"),
        (["示人社〔2026〕第3号", "人社法提〔2026〕9号"], "示人社〔2026〕第4号"),
        (["口头", "人社法提〔2026〕2号"], "人社法提〔2026〕3号"),
    ],
)
def test_the_next_number_is_behind_the_last_of_the_year(numbers: list[str], said: str) -> None:
    assert next_number(numbers, 2026) == said


@pytest.mark.parametrize(
    ("day", "within", "due"),
    [
        (date(2025, 3, 4), 30, date(2025, 4, 3)),
        (date(2025, 3, 4), 32, date(2025, 4, 7)),  # a Saturday moves on to Monday
        (date(2025, 5, 3), 29, date(2025, 6, 3)),  # a Sunday, and the Monday is off
        (date(2025, 3, 4), None, None),
    ],
)
def test_days_are_calendar_days_that_end_on_a_working_day(day: date, within: int | None, due: date | None) -> None:
    assert due_day(day, within, WORKED) == due


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2025, 3, 4), 3, date(2025, 6, 4)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2025, 10, 31), 3, date(2026, 1, 31)),
    ],
)
def test_three_months_later_is_the_same_day_of_the_month(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_a_revisit_is_on_a_working_day() -> None:
    assert revisit_day(date(2025, 3, 2), WORKED) == date(2025, 6, 3)


@pytest.mark.parametrize(
    ("is_maker", "is_only_one", "reason", "may"),
    [
        (False, False, None, True),
        (True, False, "没有别人", False),
        (True, True, None, False),
        (True, True, "  ", False),
        (True, True, "全队只有一名负责人", True),
    ],
)
def test_who_made_it_reviews_it_only_alone_and_with_a_reason(
    is_maker: bool, is_only_one: bool, reason: str | None, may: bool
) -> None:
    assert may_review(is_maker=is_maker, is_only_one=is_only_one, reason=reason) is may


def test_a_withdrawn_notice_takes_no_step_and_one_handed_over_no_edit() -> None:
    assert not any(may_take(State.WITHDRAWN, step) for step in Step)
    assert not may_take(State.HANDED_OVER, Step.EDIT)
    assert not may_take(State.DRAFT, Step.RELEASE)


def test_the_bureaus_words_take_in_company_and_day() -> None:
    said = filled("{{单位}}于{{体检日期}}到{{企业}}", company="宏达公司", day=date(2025, 3, 4), bureau="县人社局")
    assert said == "县人社局于2025年3月4日到宏达公司"


def test_a_name_that_looks_like_a_placeholder_stays_a_name() -> None:
    said = filled("{{企业}}、{{单位}}", company="{{单位}}{{体检日期}}公司", day=date(2025, 3, 4), bureau="{{企业}}")
    assert said == "{{单位}}{{体检日期}}公司、{{企业}}"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (35, "三十五"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (112, "一百一十二"),
        (250, "二百五十"),
    ],
)
def test_numbers_are_said_in_chinese(number: int, said: str) -> None:
    assert chinese(number) == said
