"""Which phones still hold lines: what they tell, who sees it, and when it leaves the list."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from outreach import clock
from outreach.db import db, transaction
from outreach.errors import Invalid, NotFound
from outreach.logbook.phones.actions import note_holding, see_to
from outreach.logbook.phones.models import PhoneHolding
from outreach.logbook.phones.queries import count_for, holdings_for
from outreach.logbook.phones.rules import Held, parse_holding, tells_the_time
from outreach.people.models import Person
from outreach.people.rules import Role
from tests.logbook.sending import OWN_PAGE, phone_of, strange_phone
from tests.making import NOW, make_bureau, make_event, make_person, make_team

PHONE = uuid.UUID("01956a3c-7a10-7c3e-9d2f-3b8a5c6d7e8f")
TODAY = clock.local_day(NOW)


def held(person: Person, event: uuid.UUID | None, waiting: int = 3, aside: int = 0, at: datetime = NOW) -> Held:
    return Held(person.id, event, waiting, aside, at)


def tell(*entries: Held, phone: uuid.UUID = PHONE, at: timedelta = timedelta(0)) -> int:
    with transaction():
        return note_holding(phone=phone, held=entries, now=NOW + at)


def seen_by(reader: Person) -> list[tuple[str, int, int]]:
    rows = db.session.scalars(holdings_for(reader, TODAY)).all()
    return [(row.event.title if row.event else "-", row.waiting, row.aside) for row in rows]


def test_what_a_phone_tells_stands_in_the_place_of_what_it_told(app_context: Flask) -> None:
    worker, clerk, event = make_person(), make_person(Role.CLERK), make_event(title="进园区")
    tell(held(worker, event.id, 3))
    tell(held(worker, event.id, 1, 2))
    assert seen_by(clerk) == [("进园区", 1, 2)]
    assert count_for(clerk, TODAY) == (3, 1)
    tell()
    assert seen_by(clerk) == []


def test_two_phones_and_two_people_of_one_phone_are_told_apart(app_context: Flask) -> None:
    one, other, clerk, event = make_person(), make_person(), make_person(Role.CLERK), make_event()
    tell(held(one, event.id, 1), held(other, event.id, 2))
    tell(held(one, event.id, 4), phone=uuid.uuid4())
    assert sorted(waiting for _title, waiting, _aside in seen_by(clerk)) == [1, 2, 4]
    assert count_for(clerk, TODAY) == (7, 2)


def test_an_event_that_is_not_here_yet_stands_without_a_name(app_context: Flask) -> None:
    worker, clerk = make_person(), make_person(Role.CLERK)
    tell(held(worker, uuid.uuid4(), 1), held(worker, uuid.uuid4(), 2))
    assert seen_by(clerk) == [("-", 2, 0)]


def test_whom_nobody_knows_is_left_out(app_context: Flask) -> None:
    event = make_event()
    assert tell(Held(uuid.uuid4(), event.id, 1, 0, NOW)) == 0


def test_a_lead_sees_the_events_and_people_of_the_own_team(app_context: Flask) -> None:
    own, other = make_team("employment"), make_team("pension")
    lead = make_person(Role.LEAD, team=own)
    mine, theirs = make_person(team=own), make_person(team=other)
    tell(
        held(theirs, make_event(team=own, title="own").id, 1),
        held(mine, make_event(team=other, title="theirs").id, 2),
        held(mine, None, 3),
        held(theirs, None, 4),
    )
    assert sorted(seen_by(lead)) == [("-", 3, 0), ("own", 1, 0)]


def test_what_was_seen_to_comes_back_only_when_it_is_more(app_context: Flask) -> None:
    worker, clerk, event = make_person(), make_person(Role.CLERK), make_event()
    tell(held(worker, event.id, 3))
    with transaction():
        see_to(db.session.query(PhoneHolding).one(), by=clerk, now=NOW)
    tell(held(worker, event.id, 2), at=timedelta(hours=1))
    assert seen_by(clerk) == []
    tell(held(worker, event.id, 4), at=timedelta(hours=2))
    assert len(seen_by(clerk)) == 1


def test_a_lead_of_another_team_has_nothing_to_see_to(app_context: Flask) -> None:
    worker, event = make_person(), make_event(team=make_team("employment"))
    stranger = make_person(Role.LEAD, team=make_team("pension"))
    tell(held(worker, event.id))
    with pytest.raises(NotFound), transaction():
        see_to(db.session.query(PhoneHolding).one(), by=stranger, now=NOW)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([], "not_a_line"),
        ({}, "no_holding"),
        ({"holding": []}, "bad_phone"),
        ({"phone": str(PHONE), "holding": [{}]}, "bad_person"),
        ({"phone": str(PHONE), "holding": [{"person": str(PHONE), "waiting": -1}]}, "bad_count"),
        ({"phone": str(PHONE), "holding": [{"person": str(PHONE), "waiting": True}]}, "bad_count"),
        ({"phone": str(PHONE), "holding": [{"person": str(PHONE), "waiting": 1, "aside": 0}]}, "bad_oldest"),
        ({"phone": str(PHONE), "holding": [{}] * 101}, "no_holding"),
    ],
)
def test_what_is_no_list_of_what_a_phone_holds(body: object, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        parse_holding(body)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("hour", "working", "told"),
    [(7, True, False), (8, True, True), (17, True, True), (18, True, False), (10, False, False)],
)
def test_the_time_is_told_only_in_the_offices_hours(hour: int, working: bool, told: bool) -> None:
    heard = clock.local(datetime(2025, 3, 4, 0, 0, tzinfo=UTC)).replace(hour=hour, minute=30)
    assert tells_the_time(heard, is_working_day=working) is told


def test_a_phone_tells_and_the_office_reads(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        make_bureau()
        team = make_team("employment")
        worker, lead = make_person(team=team, name="王秀英"), make_person(Role.LEAD, team=team)
        event = make_event(team=team, title="就业政策进园区")
    phone, desk = phone_of(sqlite_app, worker), phone_of(sqlite_app, lead)
    entry = {"person": str(worker.id), "event": str(event.id), "waiting": 2, "aside": 1, "oldest": NOW.isoformat()}
    body = {"phone": str(PHONE), "holding": [entry]}
    assert phone.post("/api/phone/holding", json=body, headers=OWN_PAGE).get_json() == {"noted": 1}
    assert strange_phone(sqlite_app).post("/api/phone/holding", json=body, headers=OWN_PAGE).status_code == 401
    for page in ("/", "/phones", f"/events/{event.id}"):
        assert "还有数字没上传的手机" in desk.get(page).text, page
        assert "还有数字没上传的手机" not in phone.get(page).text, page
    shown = desk.get("/phones").text
    assert "王秀英" in shown and "就业政策进园区" in shown
    for page in ("/phones", f"/events/{event.id}"):
        assert "没有收下的不会自动上传" in desk.get(page).text, page
    phone.post("/api/phone/holding", json={**body, "holding": [entry | {"aside": 0}]}, headers=OWN_PAGE)
    assert "没有收下的不会自动上传" not in desk.get("/phones").text
    with sqlite_app.app_context():
        row = db.session.query(PhoneHolding).one()
    answer = desk.post(f"/phones/holdings/{row.id}/seen", data={"next": "/phones"})
    assert answer.headers["Location"] == "/phones"
    assert "王秀英" not in desk.get("/phones").text.split("配对手机")[0]
