"""What leaves in a feed and what does not, and when a reminder rings."""

from datetime import datetime

import pytest

from outreach import clock
from outreach.feeds.rules import Alarm, minutes_before, plain


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("联系人 13800001234", "联系人 138****1234"),
        ("138 0000 1234、139-0000-5678", "138****1234、139****5678"),
        ("+8613800001234", "+86138****1234"),
        ("１３８００００１２３４", "１３８****１２３４"),
        ("第13800001234567号文件", "第13800001234567号文件"),
        ("0730-5222222", "0730-5222222"),
    ],
)
def test_a_mobile_number_does_not_leave(typed: str, shown: str) -> None:
    assert plain(typed) == shown


@pytest.mark.parametrize(
    ("alarm", "start", "minutes"),
    [
        (Alarm.HALF_HOUR, datetime(2025, 3, 4, 9), 30),
        (Alarm.TWO_HOURS, datetime(2025, 3, 4, 9), 120),
        (Alarm.EVE, datetime(2025, 3, 4, 9), 15 * 60),
        (Alarm.EVE, datetime(2025, 3, 4, 19, 30), 25 * 60 + 30),
    ],
)
def test_a_reminder_rings_when_it_was_chosen_to(alarm: Alarm, start: datetime, minutes: int) -> None:
    assert minutes_before(alarm, start.replace(tzinfo=clock.SHANGHAI)) == minutes
