"""Codes, limits and ages."""

from datetime import UTC, date, datetime, timedelta

import pytest

from outreach.errors import Invalid
from outreach.orders.rules import (
    ALPHABET,
    CODE_LENGTH,
    Limit,
    address_hash,
    age,
    code_hash,
    erased_unanswered,
    is_phone,
    masked,
    new_code,
    parse_people,
    plain_code,
    shown_code,
    wait_for,
)
from outreach.workdays.rules import DayKind, NamedDay, WorkCalendar

NOW = datetime(2025, 3, 4, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_code_is_read_out_and_typed_back() -> None:
    codes = {new_code() for _each in range(200)}
    assert len(codes) == 200
    for code in codes:
        assert len(code) == CODE_LENGTH
        assert plain_code(shown_code(code).lower().replace("-", " - ")) == code
    assert not set("01OIL") & set(ALPHABET)


@pytest.mark.parametrize(
    ("made", "wished", "goes"),
    [
        (date(2025, 3, 4), [date(2025, 3, 10), date(2025, 3, 8)], date(2025, 5, 9)),
        (date(2025, 3, 4), [date(2024, 3, 10)], date(2025, 5, 3)),
        (date(2025, 3, 4), [], date(2025, 5, 3)),
    ],
)
def test_what_nobody_answers_is_kept_60_days_after_its_last_day(made: date, wished: list[date], goes: date) -> None:
    assert erased_unanswered(made, wished) == goes


@pytest.mark.parametrize("typed", ["", "AB3DE", "AB3DE-FG7H0", "AB3DE-FG7HKK", "'; drop", "ＡＢ3DE-FG7HK"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert plain_code(typed) is None


def test_the_table_never_holds_a_code_or_an_address() -> None:
    assert "AB3DE" not in code_hash("AB3DEFG7HK")
    assert address_hash("192.0.2.7", "key") != address_hash("192.0.2.7", "other key")
    assert address_hash("2001:db8:1:2::1", "key") == address_hash("2001:db8:1:2:ffff::9", "key")
    assert address_hash("2001:db8:1:2::1", "key") != address_hash("2001:db8:1:3::1", "key")
    assert address_hash("", "key")


@pytest.mark.parametrize(
    ("minutes_ago", "wait"),
    [
        ([], None),
        ([1, 2], None),
        ([70, 1, 2], None),
        ([30, 1, 2], timedelta(minutes=30)),
        ([50, 40, 30, 2], timedelta(minutes=20)),
    ],
)
def test_the_third_knock_within_an_hour_waits(minutes_ago: list[int], wait: timedelta | None) -> None:
    knocks = [NOW - timedelta(minutes=each) for each in minutes_ago]
    assert wait_for(knocks, [Limit(3, HOUR)], NOW) == wait


def test_the_longer_wait_counts() -> None:
    knocks = [NOW - timedelta(minutes=each) for each in (10, 20, 30)]
    assert wait_for(knocks, [Limit(2, HOUR), Limit(3, 24 * HOUR)], NOW) == timedelta(hours=23, minutes=30)


@pytest.mark.parametrize(
    ("phone", "shown"),
    [("13812341234", "138****1234"), ("0730-8881234", "073****1234"), ("12345", "****45"), (None, "")],
)
def test_a_list_masks_a_number(phone: str | None, shown: str) -> None:
    assert masked(phone) == shown


@pytest.mark.parametrize(
    ("text", "fits"), [("13812341234", True), ("+86 730-888 1234", True), ("call me", False), ("1", False)]
)
def test_a_number_is_told_from_words(text: str, fits: bool) -> None:
    assert is_phone(text) is fits


def test_an_order_ages_by_working_days() -> None:
    friday, tuesday = date(2025, 1, 24), date(2025, 2, 4)
    assert age(friday, friday, WorkCalendar()) == 0
    assert age(friday, tuesday, WorkCalendar()) == 7
    off = {day: NamedDay(day, DayKind.OFF, "春节") for day in (date(2025, 1, 28) + timedelta(days=n) for n in range(8))}
    worked = {date(2025, 1, 26): NamedDay(date(2025, 1, 26), DayKind.WORKED, "春节")}
    assert age(friday, tuesday, WorkCalendar(off | worked, {2025})) == 2


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("40", 40),
        ("约40人", 40),
        ("40人左右", 40),
        ("四十", 40),
        ("40-50", 50),
        ("40～50人", 50),
        ("四十到五十人", 50),
        ("~40", 40),
    ],
)
def test_how_many_people_may_be_said_roughly(said: str, people: int) -> None:
    assert parse_people(said) == people


@pytest.mark.parametrize("said", ["全体", "40-", "很多人", "-5"])
def test_what_counts_nobody_is_refused(said: str) -> None:
    with pytest.raises(Invalid):
        parse_people(said)
