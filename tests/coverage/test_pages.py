"""The page of coverage, its export, and its parts of other pages."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event as hooks

from outreach import clock
from outreach.db import db
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.schedule.rules import Status
from tests.making import NOW, make_bureau, make_event, make_person, make_place, make_team
from tests.signing_in import sign_in


@pytest.fixture
def lead(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """The lead of the work injury team, in English, on 4 March 2025; an app context stays open."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    with sqlite_app.app_context():
        make_bureau()
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.LEAD, team=make_team("work_injury")))
        client.set_cookie("language", "en")
        yield client


def visit(days_ago: int, **facts: Any) -> Any:
    """An event of the work injury team that was held so many days before the 4 March 2025."""
    return make_event(
        **{"team": make_team("work_injury"), "starts_at": NOW - timedelta(days=days_ago), "status": Status.HELD} | facts
    )


def test_without_places_the_page_says_the_next_step(lead: FlaskClient) -> None:
    assert "Coverage needs the list" in lead.get("/coverage").text


def test_a_cell_says_when_how_often_and_what_is_planned(lead: FlaskClient) -> None:
    town = make_place(name="三江镇")
    make_place(PlaceKind.PARK, name="高新产业园")
    visit(430, place=town)
    visit(20, place=make_place(PlaceKind.COMMUNITY, parent=town))
    make_event(team=make_team("pension"), place=town, starts_at=NOW + timedelta(days=8))
    page = lead.get("/coverage").text
    assert "20 days ago" in page and "1 visit in 2025" in page and "next on 12 Mar" in page and "高新产业园" not in page
    assert "Never visited" in lead.get("/coverage?kind=park").text
    assert "No place fits" in lead.get("/coverage?words=没有").text
    assert lead.get("/coverage?kind=moon&year=x&team=y").status_code == 200


def test_a_gap_of_the_own_team_is_a_click_from_its_event(lead: FlaskClient) -> None:
    town, own, other = make_place(name="三江镇"), make_team("work_injury"), make_team("pension")
    visit(430, place=town)
    page = lead.get("/coverage").text
    assert f"/events/new?place={town.id}&amp;team={own.id}" in page
    assert f"team={other.id}" not in page
    assert "/events/new?place=" not in lead.get("/coverage?year=2024").text


def test_the_whole_table_goes_into_a_spreadsheet(lead: FlaskClient) -> None:
    town = make_place(name="三江镇")
    for number in range(40):
        make_place(name=f"{number:02}镇")
    visit(20, place=town)
    lines = lead.get("/coverage.csv").data.decode("utf-8-sig").splitlines()
    assert len(lines) == 42 and lines[0].startswith("Place,Kind,Lies in,")
    assert lines[-1].startswith("三江镇,") and lines[-1].endswith("1,0,2025-02-12,20,")
    assert lead.get("/coverage.xlsx?kind=township").data[:2] == b"PK"


def test_a_page_asks_as_often_for_thirty_places_as_for_one(lead: FlaskClient) -> None:
    def asked() -> int:
        statements: list[str] = []
        db.session.remove()  # as a request of its own begins

        def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            statements.append(statement)

        hooks.listen(db.engine, "before_cursor_execute", note)
        try:
            lead.get("/coverage")
        finally:
            hooks.remove(db.engine, "before_cursor_execute", note)
        return len(statements)

    visit(20, place=make_place())
    one = asked()
    for _ in range(30):
        visit(20, place=make_place(PlaceKind.COMMUNITY, parent=make_place()))
    assert asked() <= one


def test_a_place_shows_who_was_there(lead: FlaskClient) -> None:
    town = make_place(name="三江镇")
    visit(20, place=make_place(PlaceKind.COMMUNITY, parent=town))
    page = lead.get(f"/places/{town.id}").text
    assert "20 days ago" in page and "All events here" in page


def test_a_lead_sees_on_the_board_what_the_team_has_forgotten(lead: FlaskClient) -> None:
    assert "Not visited for long" not in lead.get("/").text
    long, recent = make_place(name="三江镇"), make_place(name="清溪镇")
    make_place(PlaceKind.COMMUNITY, name="远村")
    visit(430, place=long)
    visit(20, place=recent)
    part = lead.get("/").text.partition("Not visited for long")[2].partition("</section>")[0]
    assert "三江镇" in part and "14 months ago" in part and "清溪镇" not in part and "远村" not in part
    assert f"/events/new?place={long.id}" in part


def test_a_lead_sees_it_above_the_calendar_too_a_click_from_the_visit(lead: FlaskClient) -> None:
    assert "neglected" not in lead.get("/calendar").text
    long = make_place(name="三江镇")
    visit(430, place=long)
    for view in ("month", "week", "list", "year"):
        line = lead.get(f"/calendar?view={view}").text.partition('class="neglected"')[2].partition("</nav>")[0]
        assert "三江镇" in line and "14 months ago" in line
        assert f"/events/new?place={long.id}" in line
