"""What a follow-up may say: tables of cases, without a database."""

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from outreach.errors import Conflict, Invalid
from outreach.logbook.follow_ups.batch import parse_follow_up
from outreach.logbook.follow_ups.rules import (
    Known,
    Referral,
    State,
    Wanted,
    check_move,
    content_hash,
    due_after,
    is_overdue,
    judge,
)
from outreach.workdays.rules import DayKind, NamedDay, WorkCalendar

EVENT, ACTIVE, GONE, STORED = (uuid.uuid4() for _ in range(4))
GOOD = Wanted(uuid.uuid4(), EVENT, "工龄怎么认定")


def known() -> Known:
    stored = replace(GOOD, id=STORED)
    return Known(frozenset({EVENT}), {"t": uuid.uuid4()}, {ACTIVE: True, GONE: False}, {STORED: content_hash(stored)})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "recorded"),
        ({"owed": False, "referral": Referral.ARBITRATION}, "recorded"),
        ({"topic": "t", "owed_by": ACTIVE, "due_on": date(2025, 3, 11)}, "recorded"),
        ({"by": GONE}, "recorded"),  # who noted it may have left since
        ({"referral": Referral.BUREAU, "referral_to": "住建局"}, "recorded"),
        ({"tally": uuid.uuid4()}, "recorded"),  # its line may still be on its way
        ({"asked": ""}, "asked_missing"),
        ({"asked": "长" * 501}, "asked_too_long"),
        ({"event": uuid.uuid4()}, "unknown_event"),
        ({"topic": "x"}, "unknown_item"),
        ({"owed_by": uuid.uuid4()}, "unknown_person"),
        ({"owed_by": GONE}, "person_inactive"),
        ({"due_on": date(1999, 1, 1)}, "day_out_of_range"),
        ({"referral": Referral.BUREAU}, "referral_to_missing"),
        ({"order_number": "12333-1", "contact": "138"}, "number_and_contact"),
        ({"order_number": "1" * 41}, "order_number_too_long"),
        ({"contact": "1" * 101}, "contact_too_long"),
        ({"id": STORED}, "already_there"),
        ({"id": STORED, "asked": "别的"}, "differs"),
        ({"id": STORED, "contact": "138"}, "already_there"),  # it may have been erased meanwhile
    ],
)
def test_what_is_said_of_a_follow_up(changes: dict[str, Any], code: str) -> None:
    assert judge(replace(GOOD, **changes), known()).code == code


def test_one_id_twice_in_a_batch_is_known_the_second_time() -> None:
    facts = known()
    assert [judge(GOOD, facts).code, judge(GOOD, facts).code] == ["recorded", "already_there"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("event", 5, "bad_event"),
        ("asked", 5, "bad_asked"),
        ("owed", "yes", "bad_owed"),
        ("owed_by", "me", "bad_owed_by"),
        ("due_on", "11.3.", "bad_due_on"),
        ("due_on", "2025-02-30", "bad_due_on"),
        ("referral", "court", "bad_referral"),
        ("tally", "x", "bad_tally"),
        ("topic", 5, "bad_topic"),
        ("at", None, "bad_at"),
        ("contact", 138, "bad_contact"),
    ],
)
def test_what_cannot_be_read(field: str, value: Any, code: str) -> None:
    good = {"id": str(uuid.uuid4()), "event": str(EVENT), "asked": "a", "at": "2025-03-04T09:00:00+08:00"}
    assert parse_follow_up(good).owed is True
    with pytest.raises(Invalid) as refused:
        parse_follow_up(good | {field: value})
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("old", "new", "may"),
    [
        (State.OPEN, State.DONE, True),
        (State.OPEN, State.DROPPED, True),
        (State.DONE, State.OPEN, True),
        (State.DROPPED, State.OPEN, True),
        (State.DONE, State.DONE, False),
        (State.DONE, State.DROPPED, False),
        (State.OPEN, State.OPEN, False),
        (State.NOTED, State.DONE, False),
    ],
)
def test_which_step_leads_where(old: State, new: State, may: bool) -> None:
    if may:
        check_move(old, new)
    else:
        with pytest.raises(Conflict):
            check_move(old, new)


def test_five_days_of_work_leave_out_weekends_and_holidays() -> None:
    assert due_after(date(2025, 3, 4), WorkCalendar()) == date(2025, 3, 11)
    off = {day: NamedDay(day, DayKind.OFF, "清明节") for day in (date(2025, 3, 5), date(2025, 3, 6))}
    assert due_after(date(2025, 3, 4), WorkCalendar(off)) == date(2025, 3, 13)


@pytest.mark.parametrize(
    ("state", "due_on", "overdue"),
    [
        (State.OPEN, date(2025, 3, 3), True),
        (State.OPEN, date(2025, 3, 4), False),
        (State.DONE, date(2025, 3, 3), False),
        (State.NOTED, None, False),
    ],
)
def test_what_is_overdue(state: State, due_on: date | None, overdue: bool) -> None:
    assert is_overdue(state, due_on, date(2025, 3, 4)) is overdue
