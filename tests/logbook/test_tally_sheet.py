"""The tally sheet: printed, typed in its order, counted once."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from outreach import clock
from outreach.db import db
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind
from outreach.schedule.models import Event, PlannedItem
from outreach.schedule.rules import Status
from tests.logbook.sending import phone_of, typed
from tests.making import (
    make_display,
    make_event,
    make_group,
    make_material,
    make_person,
    make_tally,
    make_team,
    make_topic,
    stored,
)

pytestmark = pytest.mark.usefixtures("in_a_bureau")


@pytest.fixture
def event() -> Event:
    """An event of today with two materials, a topic, a group and a display in the plan."""
    event = make_event(starts_at=clock.now() - timedelta(hours=3), title="政策进园区")
    planned = [
        make_material(code="m", name="就业手册", bundle=100, position=1),
        make_material(code="bag", name="环保袋", unit="个", position=2),
        make_topic(code="t", name="社保转移"),
        make_group(code="g", name="农民工"),
        make_display(code="d", name="横幅"),
    ]
    for item in planned:
        stored(PlannedItem(event_id=event.id, item_id=item.id, quantity=None))
    make_material(code="other", name="折页")
    return event


@pytest.fixture
def phone(sqlite_app: Flask, event: Event) -> FlaskClient:
    return phone_of(sqlite_app, make_person(team=make_team()))


def entry(phone: FlaskClient, event: Event, **changes: Any) -> dict[str, Any]:
    """The typing page's form with its hidden fields and rows, and what is typed into it."""
    page = phone.get(f"/log/{event.id}/tally-sheet/entry")
    form: dict[str, Any] = typed(page, "/tally-sheet/entry")
    form["row"] = rows(page.text)
    form["sheet-counted_by"] = chosen_person(page.text)
    return form | {f"sheet-{name}": value for name, value in changes.items()}


def rows(text: str) -> list[str]:
    return re.findall(r'name="row" value="([^"]*)"', text)


def chosen_person(text: str) -> str:
    found = re.search(r'<option selected value="([^"]*)"', text)
    assert found
    return found[1]


def ledger() -> list[tuple[CountKind, str | None, int, Basis]]:
    db.session.rollback()
    lines = db.session.scalars(select(Tally).order_by(Tally.received_at, Tally.id))
    return [(line.kind, line.item and line.item.code, line.quantity, line.basis) for line in lines]


def test_the_typing_page_has_the_rows_of_the_paper_in_its_order(phone: FlaskClient, event: Event) -> None:
    names = ["就业手册", "环保袋", "咨询（未分类）", "社保转移", "农民工", "横幅"]
    for address in ("tally-sheet", "tally-sheet/entry"):
        text = phone.get(f"/log/{event.id}/{address}").text
        main = text[text.index("就业手册") :]
        assert [main.index(name) for name in names] == sorted(main.index(name) for name in names)
    assert rows(text) == ["handout:m", "handout:bag", "consultation:", "consultation:t", "attendance:g", "display:d"]


def test_what_was_counted_unplanned_moves_no_row(phone: FlaskClient, event: Event) -> None:
    before = rows(phone.get(f"/log/{event.id}/tally-sheet/entry").text)
    other = db.session.scalar(select(PlannedItem.item_id).where(PlannedItem.event_id != event.id))
    assert other is None
    make_tally(event, 5, item_id=make_material(name="甲折页", position=0).id)
    assert rows(phone.get(f"/log/{event.id}/tally-sheet/entry").text) == before


def test_a_sheet_makes_all_its_lines_at_once(phone: FlaskClient, event: Event) -> None:
    form = entry(phone, event, took_0="3捆", left_0="20", total_1="30", total_2="１２", total_3="5", total_4="40")
    for _again in range(2):
        answer = phone.post(f"/log/{event.id}/tally-sheet/entry", data=form)
        assert answer.status_code == 302
    assert ledger() == [
        (CountKind.HANDOUT, "m", 280, Basis.BROUGHT_MINUS_LEFT),
        (CountKind.HANDOUT, "bag", 30, Basis.COUNTED),
        (CountKind.CONSULTATION, None, 12, Basis.COUNTED),
        (CountKind.CONSULTATION, "t", 5, Basis.COUNTED),
        (CountKind.ATTENDANCE, "g", 40, Basis.COUNTED),
    ]
    db.session.refresh(event)
    assert event.status is Status.HELD
    line = db.session.scalars(select(Tally)).first()
    assert line is not None
    assert line.at == event.starts_at + timedelta(hours=1)  # so that it meets what phones counted meanwhile


