"""What makes an event possible: tables of cases."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from outreach.errors import Invalid
from outreach.schedule.rules import check_days, check_needed, check_quantity, check_times, is_outside, next_slot

NOON = datetime(2025, 3, 4, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (NOON, NOON + timedelta(minutes=1), None),
        (NOON, NOON + timedelta(days=14), None),
        (NOON, NOON, "ends_before_start"),
        (NOON, NOON - timedelta(hours=1), "ends_before_start"),
        (NOON, NOON + timedelta(days=14, minutes=1), "too_long"),
        (NOON.replace(year=1900), NOON.replace(year=1900, hour=5), "day_out_of_range"),
        (NOON.replace(year=2190), NOON.replace(year=2190, hour=5), "day_out_of_range"),
    ],
)
def test_an_event_ends_after_it_begins_and_within_two_weeks(start: datetime, end: datetime, code: str | None) -> None:
    if code is None:
        check_times(start, end)
        return
    with pytest.raises(Invalid) as refused:
        check_times(start, end)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("quantity", "fits"), [(None, True), (0, True), (9_999_999, True), (-1, False), (10**7, False)]
)
def test_a_planned_number_has_up_to_seven_digits(quantity: int | None, fits: bool) -> None:
    if fits:
        assert check_quantity(quantity, "x") == quantity
        return
    with pytest.raises(Invalid):
        check_quantity(quantity, "x")


@pytest.mark.parametrize("text", ["", "  ", None, "字" * 201])
def test_a_title_says_something_and_not_too_much(text: str | None) -> None:
    with pytest.raises(Invalid):
        check_needed(text, "title")


@pytest.mark.parametrize(
    ("now", "day", "start"),
    [
        (datetime(2025, 3, 4, 7), date(2025, 3, 4), time(9)),
        (datetime(2025, 3, 4, 9), date(2025, 3, 4), time(14, 30)),
        (datetime(2025, 3, 4, 16), date(2025, 3, 5), time(9)),
        (datetime(2025, 3, 7, 18), date(2025, 3, 10), time(9)),
        (datetime(2025, 3, 8, 8), date(2025, 3, 10), time(9)),
    ],
)
def test_a_new_event_is_offered_the_next_half_day_of_work(now: datetime, day: date, start: time) -> None:
    assert next_slot(now)[:2] == (day, start)


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (date(2025, 11, 1), date(2026, 2, 16), True),
        (date(2025, 11, 1), date(2025, 11, 1), True),
        (date(2025, 11, 2), date(2025, 11, 1), False),
        (date(2025, 1, 1), date(2027, 1, 1), False),
    ],
)
def test_an_edition_is_one_run(first: date, last: date, fits: bool) -> None:
    if fits:
        check_days(first, last)
        assert is_outside(first - timedelta(days=1), [(first, last)])
        assert not is_outside(last, [(first, last)])
        return
    with pytest.raises(Invalid):
        check_days(first, last)
