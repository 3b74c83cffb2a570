"""Counts, days, times and answers as people type them."""

import string
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach import errors
from outreach.sheets import as_text, is_blank, parse_count, parse_day, parse_exact_count, parse_time, parse_yes
from outreach.sheets.typed import plain

MONDAY = date(2026, 11, 23)
CHINESE = "零一二三四五六七八九十百千万亿两余多约近超几来左右上下半点时分年月日号周星期明后天下午"
messy = st.text(string.digits + string.ascii_letters + CHINESE + " ,.:-/+%～（）\t\n１２：，", max_size=12)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (" 三江镇\n集市\u3000", "三江镇 集市"),
        ("三江\u200b镇\ufeff", "三江镇"),
        ("普\u2060法\u200c宣\u200d传", "普法宣传"),
        ("Ａ１（甲）", "A1(甲)"),
        ("a\t b", "a b"),
        (12.0, "12"),
        (None, ""),
    ],
)
def test_a_cell_is_one_plain_line(typed: object, told: str) -> None:
    assert plain(typed) == told


@pytest.mark.parametrize(
    ("typed", "value", "kind", "unit"),
    [
        ("0", 0, "exact", ""),
        ("１,２００", 1200, "exact", ""),
        ("12,734", 12734, "exact", ""),
        ("1,2734", 12734, "exact", ""),
        ("12 734 份", 12734, "exact", "份"),
        ("18，592", 18592, "exact", ""),
        (12.0, 12, "exact", ""),
        (12734, 12734, "exact", ""),
        ("1.2万", 12000, "exact", ""),
        ("1万2", 12000, "exact", ""),
        ("1万2000", 12000, "exact", ""),
        ("一万二", 12000, "exact", ""),
        ("一百零二", 102, "exact", ""),
        ("二百五", 250, "exact", ""),
        ("两千", 2000, "exact", ""),
        ("贰佰", 200, "exact", ""),
        ("三亿二千万五百", 320000500, "exact", ""),
        ("二十余", 20, "at_least", ""),
        ("九万余", 90000, "at_least", ""),
        ("1.5万余", 15000, "at_least", ""),
        ("二十余万", 200000, "at_least", ""),
        ("300多", 300, "at_least", ""),
        ("108余人次", 108, "at_least", "人次"),
        ("200人以上", 200, "at_least", "人"),
        ("超36万人次", 360000, "at_least", "人次"),
        ("≥50", 50, "at_least", ""),
        ("约200", 200, "about", ""),
        ("约 200 份", 200, "about", "份"),
        ("200份左右", 200, "about", "份"),
        ("十来人", 10, "about", "人"),
        ("约108余份", 108, "about", "份"),
        ("1.2w", 12000, "about", ""),
        ("10w+", 100000, "about", ""),
        ("近5万册", 50000, "nearly", "册"),
        ("不到200", 200, "nearly", ""),
    ],
)
def test_a_count_keeps_its_words(typed, value: int, kind: str, unit: str) -> None:
    count = parse_count(typed)
    assert (count.value, count.approximation, count.unit) == (value, kind, unit)
    assert count.text == as_text(typed)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "blank"),
        ("", "blank"),
        ("--", "blank"),
        ("—", "blank"),
        ("无", "not_a_count"),
        ("余", "not_a_count"),
        ("-5", "not_a_count"),
        (-5, "not_a_count"),
        ("200-300", "not_a_count"),
        ("72.57%", "not_a_count"),
        ("12 34", "not_a_count"),
        ("1,2", "not_a_count"),
        ("近5万册(张)", "not_a_count"),
        ("1e3", "not_a_count"),
        (True, "not_a_count"),
        (float("nan"), "not_a_count"),
        ("12.5", "not_whole"),
        ("1.23456万", "not_whole"),
        ("99999999999", "count_too_large"),
    ],
)
def test_what_is_no_count_is_refused_with_what_was_typed(typed, code: str) -> None:
    with pytest.raises(errors.Invalid) as refusal:
        parse_count(typed, field="quantity")
    assert refusal.value.code == code
    assert refusal.value.field == "quantity"
    assert code == "blank" or refusal.value.facts["typed"] == as_text(typed)
    assert code == "blank" or as_text(typed) in str(refusal.value.message)