def test_it_is_typed_for_who_counted_with_note_and_as_an_estimate(phone: FlaskClient, event: Event) -> None:
    counted = make_person()
    note = "东门人多"
    form = entry(phone, event, total_2="12", counted_by=str(counted.id), estimated="y", note=note)
    assert phone.post(f"/log/{event.id}/tally-sheet/entry", data=form).status_code == 302
    line = db.session.scalars(select(Tally)).one()
    assert (line.by_id, line.basis, line.note and line.note.text) == (counted.id, Basis.ESTIMATED, note)
    assert line.sent_by_id != counted.id


def test_a_row_written_by_hand_is_chosen_at_the_end(phone: FlaskClient, event: Event) -> None:
    form = entry(phone, event, what_6="handout:other", total_6="15")
    assert phone.post(f"/log/{event.id}/tally-sheet/entry", data=form).status_code == 302
    assert ledger() == [(CountKind.HANDOUT, "other", 15, Basis.COUNTED)]


def test_none_handed_out_is_said(phone: FlaskClient, event: Event) -> None:
    form = entry(phone, event, none="y", total_2="3")
    assert phone.post(f"/log/{event.id}/tally-sheet/entry", data=form).status_code == 302
    assert [line[:3] for line in ledger()] == [(CountKind.HANDOUT, None, 0), (CountKind.CONSULTATION, None, 3)]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "至少"),
        ({"took_0": "300", "total_2": "12"}, "剩余"),
        ({"took_0": "100", "left_0": "10", "total_0": "80", "total_2": "12"}, "请核对"),
        ({"none": "y", "total_0": "5", "total_2": "12"}, "勾选了"),
        ({"total_6": "15", "total_2": "12"}, "列表"),
        ({"total_2": "abc", "total_3": "12"}, "abc"),
        ({"what_6": "handout:other", "total_6": "1", "what_7": "handout:other", "total_7": "12"}, "两行"),
    ],
)
def test_what_cannot_be_taken_keeps_everything_typed(
    phone: FlaskClient, event: Event, changes: dict[str, str], words: str
) -> None:
    answer = phone.post(f"/log/{event.id}/tally-sheet/entry", data=entry(phone, event, **changes))
    assert answer.status_code == 422
    assert words in answer.text
    if changes:
        assert 'value="12"' in answer.text
    assert ledger() == []


def test_the_same_sheet_typed_by_a_second_person_is_asked_about(phone: FlaskClient, event: Event) -> None:
    first = entry(phone, event, total_2="12", total_0="50")
    assert phone.post(f"/log/{event.id}/tally-sheet/entry", data=first).status_code == 302
    assert "已有登记" in phone.get(f"/log/{event.id}/tally-sheet/entry").text
    second = entry(phone, event, total_2="12")
    asked = phone.post(f"/log/{event.id}/tally-sheet/entry", data=second)
    assert asked.status_code == 409
    assert len(ledger()) == 2
    yes = re.search(r'name="(sheet-confirm)" value="(typed_before[^"]*)"', asked.text)
    assert yes
    assert phone.post(f"/log/{event.id}/tally-sheet/entry", data=second | {yes[1]: yes[2]}).status_code == 302
    assert len(ledger()) == 3


def test_the_sheets_of_a_week_are_one_per_event_of_the_team(phone: FlaskClient, event: Event) -> None:
    make_event(starts_at=event.starts_at, title="别队的活动", team=make_team("pension"))
    make_event(starts_at=event.starts_at, title="取消的活动", status=Status.CANCELLED)
    day = event.day.isoformat()
    text = phone.get(f"/log/tally-sheets?team=employment&day={day}&span=week").text
    assert text.count('class="sheet tally-sheet"') == 1
    assert "别队的活动" in phone.get(f"/log/tally-sheets?day={day}").text
    assert "取消的活动" not in phone.get(f"/log/tally-sheets?day={day}").text
    assert "这几天没有活动" in phone.get("/log/tally-sheets?team=employment&day=2001-01-01").text


def test_the_code_on_the_sheet_opens_the_typing_page(
    sqlite_app: Flask, phone: FlaskClient, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert 'class="qr"' not in phone.get(f"/log/{event.id}/tally-sheet").text  # no phone reaches localhost
    settings = replace(sqlite_app.config["SETTINGS"], base_url="https://pufa.example")
    monkeypatch.setitem(sqlite_app.config, "SETTINGS", settings)
    text = phone.get(f"/log/{event.id}/tally-sheet").text
    assert f"https://pufa.example/log/{event.id}/tally-sheet/entry" in text
