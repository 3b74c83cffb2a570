"""The public page on which companies sign in, as a stranger and an attacker see it."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from outreach import clock
from outreach.db import db, new_id, transaction
from outreach.logbook.attendance import companies
from outreach.logbook.attendance.door import token_of
from outreach.logbook.attendance.models import CompanyPresent, SignInKnock, SignInSheet
from outreach.logbook.attendance.rules import MOST_COMPANIES, MOST_NAMES, OF_ADDRESS, CompanyState
from outreach.logbook.models import Tally
from outreach.people.rules import Role
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from tests.logbook.sending import phone_of
from tests.making import NOW, make_bureau, make_event, make_person, make_team, stored


@pytest.fixture(autouse=True)
def on_the_day(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with sqlite_app.app_context():
        make_bureau()
        yield


@pytest.fixture
def event() -> Event:
    """An event of this day."""
    return make_event(title="送法入企座谈", team=make_team())


@pytest.fixture
def token(event: Event) -> str:
    """The open door of the event."""
    lead = make_person(Role.LEAD, team=make_team())
    with transaction():
        return token_of(companies.open_sheet(event, by=lead, now=NOW))


def typed(client: FlaskClient, token: str, **changes: Any) -> dict[str, Any]:
    page = client.get(f"/sign-in-sheet/{token}").text
    found = re.search(r'name="company_id"[^>]*value="([^"]*)"', page)
    assert found
    return {"company_id": found[1], "name": "宏达机械有限公司", "people": "3"} | changes


def rows() -> list[CompanyPresent]:
    db.session.rollback()
    return list(db.session.scalars(select(CompanyPresent).order_by(CompanyPresent.made_at, CompanyPresent.id)))


def test_a_company_signs_in_and_waits_for_a_look(client: FlaskClient, event: Event, token: str) -> None:
    page = client.get(f"/sign-in-sheet/{token}")
    assert "送法入企座谈" in page.text
    assert (page.headers["Cache-Control"], page.headers["X-Robots-Tag"]) == ("no-store", "noindex")
    form = typed(client, token, people="３")
    for _again in range(2):
        answer = client.post(f"/sign-in-sheet/{token}", data=form)
        assert answer.status_code == 302
    assert "签到成功" in client.get(answer.location).text
    row = rows()[0]
    assert len(rows()) == 1
    assert (row.event_id, row.name, row.people, row.state) == (event.id, "宏达机械有限公司", 3, CompanyState.WAITING)
    assert row.made_by_id is None
    assert db.session.scalar(select(func.count()).select_from(Tally)) == 0


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"name": ""}, 422),
        ({"name": "长" * 101}, 422),
        ({"people": "0"}, 422),
        ({"people": "10000"}, 422),
        ({"people": "三个"}, 302),  # Chinese numerals are read
        ({"people": "abc"}, 422),
        ({"people": ""}, 302),  # a number is not needed
        ({"website": "https://spam.example"}, 422),
        ({"company_id": "x"}, 422),
    ],
)
def test_only_what_a_company_says_is_taken(
    client: FlaskClient, token: str, changes: dict[str, str], status: int
) -> None:
    answer = client.post(f"/sign-in-sheet/{token}", data=typed(client, token) | changes)
    assert answer.status_code == status
    assert len(rows()) == (status == 302)


def test_a_forged_or_closed_address_opens_nothing(client: FlaskClient, event: Event, token: str) -> None:
    for wrong in (token[:-2] + "AA", "x", "A" * 43, token + "=", "%00", "../" + token, str(event.id)):
        assert client.get(f"/sign-in-sheet/{wrong}").status_code == 404
    form = typed(client, token)
    lead = make_person(Role.LEAD, team=make_team())
    with transaction():
        companies.close_sheet(event, by=lead, now=NOW)
    assert client.get(f"/sign-in-sheet/{token}").status_code == 404
    assert client.post(f"/sign-in-sheet/{token}", data=form).status_code == 404
    with transaction():
        again = token_of(companies.open_sheet(event, by=lead, now=NOW))
    assert again != token
    assert client.get(f"/sign-in-sheet/{token}").status_code == 404
    assert client.get(f"/sign-in-sheet/{again}").status_code == 200
    assert rows() == []


@pytest.mark.parametrize(
    ("hours", "is_open"),
    [(-12, False), (-10.9, True), (0, True), (14, True), (16.9, True), (17.1, False), (48, False)],
)
def test_it_is_open_on_the_days_of_the_event_and_two_hours_around(
    client: FlaskClient, token: str, monkeypatch: pytest.MonkeyPatch, hours: float, is_open: bool
) -> None:
    form = typed(client, token)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=hours))  # NOW is nine in the morning
    assert ("签到尚未开放或已结束" in client.get(f"/sign-in-sheet/{token}").text) is not is_open
    assert client.post(f"/sign-in-sheet/{token}", data=form).status_code == (302 if is_open else 409)
    assert len(rows()) == is_open


def test_nobody_signs_in_at_a_cancelled_event(client: FlaskClient, event: Event, token: str) -> None:
    form = typed(client, token)
    with transaction():
        stored_event = db.session.get_one(Event, event.id)
        stored_event.status, stored_event.cancelled_at, stored_event.cancel_reason = Status.CANCELLED, NOW, "下雨"
    assert "本次活动已取消" in client.get(f"/sign-in-sheet/{token}").text
    assert client.post(f"/sign-in-sheet/{token}", data=form).status_code == 409
    assert rows() == []


def test_a_flood_from_one_address_stops_and_a_hall_still_gets_in(client: FlaskClient, token: str) -> None:
    most = OF_ADDRESS[0].most
    form = typed(client, token)
    answers = [
        client.post(f"/sign-in-sheet/{token}", data=form | {"company_id": str(new_id())}).status_code
        for _each in range(most + 3)
    ]
    assert answers == [302] * most + [429] * 3
    assert len(rows()) == most
    refused = client.post(f"/sign-in-sheet/{token}", data=form | {"company_id": str(new_id())})
    assert "纸质表" in refused.text
    assert 'value="宏达机械有限公司"' in refused.text
    elsewhere = client.post(
        f"/sign-in-sheet/{token}",
        data=form | {"company_id": str(new_id())},
        environ_base={"REMOTE_ADDR": "192.0.2.9"},
    )
    assert elsewhere.status_code == 302
    kept = db.session.scalars(select(SignInKnock.address_hash)).all()
    assert not any("127.0.0.1" in each or "192.0.2" in each for each in kept)


def test_a_full_list_takes_no_more(client: FlaskClient, event: Event, token: str) -> None:
    sheet = db.session.scalars(select(SignInSheet)).one()
    facts = {"event_id": event.id, "sheet_id": sheet.id, "state": CompanyState.WAITING, "made_at": NOW}
    with transaction() as session:
        session.add_all(CompanyPresent(name=f"公司{number}", **facts) for number in range(MOST_COMPANIES))
    answer = client.post(f"/sign-in-sheet/{token}", data=typed(client, token))
    assert answer.status_code == 409
    assert "已满" in answer.text


def test_who_fills_the_list_with_nonsense_keeps_nobody_out_for_good(
    client: FlaskClient, event: Event, token: str
) -> None:
    sheet = db.session.scalars(select(SignInSheet)).one()
    facts = {"event_id": event.id, "sheet_id": sheet.id, "made_at": NOW}
    dropped = facts | {"state": CompanyState.DROPPED, "decided_at": NOW, "decided_by_id": make_person().id}
    with transaction() as session:
        session.add_all(CompanyPresent(name=f"公司{number}", **dropped) for number in range(MOST_COMPANIES))
    assert client.post(f"/sign-in-sheet/{token}", data=typed(client, token)).status_code == 302
    with transaction() as session:
        session.add_all(CompanyPresent(name=f"公司{number}", **dropped) for number in range(MOST_NAMES))
    answer = client.post(f"/sign-in-sheet/{token}", data=typed(client, token))
    assert answer.status_code == 409


def test_an_id_that_is_something_elses_changes_nothing_there(client: FlaskClient, token: str) -> None:
    other = make_event()
    lead = make_person(Role.LEAD, team=make_team())
    facts = {"event_id": other.id, "name": "别处的公司", "made_by_id": lead.id, "made_at": NOW}
    theirs = stored(CompanyPresent(**facts, decided_at=NOW, decided_by_id=lead.id))
    answer = client.post(f"/sign-in-sheet/{token}", data=typed(client, token, company_id=str(theirs.id)))
    assert answer.status_code == 302
    assert "别处的公司" not in client.get(answer.location).text
    assert sorted((row.name, row.event_id == other.id) for row in rows()) == [
        ("别处的公司", True),
        ("宏达机械有限公司", False),
    ]


def test_what_a_stranger_writes_is_only_text(sqlite_app: Flask, client: FlaskClient, event: Event, token: str) -> None:
    name = "<script>alert(1)</script>\u202e"
    assert client.post(f"/sign-in-sheet/{token}", data=typed(client, token, name=name)).status_code == 302
    phone = phone_of(sqlite_app, make_person(team=make_team()))
    text = phone.get(f"/log/{event.id}/attendance").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert "\u202e" not in text


def test_a_long_body_is_not_read(client: FlaskClient, token: str) -> None:
    answer = client.post(f"/sign-in-sheet/{token}", data={"name": "长" * 20000})
    assert answer.status_code == 413


def test_staff_accept_and_drop_what_came(sqlite_app: Flask, client: FlaskClient, event: Event, token: str) -> None:
    for name in ("宏达机械有限公司", "垃圾信息"):
        client.post(f"/sign-in-sheet/{token}", data=typed(client, token, name=name))
    lead = make_person(Role.LEAD, team=make_team())
    desk = phone_of(sqlite_app, lead)
    text = desk.get(f"/events/{event.id}").text
    assert "2家企业已扫码签到，待核对" in text
    good, spam = rows()
    assert desk.post(f"/log/{event.id}/companies/{good.id}/accept").status_code == 302
    assert desk.post(f"/log/{event.id}/companies/drop-waiting").status_code == 302
    assert [row.state for row in rows()] == [CompanyState.ACCEPTED, CompanyState.DROPPED]
    assert rows()[0].decided_by_id == lead.id
    assert spam.name not in desk.get(f"/events/{event.id}").text


def test_only_a_lead_of_the_team_switches_it_on(
    sqlite_app: Flask, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff = phone_of(sqlite_app, make_person(team=make_team()))
    other = phone_of(sqlite_app, make_person(Role.LEAD, team=make_team("pension")))
    desk = phone_of(sqlite_app, make_person(Role.LEAD, team=make_team()))
    address = f"/log/{event.id}/sign-in-page"
    assert [each.post(f"{address}/open").status_code for each in (staff, other)] == [403, 403]
    assert staff.get(f"/log/{event.id}/sign-in-poster").status_code == 404
    for _again in range(2):
        assert desk.post(f"{address}/open").status_code == 302
    token = token_of(db.session.scalars(select(SignInSheet)).one())
    assert token in staff.get(f"/log/{event.id}/attendance").text
    settings = replace(sqlite_app.config["SETTINGS"], base_url="https://pufa.example")
    monkeypatch.setitem(sqlite_app.config, "SETTINGS", settings)
    assert f"https://pufa.example/sign-in-sheet/{token}" in staff.get(f"/log/{event.id}/sign-in-poster").text
    assert [each.post(f"{address}/close").status_code for each in (staff, other, desk)] == [403, 403, 302]
    assert token not in staff.get(f"/log/{event.id}/attendance").text