def test_an_approximate_count_is_not_taken_for_an_exact_one() -> None:
    assert parse_exact_count("1,200") == 1200
    with pytest.raises(errors.Invalid, match="约200") as refusal:
        parse_exact_count("约200")
    assert refusal.value.code == "not_exact"


@given(st.integers(0, 999_999_999))
def test_every_count_is_read_back_however_it_is_written(number: int) -> None:
    wide = str(number).translate(str.maketrans(string.digits, "０１２３４５６７８９"))
    for typed in (
        number,
        float(number),
        str(number),
        f"{number:,}",
        wide,
        f"{number}份",
        f"{number // 10000}万{number % 10000:04}",
    ):
        assert parse_count(typed).value == number


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026年11月3日", date(2026, 11, 3)),
        ("2026 年 11 月 3 号", date(2026, 11, 3)),
        ("26年1月5号", date(2026, 1, 5)),
        ("二〇二六年十一月三日", date(2026, 11, 3)),
        ("2026年11月3日（周二）", date(2026, 11, 3)),
        ("2026年11月23日 周一", date(2026, 11, 23)),
        ("20220329", date(2022, 3, 29)),
        (20220329, date(2022, 3, 29)),
        ("2022/3/29", date(2022, 3, 29)),
        ("2022-03-29", date(2022, 3, 29)),
        ("２０２２．３．２９", date(2022, 3, 29)),
        ("2022-03-29 08:30:00", date(2022, 3, 29)),
        ("2022-03-29T08:30", date(2022, 3, 29)),
        ("11月3日", date(2026, 11, 3)),
        ("十二月二十八日", date(2026, 12, 28)),
        ("11/3", date(2026, 11, 3)),
        ("1月5日", date(2027, 1, 5)),  # the nearer one, when this year's is ten months off
        ("今天", MONDAY),
        ("明天", date(2026, 11, 24)),
        ("后天", date(2026, 11, 25)),
        ("昨天", date(2026, 11, 22)),
        ("周三", date(2026, 11, 25)),
        ("本周日", date(2026, 11, 29)),
        ("下周三", date(2026, 12, 2)),
        ("下星期天", date(2026, 12, 6)),
        ("下下周一", date(2026, 12, 7)),
        ("上周五", date(2026, 11, 20)),
        (45964, date(2025, 11, 3)),
        (45964.75, date(2025, 11, 3)),
        ("45964", date(2025, 11, 3)),
        (date(2025, 1, 1), date(2025, 1, 1)),
        (datetime(2025, 1, 1, 20), date(2025, 1, 1)),
        (datetime(2025, 1, 1, 20, tzinfo=UTC), date(2025, 1, 2)),
    ],
)
def test_a_day_is_read_as_people_type_it(typed, day: date) -> None:
    assert parse_day(typed, today=MONDAY) == day


