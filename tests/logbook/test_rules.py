"""What a line may be: tables of cases, without a database."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from outreach.errors import Invalid
from outreach.logbook.reading import parse_line
from outreach.logbook.rules import (
    LARGEST,
    Basis,
    Books,
    EventState,
    Line,
    entry_of,
    handed_out,
    is_same_content,
    judge,
    note_hash,
)
from outreach.materials.rules import CountKind
from outreach.schedule.rules import Status
from outreach.web.reading import TwinKeys, parse_instant

PLANNED, CANCELLED, REVIEWED = (uuid.uuid4() for _ in range(3))
ACTIVE, GONE = uuid.uuid4(), uuid.uuid4()
STORED, UNDONE = uuid.uuid4(), uuid.uuid4()
AT = datetime(2025, 3, 4, 1, 30, tzinfo=UTC)

GOOD: dict[str, Any] = {
    "id": "01956a3c-0000-7000-8000-000000000001",
    "event": str(PLANNED),
    "kind": "handout",
    "item": "m",
    "quantity": 5,
    "at": "2025-03-04T09:30:00+08:00",
}


def books() -> Books:
    stored = Line(STORED, PLANNED, CountKind.HANDOUT, "m", 20, AT)
    undone = Line(UNDONE, PLANNED, CountKind.HANDOUT, "m", 7, AT)
    return Books(
        events={
            PLANNED: EventState(Status.PLANNED, is_reviewed=False),
            CANCELLED: EventState(Status.CANCELLED, is_reviewed=False),
            REVIEWED: EventState(Status.HELD, is_reviewed=True),
        },
        items={(CountKind.HANDOUT, "m"): uuid.uuid4(), (CountKind.CONSULTATION, "t"): uuid.uuid4()},
        people={ACTIVE: True, GONE: False},
        lines={STORED: entry_of(stored), UNDONE: entry_of(undone)},
        reversed={UNDONE},
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"id": None}, "bad_id"),
        ({"id": "{01956a3c-0000-7000-8000-000000000001}"}, "bad_id"),
        ({"id": "01956a3c00007000800000000000000１"}, "bad_id"),
        ({"event": "today"}, "bad_event"),
        ({"kind": "gift"}, "bad_kind"),
        ({"kind": ["handout"]}, "bad_kind"),
        ({"item": 3}, "bad_item"),
        ({"item": ""}, "bad_item"),
        ({"item": "m\x00"}, "bad_item"),
        ({"item": "\ud800"}, "bad_item"),
        ({"item": "m" * 41}, "bad_item"),
        ({"quantity": True}, "quantity_not_whole"),
        ({"quantity": 5.0}, "quantity_not_whole"),
        ({"quantity": "5"}, "quantity_not_whole"),
        ({"quantity": None}, "quantity_not_whole"),
        ({"at": None}, "bad_at"),
        ({"at": 1741051800}, "bad_at"),
        ({"at": "yesterday"}, "bad_at"),
        ({"at": "2025-02-30T09:00:00+08:00"}, "bad_at"),
        ({"at": "2025-03-04T25:00:00+08:00"}, "bad_at"),
        ({"at": "2025-03-04T09:30:00"}, "at_without_offset"),
        ({"at": "9999-12-31T23:59:59-12:00"}, "bad_at"),
        ({"by": "me"}, "bad_by"),
        ({"basis": "guessed"}, "bad_basis"),
        ({"reverses": 5}, "bad_reverses"),
        ({"note": ["x"]}, "bad_note"),
        ({"reason": 7}, "bad_reason"),
    ],
)
def test_a_line_that_cannot_be_read_says_which_field(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_line(GOOD | changes)
    assert refused.value.code == code


@pytest.mark.parametrize(("value", "code"), [(5, "not_a_line"), ([], "not_a_line"), (TwinKeys(GOOD), "duplicate_key")])
def test_what_is_no_line_is_refused(value: Any, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_line(value)
    assert refused.value.code == code


def test_a_line_is_read_as_the_contract_says() -> None:
    line = parse_line(GOOD | {"id": GOOD["id"].upper(), "note": " 在东门\r\n ", "from_the_future": 1, "basis": None})
    assert str(line.id) == GOOD["id"]
    assert (line.kind, line.item, line.quantity, line.basis) == (CountKind.HANDOUT, "m", 5, Basis.COUNTED)
    assert line.at == AT
    assert line.note == "在东门"
    assert line.by is line.reverses is line.reason is None


@pytest.mark.parametrize("note", ["", "  ", "\ud83d", "\x00", None])
def test_a_note_that_says_nothing_is_none(note: Any) -> None:
    assert parse_line(GOOD | {"note": note}).note is None


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2025-03-04T09:30:00+08:00", AT),
        ("2025-03-04t01:30:00z", AT),
        ("2025-03-04 01:30:00.000Z", AT),
        ("2025-03-04T01:30:00.123456789Z", AT.replace(microsecond=123456)),
        ("2025-03-04T01:29:60Z", AT),
        ("2025-03-03T20:30:00-05:00", AT),
        ("1970-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
        ("2099-12-31T23:59:59+08:00", datetime(2099, 12, 31, 15, 59, 59, tzinfo=UTC)),
    ],
)
def test_an_instant_is_read_however_wrong_the_clock(text: str, instant: datetime) -> None:
    assert parse_instant(text) == instant


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "recorded"),
        ({"item": None}, "recorded"),
        ({"item": None, "quantity": 0}, "recorded"),
        ({"quantity": LARGEST}, "recorded"),
        ({"event": CANCELLED}, "event_cancelled"),
        ({"event": REVIEWED}, "event_reviewed"),
        ({"kind": CountKind.CONSULTATION, "item": "t"}, "recorded"),
        ({"kind": CountKind.CONSULTATION, "item": None}, "recorded"),
        ({"kind": CountKind.ATTENDANCE, "item": None}, "recorded"),
        ({"by": ACTIVE}, "recorded"),
        ({"event": uuid.uuid4()}, "unknown_event"),
        ({"item": "nowhere"}, "unknown_item"),
        ({"item": "t"}, "item_of_other_kind"),
        ({"kind": CountKind.DISPLAY, "item": "m"}, "item_of_other_kind"),
        ({"kind": CountKind.DISPLAY, "item": None}, "item_needed"),
        ({"quantity": LARGEST + 1}, "quantity_too_large"),
        ({"quantity": 10**20}, "quantity_too_large"),
        ({"quantity": -5}, "quantity_negative"),
        ({"quantity": 0}, "quantity_zero"),
        ({"quantity": 0, "kind": CountKind.CONSULTATION, "item": None}, "quantity_zero"),
        ({"by": GONE}, "person_inactive"),
        ({"by": uuid.uuid4()}, "unknown_person"),
        ({"note": "长" * 1001}, "note_too_long"),
        ({"reason": "长" * 201}, "reason_too_long"),
        ({"quantity": -20, "reverses": STORED, "reason": "按错了"}, "recorded"),
        ({"quantity": -20, "reverses": STORED, "reason": None}, "reason_missing"),
        ({"quantity": -19, "reverses": STORED, "reason": "按错了"}, "reversal_not_whole"),
        ({"quantity": 20, "reverses": STORED, "reason": "按错了"}, "reversal_not_whole"),
        ({"quantity": -20, "item": None, "reverses": STORED, "reason": "按错了"}, "reversal_not_whole"),
        ({"quantity": -20, "event": REVIEWED, "reverses": STORED, "reason": "按错了"}, "reversal_not_whole"),
        ({"quantity": -7, "reverses": UNDONE, "reason": "按错了"}, "already_reversed"),
        ({"quantity": -7, "reverses": uuid.uuid4(), "reason": "按错了"}, "unknown_line"),
    ],
)
def test_a_line_is_judged_by_the_books(changes: dict[str, Any], code: str) -> None:
    line = replace(Line(uuid.uuid4(), PLANNED, CountKind.HANDOUT, "m", 5, AT), **changes)
    assert judge(line, books()).code == code


def test_a_line_cannot_take_itself_back() -> None:
    line = Line(uuid.uuid4(), PLANNED, CountKind.HANDOUT, "m", -5, AT, reason="按错了")
    assert judge(replace(line, reverses=line.id), books()).code == "reverses_itself"


def test_a_reversal_may_be_taken_back_and_then_no_more() -> None:
    ledger = books()
    back = Line(uuid.uuid4(), PLANNED, CountKind.HANDOUT, "m", -20, AT, reverses=STORED, reason="按错了")
    again = replace(back, id=uuid.uuid4(), quantity=20, reverses=back.id)
    assert [judge(line, ledger).code for line in (back, again)] == ["recorded", "recorded"]
    assert judge(replace(back, id=uuid.uuid4()), ledger).code == "already_reversed"


def test_a_line_of_somebody_who_has_left_is_taken_back_and_corrected() -> None:
    ledger = books()
    ledger.lines[STORED] = replace(ledger.lines[STORED], by=GONE)
    right = Line(uuid.uuid4(), PLANNED, CountKind.HANDOUT, "m", 15, AT, by=GONE)
    assert judge(replace(right, id=uuid.uuid4()), ledger).code == "person_inactive"
    back = replace(right, id=uuid.uuid4(), quantity=-20, reverses=STORED, reason="按错了")
    assert [judge(line, ledger).code for line in (back, right)] == ["recorded", "recorded"]
    elsewhere = replace(right, id=uuid.uuid4(), event=REVIEWED)
    assert judge(elsewhere, ledger).code == "person_inactive"


def test_a_reversal_has_the_basis_of_its_line() -> None:
    ledger = books()
    ledger.lines[STORED] = replace(ledger.lines[STORED], basis=Basis.ESTIMATED)
    back = Line(uuid.uuid4(), PLANNED, CountKind.HANDOUT, "m", -20, AT, reverses=STORED, reason="按错了")
    judge(back, ledger)
    assert ledger.lines[back.id].basis is Basis.ESTIMATED
    assert judge(back, ledger).code == "already_there"


SENT = Line(uuid.uuid4(), PLANNED, CountKind.HANDOUT, "m", 5, AT, note="备注")


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, True),
        ({"by": ACTIVE}, True),
        ({"at": None}, True),
        ({"at": AT.replace(second=1)}, False),
        ({"quantity": 6}, False),
        ({"item": None}, False),
        ({"event": REVIEWED}, False),
        ({"kind": CountKind.DISPLAY}, False),
        ({"basis": Basis.ESTIMATED}, False),
        ({"note": None}, False),
        ({"note": "别的"}, False),
        ({"reason": "改"}, False),
        ({"reverses": STORED}, False),
    ],
)
def test_the_same_content_is_all_but_who(changes: dict[str, Any], same: bool) -> None:
    assert is_same_content(replace(SENT, **changes), entry_of(SENT)) is same


def test_equal_notes_of_two_lines_do_not_show_as_equal() -> None:
    assert note_hash(STORED, "备注") != note_hash(UNDONE, "备注")


@pytest.mark.parametrize(("taken", "left", "out"), [(300, 115, 185), (100, 100, 0), (5, 0, 5)])
def test_taken_less_left_is_handed_out(taken: int, left: int, out: int) -> None:
    assert handed_out(taken, left) == out


def test_more_left_than_taken_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        handed_out(5, 6)
    assert (refused.value.field, refused.value.code) == ("left", "more_left_than_taken")
