"""Reading the yearly notice in the words in which it is published."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import Invalid
from outreach.workdays.founding import named_days
from outreach.workdays.holidays import Holiday, holidays_of, named_days_of
from outreach.workdays.notices import parse_notice, written_notice

OF_2025 = """
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2025年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周三）放假1天，不调休。
　　二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
　　三、清明节：4月4日（周五）至6日（周日）放假，共3天。
　　四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
　　五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
　　六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作。
"""
OF_2024 = (
    "一、元旦：1月1日放假，与周末连休。二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。"
    "鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。三、清明节：4月4日至6日放假调休，共3天。"
    "4月7日（星期日）上班。四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。"
    "五、端午节：6月10日放假，与周末连休。六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。"
    "七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。"
)
OF_2026 = """一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"""


def off(holiday: Holiday) -> list[tuple[date, date]]:
    return holiday.spans


@pytest.mark.parametrize(("text", "year", "count"), [(OF_2025, 2025, 6), (OF_2024, 2024, 7), (OF_2026, 2026, 7)])
def test_whole_notices_are_read_as_they_are_published(text: str, year: int, count: int) -> None:
    read = parse_notice(text, year)
    assert len(read) == count
    library = {named.day: named.kind for named in named_days(year)}
    days = {named.day: named.kind for named in named_days_of(read)}
    assert days.items() <= library.items()
    assert {day for day in library.keys() - days.keys() if day.weekday() < 5} == set()


def test_what_a_notice_says_of_one_holiday() -> None:
    national = parse_notice(OF_2025, 2025)[-1]
    assert national.name == "国庆节、中秋节"
    assert national.spans == [(date(2025, 10, 1), date(2025, 10, 8))]
    assert national.worked == (date(2025, 9, 28), date(2025, 10, 11))


@pytest.mark.parametrize(
    ("text", "year", "first", "last"),
    [
        (
            "元旦：2022年12月31日至2023年1月2日放假调休，共3天。",
            2023,
            date(2022, 12, 31),
            date(2023, 1, 2),
        ),
        ("１、春节：２月５日～１１日放假，共７天", 2027, date(2027, 2, 5), date(2027, 2, 11)),
        ("劳动节: 5月1日-5日放假", 2027, date(2027, 5, 1), date(2027, 5, 5)),
        ("清明节：4月5日放假。", 2027, date(2027, 4, 5), date(2027, 4, 5)),
    ],
)
def test_dates_are_read_in_every_hand(text: str, year: int, first: date, last: date) -> None:
    assert [holiday.spans for holiday in parse_notice(text, year)] == [[(first, last)]]


def test_a_monday_given_for_a_weekend_is_off_too() -> None:
    (read,) = parse_notice("清明节：4月4日（星期六）放假，4月6日（星期一）补休。", 2015)
    assert read.off == (date(2015, 4, 4), date(2015, 4, 6))


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("", 2026, "no_holiday"),
        ("明年的放假安排还没有出来", 2027, "no_holiday"),
        (OF_2025, 2026, "other_year"),
        (OF_2026, 2027, "wrong_weekday"),
        ("国庆节：10月1日至8日放假调休，共7天。", 2026, "total"),
        ("国庆节：10月1日至8日放假。10月9日上班。", 2026, "not_weekend"),
        ("国庆节：10月1日至10日放假。10月10日上班。", 2026, "twice"),
        ("国庆节：10月32日放假。", 2026, "not_a_day"),
        ("国庆节：8日放假。", 2026, "not_a_day"),
        ("国庆节：10月8日至1日放假。", 2026, "span"),
    ],
)
def test_a_text_that_cannot_be_right_is_refused(text: str, year: int, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_notice(text, year)
    assert (refused.value.code, refused.value.field) == (code, "text")


def test_a_years_days_are_written_so_that_they_are_read_back() -> None:
    for year in range(2020, 2027):
        holidays = list(holidays_of(named_days(year)))
        assert parse_notice(written_notice(holidays), year) == holidays


@given(st.dates(date(2026, 1, 1), date(2026, 11, 30)), st.integers(0, 9))
def test_any_run_of_days_is_read_back(first: date, more: int) -> None:
    run = tuple(first + timedelta(days=number) for number in range(more + 1))
    assert parse_notice(written_notice([Holiday("某节", run)]), 2026) == [Holiday("某节", run)]
