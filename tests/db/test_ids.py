"""Ids grow with time, and within one millisecond."""

from datetime import UTC, datetime, timedelta
from uuid import RFC_4122

import pytest

from outreach import clock
from outreach.db.ids import new_id

LATER = datetime(2100, 1, 1, tzinfo=UTC)


def test_an_id_is_of_version_seven_and_says_its_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    made = new_id()
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == LATER.timestamp() * 1000


@pytest.mark.parametrize("step", [0, 1, -1, -3600_000], ids=["still", "on", "back", "an hour back"])
def test_each_id_is_greater_than_the_one_before(monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    instants = [LATER + timedelta(days=400, milliseconds=step * number) for number in range(500)]
    monkeypatch.setattr(clock, "now", lambda: instants.pop(0))
    made = [new_id() for _ in range(500)]
    assert made == sorted(set(made))
    assert {each.version for each in made} == {7}
