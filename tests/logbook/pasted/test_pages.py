"""Pasting a chat line on its pages: what was understood is shown, asked about, and logged once."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from outreach import clock
from outreach.db import db
from outreach.logbook.models import Tally, TallyNote
from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.rules import Status
from tests.guards.test_html import complaints
from tests.logbook.sending import phone_of
from tests.making import make_bureau, make_event, make_material, make_person, make_place, make_team

LINE = "今天三江镇 发就业手册约200份 咨询35人"


@pytest.fixture(autouse=True)
def in_the_app(app: Flask) -> Any:
    with app.app_context():
        make_bureau()
        yield


@pytest.fixture
def person() -> Person:
    make_material(code="m", name="就业手册")
    return make_person(team=make_team(), name="张伟民")


@pytest.fixture
def event(person: Person) -> Event:
    return make_event(place=make_place(name="三江镇"), starts_at=clock.now() - timedelta(minutes=1))


@pytest.fixture
def phone(app: Flask, person: Person) -> FlaskClient:
    client = phone_of(app, person)
    client.set_cookie("language", "en")
    return client


def paste(phone: FlaskClient, text: str) -> TestResponse:
    return phone.post("/log/pasted", data={"text": text})


def fields_of(answer: TestResponse) -> dict[str, str]:
    """What the form of the drafts would send as it stands."""
    form = answer.text.split('action="/log/pasted/lines"')[1].split("</form>")[0]
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ('type="checkbox"' not in tag or "checked" in tag):
            fields[name[1]] = value[1] if value else ""
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"|value="([^"]*)" selected', options)
        fields[name] = (chosen[1] or chosen[2] or "") if chosen else ""
    return fields


def lines() -> list[tuple[CountKind, int, Basis]]:
    db.session.expire_all()
    found = db.session.scalars(select(Tally).order_by(Tally.received_at, Tally.id)).unique()
    return [(each.kind, each.quantity, each.basis) for each in found]


def test_a_line_is_understood_and_logged_with_one_more_touch(phone: FlaskClient, event: Event, person: Person) -> None:
    shown = paste(phone, LINE)
    assert shown.status_code == 200 and lines() == []
    assert complaints(shown.text) == []
    assert "就业手册" in shown.text and event.title in shown.text and "number: </span>约200份" in shown.text
    done = phone.post("/log/pasted/lines", data=fields_of(shown))
    assert done.headers["Location"].startswith(f"/log/{event.id}")
    assert lines() == [(CountKind.HANDOUT, 200, Basis.ESTIMATED), (CountKind.CONSULTATION, 35, Basis.COUNTED)]
    assert [note.text for note in db.session.scalars(select(TallyNote))] == [LINE]
    db.session.refresh(event)
    assert event.status is Status.HELD


def test_the_same_line_twice_counts_once(phone: FlaskClient, event: Event) -> None:
    fields = fields_of(paste(phone, LINE))
    for _time in range(2):
        phone.post("/log/pasted/lines", data=fields)
    again = paste(phone, LINE.replace(" ", "\u3000"))
    assert "was logged before" in again.text and "d0-take" not in fields_of(again)
    phone.post("/log/pasted/lines", data=fields_of(again) | {"d0-take": "y"})
    assert len(lines()) == 2


def test_the_same_line_with_other_numbers_is_not_counted_beside_the_first(phone: FlaskClient, event: Event) -> None:
    fields = fields_of(paste(phone, LINE))
    phone.post("/log/pasted/lines", data=fields)
    answer = phone.post("/log/pasted/lines", data=fields | {"d0-0-quantity": "300"})
    assert answer.status_code == 409 and "with other numbers" in answer.text and len(lines()) == 2


def test_what_is_asked_must_be_settled_and_what_was_typed_stays(phone: FlaskClient, event: Event) -> None:
    shown = paste(phone, "今天三江镇 印发手册5000份 出动工作人员8人 走访企业3家")
    answer = phone.post("/log/pasted/lines", data=fields_of(shown) | {"d0-0-quantity": "4000"})
    assert answer.status_code == 422 and "Choose what this number counts" in answer.text
    assert complaints(answer.text) == []
    assert 'value="4000"' in answer.text and lines() == []
    phone.post("/log/pasted/lines", data=fields_of(answer) | {"d0-0-what": "handout:m"})
    assert lines() == [(CountKind.HANDOUT, 4000, Basis.COUNTED)]


def test_two_events_at_the_place_are_asked_about(phone: FlaskClient, event: Event) -> None:
    other = make_event(place=event.place, starts_at=event.starts_at, team=make_team("pension"))
    shown = paste(phone, LINE)
    assert "Several events of that day fit" in shown.text
    answer = phone.post("/log/pasted/lines", data=fields_of(shown))
    assert answer.status_code == 422 and lines() == []
    phone.post("/log/pasted/lines", data=fields_of(answer) | {"d0-event": str(other.id)})
    assert {each.event_id for each in db.session.scalars(select(Tally)).unique()} == {other.id}


def test_a_team_that_is_named_settles_which_event(phone: FlaskClient, event: Event) -> None:
    other = make_event(place=event.place, starts_at=event.starts_at, team=make_team("pension"))
    assert fields_of(paste(phone, f"养老保险分队 {LINE}"))["d0-event"] == str(other.id)


def test_a_phone_number_is_not_kept_and_said_so(phone: FlaskClient, event: Event) -> None:
    shown = paste(phone, f"{LINE}，联系13812345678")
    assert "It is not kept" in shown.text
    phone.post("/log/pasted/lines", data=fields_of(shown))
    (note,) = db.session.scalars(select(TallyNote))
    assert "138" not in note.text and len(lines()) == 2


def test_who_wrote_the_message_counted(phone: FlaskClient, event: Event) -> None:
    colleague = make_person(name="李晓芳", team=make_team())
    phone.post("/log/pasted/lines", data=fields_of(paste(phone, f"李晓芳：\n{LINE}")))
    found = db.session.scalars(select(Tally)).unique().all()
    assert {each.by_id for each in found} == {colleague.id} and {each.sent_by_id for each in found} != {colleague.id}


def test_a_planner_puts_the_event_in_afterwards(app: Flask, person: Person) -> None:
    make_place(name="三江镇")
    client = phone_of(app, make_person(Role.CLERK))
    shown = paste(client, "昨天14:30-16:30 三江镇 发就业手册200份")
    fields = fields_of(shown)
    assert fields["d0-event"] == "new" and fields["d0-place"] == "三江镇" and complaints(shown.text) == []
    wrong = client.post("/log/pasted/lines", data=fields | {"d0-place": "月球"})
    assert wrong.status_code == 422 and "月球" in wrong.text and lines() == []
    make_team("pension")
    assert fields_of(paste(client, "昨天 三江镇 发就业手册200份"))["d0-team"] == ""  # of several none is guessed
    for _time in range(2):
        client.post("/log/pasted/lines", data=fields)
    (event,) = db.session.scalars(select(Event))
    assert event.day == clock.today() - timedelta(days=1) and clock.local(event.starts_at).hour == 14
    assert event.status is Status.HELD and lines() == [(CountKind.HANDOUT, 200, Basis.COUNTED)]


def test_who_does_not_plan_makes_the_event_on_the_spot(phone: FlaskClient, person: Person) -> None:
    shown = paste(phone, "昨天14:30-16:30 新市镇 发就业手册200份")
    fields = fields_of(shown)
    assert fields["d0-event"] == "new" and fields["d0-place"] == "新市镇" and "a lead confirms it" in shown.text
    assert phone.post("/log/pasted/lines", data=fields | {"d0-place": ""}).status_code == 422
    for _time in range(2):
        phone.post("/log/pasted/lines", data=fields)
    (event,) = db.session.scalars(select(Event))
    assert (event.place.name, event.lead_team_id) == ("新市镇", make_team().id)
    assert db.session.scalars(select(SpotEvent.event_id)).all() == [event.id]
    assert lines() == [(CountKind.HANDOUT, 200, Basis.COUNTED)]


def test_many_messages_go_in_together_or_not_at_all(phone: FlaskClient, event: Event) -> None:
    second = make_event(place=make_place(name="清溪镇"), starts_at=event.starts_at)
    shown = paste(phone, f"{LINE}\n今天清溪镇 发200份\n没有数字的一句")
    answer = phone.post("/log/pasted/lines", data=fields_of(shown))
    assert answer.status_code == 422 and lines() == []
    done = phone.post("/log/pasted/lines", data=fields_of(answer) | {"d1-0-what": "handout:"})
    assert done.headers["Location"] == "/log" and len(lines()) == 3
    assert {each.event_id for each in db.session.scalars(select(Tally)).unique()} == {event.id, second.id}


@pytest.mark.parametrize("text", ["", "  ", "今天没有什么", "<b>3人</b>" * 50, "1" * 20_001])
def test_whatever_is_pasted_gets_an_answer(phone: FlaskClient, text: str) -> None:
    assert paste(phone, text).status_code in (200, 422)
    assert phone.post("/log/pasted/lines", data={"text": text}).status_code in (200, 302, 422)
