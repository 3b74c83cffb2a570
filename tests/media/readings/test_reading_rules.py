"""What a counter showed, as it is written, and when it fell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.errors import Invalid, Question
from outreach.media.readings.rules import (
    Oddity,
    Shown,
    check_day_over,
    check_leaps,
    check_readers,
    check_rising,
    first_watched,
    has_fallen,
    has_leapt,
    oddity,
    read_shown,
)
from outreach.media.rules import Metric
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
        assert "2025年3月" in str(question.value.message), "a day is said as pages say it"
    check_rising(Shown(value), day, MARCH, field="times", confirmed=asked)


@given(st.lists(st.integers(min_value=0, max_value=9_999), max_size=6).map(sorted))
def test_a_total_that_only_grows_is_never_questioned(values: list[int]) -> None:
    days = [date(2025, 3, 1 + n) for n in range(len(values))]
    series = [(day, Shown(value)) for day, value in zip(days, values, strict=True)]
    for day, shown in series:
        check_rising(shown, day, series, field="times")


@pytest.mark.parametrize(
    ("earlier", "later", "leapt"),
    [
        (753, 7_530_000, True),
        (1_866, 18_566_000, True),
        (1_200, 12_000, True),
        (1_200, 11_999, False),  # less than ten times
        (753, 7_530, False),  # ten times, and yet no 10,000 more
        (1_111, 11_110, False),
        (0, 10_000, True),
        (0, 9_999, False),
        (90_000, 400_000, False),
    ],
)
def test_a_total_leaps_when_it_is_ten_times_as_much_and_ten_thousand_more(
    earlier: int, later: int, leapt: bool
) -> None:
    assert has_leapt(Shown(earlier), Shown(later)) is leapt


@pytest.mark.parametrize(
    ("value", "day", "asked"),
    [
        (3_000_000, date(2025, 4, 1), True),
        (1_000_000, date(2025, 3, 31), True),  # a correction
        (300, date(2025, 3, 31), False),
        (3_000_000, date(2025, 2, 1), False),  # the first one: it falls, which is asked instead
    ],
)
def test_a_leaping_total_is_questioned(value: int, day: date, asked: bool) -> None:
    if asked:
        with pytest.raises(Question) as question:
            check_leaps(Shown(value), day, MARCH, field="times")
        assert (question.value.code, question.value.field) == ("leaping", "times")
        assert "2025年3月" in str(question.value.message)
    check_leaps(Shown(value), day, MARCH, field="times", confirmed=asked)


def test_a_number_that_is_there_is_not_asked_about_again() -> None:
    there = [*MARCH, (date(2025, 4, 1), Shown(3_000_000))]
    check_leaps(Shown(3_000_000), date(2025, 4, 1), there, field="times")
    turned = {Metric.PEOPLE: Shown(500), Metric.TIMES: Shown(100)}
    check_readers(turned, turned, confirmed=False)


@pytest.mark.parametrize(
    ("earlier", "later", "odd"),
    [
        (100, 99, Oddity.FALL),
        (100, 100, None),
        (1_000, 9_999, None),
        (1_200, 12_000, Oddity.LEAP),
    ],
)
def test_a_total_falls_or_leaps_or_is_not_odd(earlier: int, later: int, odd: Oddity | None) -> None:
    assert oddity(Shown(earlier), Shown(later)) is odd


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 1, 1), date(2025, 1, 1)),
        (date(2026, 3, 31), date(2025, 1, 1)),  # the year's report is at work
        (date(2026, 4, 1), date(2026, 1, 1)),
        (date(2024, 3, 31), date(2024, 1, 1)),  # a leap year's ninetieth day
        (date(2026, 12, 31), date(2026, 1, 1)),
    ],
)
def test_the_year_before_is_watched_in_the_first_quarter(today: date, first: date) -> None:
    assert first_watched(today) == first


@pytest.mark.parametrize(
    ("typed", "there", "asked"),
    [
        ({"people": Shown(500), "times": Shown(100)}, {}, True),
        ({"people": Shown(100), "times": Shown(100)}, {}, False),
        ({"people": Shown(500)}, {"times": Shown(100)}, True),
        ({"times": Shown(100)}, {"people": Shown(500)}, True),
        ({"likes": Shown(1)}, {"people": Shown(500), "times": Shown(100)}, False),  # nothing new of them
        ({"people": Shown(500)}, {}, False),
        ({"people": Shown(12_300), "times": Shown(12_000, ABOUT, "1.2万")}, {}, False),
        ({"people": Shown(250_000), "times": Shown(100_000, AT_LEAST, "10万+")}, {}, False),
    ],
)
def test_more_readers_than_reads_are_questioned(typed: dict[str, Shown], there: dict[str, Shown], asked: bool) -> None:
    sides = [{Metric(name): shown for name, shown in each.items()} for each in (typed, there)]
    if asked:
        with pytest.raises(Question) as question:
            check_readers(*sides, confirmed=False)
        assert question.value.code == "readers"
    check_readers(*sides, confirmed=asked)


def test_the_close_of_today_is_asked_about() -> None:
    today = date(2025, 3, 10)
    check_day_over(date(2025, 3, 9), today=today, confirmed=False)
    check_day_over(today, today=today, confirmed=True)
    with pytest.raises(Question) as question:
        check_day_over(today, today=today, confirmed=False)
    assert question.value.code == "open_day"
