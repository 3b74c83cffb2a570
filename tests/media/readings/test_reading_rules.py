"""What a counter showed, as it is written, and when it fell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import Invalid, Question
from outreach.media.readings.rules import Shown, check_day_over, check_rising, has_fallen, read_shown
from outreach.sheets import Approximation

ABOUT, AT_LEAST = Approximation.ABOUT, Approximation.AT_LEAST
MARCH = [(date(2025, 3, 1), Shown(100)), (date(2025, 3, 31), Shown(300))]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("18592", Shown(18_592)),
        ("18,592", Shown(18_592)),
        ("１８５９２", Shown(18_592)),
        ("0", Shown(0)),
        (0, Shown(0)),
        (1234.0, Shown(1234)),
        ("1.2万", Shown(12_000, ABOUT, "1.2万")),
        (" 1.2w ", Shown(12_000, ABOUT, "1.2w")),
        ("10万+", Shown(100_000, AT_LEAST, "10万+")),
        ("约300", Shown(300, ABOUT, "约300")),
        ("4000余", Shown(4_000, AT_LEAST, "4000余")),
    ],
)
def test_a_number_is_read_as_people_and_platforms_write_it(text: object, shown: Shown) -> None:
    assert read_shown(text) == shown  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "  ", "--", "-", "—", "——", "/", "无", "无数据", "未统计", "N/A", None])
def test_no_number_is_no_reading_and_never_zero(text: str | None) -> None:
    assert read_shown(text) is None


@pytest.mark.parametrize("text", ["很多", "-5", "1.5", "12%", "1-2", "0x10", "2025-03-04"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_shown(text)


@given(st.integers(min_value=0, max_value=999_999_999))
def test_every_number_is_read_back_however_it_is_grouped(number: int) -> None:
    for text in (str(number), f"{number:,}", number):
        assert read_shown(text) == Shown(number)


@pytest.mark.parametrize(
    ("earlier", "later", "fallen"),
    [
        (Shown(100), Shown(100), False),
        (Shown(100), Shown(99), True),
        (Shown(99), Shown(100), False),
        (Shown(12_300), Shown(12_000, ABOUT, "1.2万"), False),  # the platform only rounds
        (Shown(13_100), Shown(12_000, ABOUT, "1.2万"), True),
        (Shown(12_000, ABOUT, "1.2万"), Shown(11_200), False),
        (Shown(12_000, ABOUT, "1.2万"), Shown(10_900), True),
        (Shown(100_000, AT_LEAST, "10万+"), Shown(120_345), False),
    ],
)
def test_a_total_falls_when_rounding_does_not_explain_it(earlier: Shown, later: Shown, fallen: bool) -> None:
    assert has_fallen(earlier, later) is fallen


@pytest.mark.parametrize(
    ("value", "day", "asked"),
    [
        (100, date(2025, 3, 15), False),
        (300, date(2025, 3, 15), False),
        (99, date(2025, 3, 15), True),
        (301, date(2025, 3, 15), True),
        (299, date(2025, 4, 1), True),
        (0, date(2025, 2, 1), False),
        (200, date(2025, 3, 31), False),  # the same day again: what was typed is corrected
    ],
)
def test_a_falling_total_is_questioned(value: int, day: date, asked: bool) -> None:
    if asked:
        with pytest.raises(Question) as question:
            check_rising(Shown(value), day, MARCH, field="times")
        assert (question.value.code, question.value.field) == ("falling", "times")
    check_rising(Shown(value), day, MARCH, field="times", confirmed=asked)


@given(st.lists(st.integers(min_value=0, max_value=9_999), max_size=6).map(sorted))
def test_a_total_that_only_grows_is_never_questioned(values: list[int]) -> None:
    days = [date(2025, 3, 1 + n) for n in range(len(values))]
    series = [(day, Shown(value)) for day, value in zip(days, values, strict=True)]
    for day, shown in series:
        check_rising(shown, day, series, field="times")


def test_the_close_of_today_is_asked_about() -> None:
    today = date(2025, 3, 10)
    check_day_over(date(2025, 3, 9), today=today, confirmed=False)
    check_day_over(today, today=today, confirmed=True)
    with pytest.raises(Question) as question:
        check_day_over(today, today=today, confirmed=False)
    assert question.value.code == "open_day"
