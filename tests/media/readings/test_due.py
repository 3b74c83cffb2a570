"""Which counters should be read, by when, and which no longer can be."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.media.readings.due import Due, Stand, due_of, is_worth_reading, lacks_year_end

TODAY = date(2026, 11, 27)
APPEARED = date(2026, 10, 1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(
    ("stand", "due"),
    [
        (Stand(ago(0), None, 7, 90), None),  # its first day is not over
        (Stand(ago(3), None, 7, 90), None),  # nobody is asked in the first week
        (Stand(ago(7), None, 7, 90), (Due.UNREAD, ago(7) + timedelta(days=90))),
        (Stand(ago(30), None), (Due.UNREAD, ago(23))),
        (Stand(ago(3), ago(1), 7, 90), None),  # still moves
        (Stand(ago(9), ago(5), 7, 90), (Due.FINAL, ago(9) + timedelta(days=90))),
        (Stand(ago(8), ago(5), 7), (Due.FINAL, ago(1))),
        (Stand(ago(7), ago(5), 7, 90), None),  # its day is over only tomorrow
        (Stand(ago(40), ago(33), 7, 90), None),  # the final number was read
        (Stand(ago(80), None, 7, 90), (Due.LEAVING, ago(-10))),
        (Stand(ago(80), ago(78), 7, 90), (Due.LEAVING, ago(-10))),
        (Stand(ago(90), None, 7, 90), (Due.LEAVING, TODAY)),
        (Stand(ago(91), None, 7, 90), (Due.GONE, ago(1))),
        (Stand(ago(91), ago(88), 7, 90), (Due.GONE, ago(1))),
        (Stand(ago(91), ago(50), 7, 90), None),
        (Stand(ago(80), ago(70), None, 90), (Due.LEAVING, ago(-10))),  # moves for ever, last read long ago
        (Stand(ago(80), ago(5), None, 90), None),
        (Stand(ago(91), ago(50), None, 90), None),
        (Stand(ago(500), None, 7, 90), None),  # nobody is asked about what is older than a year
        (Stand(ago(300), ago(200)), None),
    ],
)
def test_what_is_due_and_by_when(stand: Stand, due: tuple[Due, date] | None) -> None:
    assert due_of(stand, TODAY) == due


@pytest.mark.parametrize(
    ("stand", "today", "lacks"),
    [
        (Stand(date(2026, 12, 20), date(2026, 12, 27), 30), date(2027, 1, 2), True),
        (Stand(date(2026, 12, 20), date(2026, 12, 31), 30), date(2027, 1, 2), False),
        (Stand(date(2026, 12, 20), None, 30), date(2027, 1, 2), True),
        (
            Stand(date(2026, 12, 20), date(2026, 12, 26), 7),
            date(2027, 1, 2),
            False,
        ),  # stood still before the year ended
        (Stand(date(2026, 3, 1), date(2026, 12, 1)), date(2027, 1, 10), True),
        (Stand(date(2026, 3, 1), date(2026, 12, 1)), date(2027, 1, 11), False),
        (Stand(date(2027, 1, 1), None, 30), date(2027, 1, 3), False),
        (Stand(date(2026, 12, 20), None, 30), date(2026, 12, 31), False),
    ],
)
def test_the_years_last_reading_is_asked_for_in_the_first_days_of_january(
    stand: Stand, today: date, lacks: bool
) -> None:
    assert lacks_year_end(stand, today) is lacks


@pytest.mark.parametrize(
    ("stand", "worth"),
    [
        (Stand(ago(1), None, 7), True),
        (Stand(ago(-1), None, 7), False),
        (Stand(ago(5), ago(2), 7), False),
        (Stand(ago(20), ago(8), 30), True),
        (Stand(ago(20), ago(13), 7), False),  # final
        (Stand(ago(20), ago(14), 7), True),
        (Stand(ago(100), None, 7, 90), False),
        (Stand(ago(100), ago(29)), False),
        (Stand(ago(100), ago(30)), True),
    ],
)
def test_what_a_round_asks_for(stand: Stand, worth: bool) -> None:
    assert is_worth_reading(stand, TODAY) is worth


stands = st.builds(
    lambda age, read, settles, reaches: Stand(
        ago(age), None if read is None else min(ago(age) + timedelta(days=read), ago(1)), settles, reaches
    ),
    st.integers(min_value=1, max_value=450),
    st.none() | st.integers(min_value=0, max_value=200),
    st.none() | st.integers(min_value=1, max_value=40),
    st.none() | st.integers(min_value=1, max_value=200),
)


@given(stands)
def test_what_was_read_to_the_end_is_never_asked_for(stand: Stand) -> None:
    due = due_of(stand, TODAY)
    if stand.is_final:
        assert due is None and not is_worth_reading(stand, TODAY)
    if due is not None and due[0] is not Due.GONE:
        assert stand.leaves_on is None or stand.leaves_on >= TODAY
        read = Stand(stand.appeared, ago(1), stand.settles_after, stand.reaches_back)
        assert due_of(read, TODAY) is None  # reading it once mends it


@given(stands)
def test_what_is_gone_is_out_of_reach_of_its_export(stand: Stand) -> None:
    due = due_of(stand, TODAY)
    if due is not None and due[0] is Due.GONE:
        assert stand.leaves_on is not None and stand.leaves_on < TODAY
        assert not is_worth_reading(stand, TODAY)
