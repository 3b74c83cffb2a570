"""What an event made on the spot may say: tables of cases, without a database."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from outreach.errors import Invalid
from outreach.schedule.on_the_spot.rules import (
    Desk,
    Lists,
    SpotFacts,
    check_spot,
    content_hash,
    is_far_away,
    look_like_one,
)
from outreach.schedule.rules import Form, Track

AT = datetime(2025, 3, 4, 1, 0, tzinfo=UTC)
PLACE, TEAM = uuid.uuid4(), uuid.uuid4()
LISTS = Lists({"pension": TEAM}, {PLACE})
GOOD = SpotFacts(uuid.uuid4(), None, PLACE, None, AT, None)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"title": "东门设台"},
        {"place": None, "place_name": "东门口"},
        {"place": uuid.uuid4(), "place_name": "东门口"},  # the list has changed, the name is still known
        {"team": "pension"},
        {"ends_at": AT + timedelta(days=3)},
        {"starts_at": datetime(2019, 1, 1, tzinfo=UTC)},  # a wrong clock is no reason
        {"track": Track.ENTERPRISE, "form": Form.DESK, "note": "下雨"},
    ],
)
def test_what_can_be_made(changes: dict[str, Any]) -> None:
    check_spot(replace(GOOD, **changes), LISTS)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"place": None}, "place_needed"),
        ({"place": uuid.uuid4()}, "unknown_place"),
        ({"team": "nobody"}, "unknown_team"),
        ({"ends_at": AT}, "ends_before_start"),
        ({"ends_at": AT + timedelta(days=15)}, "too_long"),
        ({"starts_at": datetime(1900, 1, 1, tzinfo=UTC)}, "day_out_of_range"),
        ({"title": "长" * 201}, "title_too_long"),
        ({"place_name": "长" * 101}, "place_too_long"),
        ({"note": "长" * 2001}, "note_too_long"),
    ],
)
def test_what_is_refused_and_why(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_spot(replace(GOOD, **changes), LISTS)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "别的"},
        {"place": None, "place_name": "东门"},
        {"starts_at": AT + timedelta(minutes=1)},
        {"ends_at": AT + timedelta(hours=2)},
        {"track": Track.TRAINING},
        {"form": Form.DESK},
        {"team": "pension"},
        {"note": "注"},
    ],
)
def test_every_field_is_part_of_the_content(changes: dict[str, Any]) -> None:
    assert content_hash(replace(GOOD, **changes)) != content_hash(GOOD)
    assert content_hash(replace(GOOD)) == content_hash(GOOD)


ONE = Desk(TEAM, PLACE, False, AT, AT + timedelta(hours=2))


@pytest.mark.parametrize(
    ("changes", "is_one"),
    [
        ({}, True),
        ({"starts_at": AT + timedelta(hours=1), "ends_at": AT + timedelta(hours=3)}, True),
        ({"starts_at": AT + timedelta(hours=2), "ends_at": AT + timedelta(hours=3)}, False),
        ({"team_id": uuid.uuid4()}, False),
        ({"place_id": uuid.uuid4()}, False),
        ({"place_id": uuid.uuid4(), "is_place_new": True}, True),
    ],
)
def test_which_two_events_look_like_one(changes: dict[str, Any], is_one: bool) -> None:
    other = replace(ONE, **changes)
    assert look_like_one(ONE, other) is is_one
    assert look_like_one(other, ONE) is is_one


def test_a_day_far_from_its_receipt_is_looked_at() -> None:
    assert not is_far_away(AT, AT + timedelta(days=7))
    assert is_far_away(AT, AT + timedelta(days=8))
    assert is_far_away(AT + timedelta(days=8), AT)
