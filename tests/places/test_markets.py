"""Market days: how they are written, and on which days they fall."""

from datetime import date

import pytest

from outreach.errors import Invalid
from outreach.places.markets import (
    chinese_market_days,
    is_market_day,
    next_market_days,
    parse_market,
    parse_market_days,
    written_market_days,
)
from outreach.places.rules import MarketCalendar


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("逢三逢八", {3, 8}),
        ("三八", {3, 8}),
        ("逢3、8赶集", {3, 8}),
        ("５,10", {5, 0}),
        ("逢五逢十", {5, 0}),
        ("1 4 7", {1, 4, 7}),
        ("", set()),
    ],
)
def test_market_days_are_read_as_people_write_them(text: str, digits: set[int]) -> None:
    assert parse_market_days(text) == digits


@pytest.mark.parametrize("text", ["每周三上午", "逢x", "三八妇女节"])
def test_what_names_no_digits_is_refused(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_market_days(text)
    assert refused.value.field == "market_days"


@pytest.mark.parametrize(
    ("day", "days", "calendar", "is_one"),
    [
        (date(2025, 3, 8), "3,8", MarketCalendar.SOLAR, True),
        (date(2025, 3, 28), "3,8", MarketCalendar.SOLAR, True),
        (date(2025, 3, 10), "0,5", MarketCalendar.SOLAR, True),
        (date(2025, 3, 9), "3,8", MarketCalendar.SOLAR, False),
        (date(2025, 1, 31), "3,8", MarketCalendar.LUNAR, True),  # the third of the first lunar month
        (date(2025, 1, 29), "3,8", MarketCalendar.LUNAR, False),
        (date(2025, 3, 8), None, None, False),
    ],
)
def test_a_market_day_is_known_by_its_last_digit(
    day: date, days: str | None, calendar: MarketCalendar | None, is_one: bool
) -> None:
    assert is_market_day(day, days, calendar) is is_one


def test_digits_are_kept_in_order() -> None:
    assert (written_market_days({8, 3}), written_market_days(())) == ("3,8", None)


@pytest.mark.parametrize(
    ("text", "days", "calendar"),
    [
        ("逢三逢八", "3,8", None),
        ("农历逢三逢八", "3,8", MarketCalendar.LUNAR),
        ("逢一、六（公历）", "1,6", MarketCalendar.SOLAR),
        ("5,10 (lunar)", "0,5", MarketCalendar.LUNAR),
        ("", None, None),
    ],
)
def test_the_calendar_may_stand_beside_the_days(text: str, days: str | None, calendar: MarketCalendar | None) -> None:
    assert parse_market(text) == (days, calendar)


def test_days_are_written_as_people_say_them() -> None:
    assert chinese_market_days("0,5") == "逢十逢五"
    assert parse_market_days(chinese_market_days("0,3,8")) == {0, 3, 8}


def test_the_next_market_days_begin_with_today() -> None:
    first = date(2025, 3, 8)
    assert next_market_days(first, "3,8", MarketCalendar.SOLAR) == [first, date(2025, 3, 13), date(2025, 3, 18)]
    assert next_market_days(first, "0", MarketCalendar.LUNAR, most=2) == [date(2025, 3, 9), date(2025, 3, 19)]
    assert next_market_days(first, None, None) == []
