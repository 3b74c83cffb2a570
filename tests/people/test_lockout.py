"""How long somebody who failed has to wait."""

from datetime import UTC, datetime, timedelta

import pytest

from outreach.people.lockout import (
    ACCOUNT_FAILURES,
    ACCOUNT_PAUSE,
    ADDRESS_FAILURES,
    ADDRESS_PAUSE,
    wait_of_account,
    wait_of_address,
    wait_of_pair,
)

NOW = datetime(2025, 3, 4, 1, 0, tzinfo=UTC)


def ago(*seconds: int) -> list[datetime]:
    return sorted(NOW - timedelta(seconds=each) for each in seconds)


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [
        ([], 0),
        ([1, 2, 3, 4], 0),
        ([0, 1, 2, 3, 4], 300),
        ([60, 70, 80, 90, 100], 240),
        ([299, 400, 500, 600, 700], 1),
        ([300, 400, 500, 600, 700], 0),
        ([10, 400, 500, 600, 700, 800], 0),  # after the wait there are five tries again
        ([10, 20, 30, 40, 50, 400, 500, 600, 700, 800], 290),
        ([10, 11, 12, 13, 14, 15, 16], 288),  # more than five came at once: the fifth locks, not the last
        ([1, 2, 3, 4, 24 * 3600], 0),  # yesterday's failure is forgotten
    ],
)
def test_five_failures_lock_a_pair_for_five_minutes(failures: list[int], seconds: int) -> None:
    assert wait_of_pair(ago(*failures), NOW) == timedelta(seconds=seconds)


def test_the_wider_limits_only_slow_down() -> None:
    many = ago(*range(2, 2 + ADDRESS_FAILURES))
    assert wait_of_address(many, NOW) == ADDRESS_PAUSE - timedelta(seconds=2)
    assert wait_of_address(many[1:], NOW) == timedelta(0)
    assert wait_of_account(ago(*range(10, 10 + ACCOUNT_FAILURES)), NOW) == ACCOUNT_PAUSE - timedelta(seconds=10)
    assert wait_of_address(many, NOW + ADDRESS_PAUSE) == timedelta(0)