def test_in_january_a_december_day_is_last_years() -> None:
    assert parse_day("12月28日", today=date(2027, 1, 10)) == date(2026, 12, 28)
    assert parse_day("11月3日", today=date(2027, 3, 10)) == date(2027, 11, 3)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (None, "blank"),
        ("/", "blank"),
        ("2月30日", "not_a_day"),
        ("2026-13-01", "not_a_day"),
        ("2026-11/3", "not_a_day"),
        ("3", "not_a_day"),
        (3, "not_a_day"),
        (1e300, "not_a_day"),
        (float("inf"), "not_a_day"),
        (True, "not_a_day"),
        ("0206-11-03", "not_a_day"),
        ("11月", "not_a_day"),
        ("3月1日至3日", "not_a_day"),
        ("2026年11月3日（周一）", "wrong_weekday"),
    ],
)
def test_what_is_no_day_is_refused(typed, code: str) -> None:
    with pytest.raises(errors.Invalid) as refusal:
        parse_day(typed, today=MONDAY, field="day")
    assert (refusal.value.code, refusal.value.field) == (code, "day")


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_a_day_with_its_year_does_not_depend_on_today(day: date, today: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for typed in (
        f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        serial,
    ):
        assert parse_day(typed, today=today) == day
    assert abs(parse_day(f"{day.month}月{min(day.day, 28)}日", today=today) - today) <= timedelta(days=300)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("下午2点半", time(14, 30)),
        ("14:30", time(14, 30)),
        ("14：30", time(14, 30)),
        ("14.30", time(14, 30)),
        ("1430", time(14, 30)),
        (1430, time(14, 30)),
        ("830", time(8, 30)),
        ("8点", time(8)),
        ("8", time(8)),
        ("八点二十分", time(8, 20)),
        ("8点一刻", time(8, 15)),
        ("上午9：05", time(9, 5)),
        ("中午12点", time(12)),
        ("中午1点", time(13)),
        ("下午14点", time(14)),
        ("晚上7点半", time(19, 30)),
        ("凌晨12点", time(0)),
        ("2:30pm", time(14, 30)),
        ("12am", time(0)),
        ("08:30:00", time(8, 30)),
        (0.5, time(12)),
        (0.604166667, time(14, 30)),
        (time(9, 30, 15), time(9, 30)),
        (timedelta(hours=9), time(9)),
        (datetime(2025, 1, 1, 9, 5), time(9, 5)),
        (datetime(2025, 1, 1, 9, 5, tzinfo=UTC), time(17, 5)),
    ],
)
def test_a_time_is_read_as_people_type_it(typed, at: time) -> None:
    assert parse_time(typed) == at


@pytest.mark.parametrize(
    "typed", ["24:00", "23:60", "晚上12点", "上午14点", "下午0点", "8.5", 8.5, -0.5, 25, True, "明天"]
)
def test_what_is_no_time_is_refused(typed) -> None:
    with pytest.raises(errors.Invalid) as refusal:
        parse_time(typed)
    assert refusal.value.code == "not_a_time"


@given(st.times())
def test_a_time_is_read_back_to_the_minute(at: time) -> None:
    minute = at.replace(second=0, microsecond=0)
    for typed in (at, f"{at:%H:%M}", f"{at:%H%M}", f"{at.hour}点{at.minute:02}分", f"{at:%I:%M%p}"):
        assert parse_time(typed) == minute


def test_yes_and_no_have_many_words_and_blank_is_neither() -> None:
    assert all(map(parse_yes, ("是", "√", "Y", "yes", "TRUE", True, 1, 1.0)))
    assert not any(map(parse_yes, ("否", "×", "N", "无", "false", False, 0)))
    for typed, code in ((None, "blank"), ("", "blank"), ("也许", "not_yes_or_no"), (2, "not_yes_or_no")):
        with pytest.raises(errors.Invalid) as refusal:
            parse_yes(typed)
        assert refusal.value.code == code


def test_zero_and_none_are_not_blank() -> None:
    assert all(map(is_blank, (None, "", "  ", "\u3000", "-", "——", "N/A")))
    assert not any(map(is_blank, (0, "0", "无", False)))


@given(st.one_of(messy, st.integers(), st.floats(), st.booleans(), st.none(), st.text(max_size=8)))
def test_anything_else_is_refused_and_nothing_breaks(typed) -> None:
    readers = (parse_count, parse_exact_count, parse_time, parse_yes, lambda value: parse_day(value, today=MONDAY))
    for read in readers:
        with suppress(errors.Invalid):
            read(typed)
