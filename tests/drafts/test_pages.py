"""The pages of drafts."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.drafts.models import Draft, DraftLine
from outreach.drafts.rules import State
from outreach.people.rules import Role
from outreach.schedule.targets.actions import set_targets
from outreach.schedule.targets.queries import Scope
from outreach.schedule.targets.rules import Measure
from tests.making import NOW, make_bureau, make_event, make_person, make_place, make_team, stored
from tests.signing_in import sign_in


@pytest.fixture
def lead(sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """The lead of the employment team, in English, on 4 March 2025; an app context stays open."""
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    with sqlite_app.app_context():
        make_bureau()
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.LEAD, team=make_team()))
        client.set_cookie("language", "en")
        yield client


def a_draft(lead: FlaskClient, events: int = 2) -> str:
    """The address of the draft of 2025 with events of 2024."""
    for number in range(events):
        day = date(2024, 5, 7) + timedelta(days=7 * number)
        starts_at = clock.instant(datetime.combine(day, time(9)))
        make_event(title=f"第{number}场", starts_at=starts_at, place=make_place())
    said = {"from_year": "2024", "to_year": "2025", "team": str(make_team().id), "percent": "105"}
    answer = lead.post("/drafts", data=said)
    assert answer.status_code == 302
    return str(answer.location)


def open_lines() -> list[DraftLine]:
    db.session.rollback()
    return list(db.session.scalars(db.select(DraftLine).filter_by(state=State.OPEN).order_by(DraftLine.position)))


def test_a_draft_lists_its_lines_with_their_reasons(lead: FlaskClient) -> None:
    page = lead.get(a_draft(lead)).text
    assert "第0场" in page and "was on Tue 7 May 2024" in page and "Accept all shown" in page
    assert "holidays not announced yet" in page
    assert "2024 to 2025" in lead.get("/drafts").text


def test_a_line_is_accepted_on_another_day_and_one_left_out(lead: FlaskClient) -> None:
    here = a_draft(lead)
    first, second = (line for line in open_lines() if line.title in {"第0场", "第1场"})
    days = {f"day-{first.id}": "2025-05-15", f"day-{second.id}": second.day.isoformat()}
    page = lead.post(f"{here}/lines?tab=open", data=days | {"accept": str(first.id)}, follow_redirects=True).text
    assert "第1场" in page and "第0场" not in page
    made = lead.get(f"{here}?tab=made").text
    assert "第0场" in made and "Thu 15 May 2025" in made and f"/events/{first.id}" in made
    lead.post(f"{here}/lines", data={f"day-{second.id}": second.day.isoformat(), "leave": str(second.id)})
    assert "第1场" in lead.get(f"{here}?tab=left").text
    lead.post(f"{here}/lines?tab=left", data={"back": str(second.id)})
    assert "第1场" in lead.get(here).text


def test_a_day_that_is_none_accepts_nothing(lead: FlaskClient) -> None:
    here = a_draft(lead, 1)
    line = open_lines()[-1]
    said = {f"day-{line.id}": "bald", "accept": str(line.id)}
    assert lead.post(f"{here}/lines", data=said, follow_redirects=True).status_code == 200
    assert line.id in {each.id for each in open_lines()}


def test_a_long_draft_shows_how_far_it_is_and_goes_on(lead: FlaskClient) -> None:
    here = a_draft(lead, 25)
    lines = open_lines()
    days = {f"day-{line.id}": line.day.isoformat() for line in lines}
    page = lead.post(f"{here}/lines", data=days | {"all": "1"}, follow_redirects=True).text
    assert "<progress" in page and "data-go-on" in page and "Go on" in page
    assert "<progress" not in lead.post(f"{here}/work", follow_redirects=True).text
    assert open_lines() == []


def test_targets_are_set_from_the_draft_and_said_before_undoing(lead: FlaskClient) -> None:
    here = a_draft(lead, 1)
    assert "No target to take over" in lead.get(f"{here}?tab=targets").text
    wanted = {(Scope(team=make_team()), each): 100 for each in (Measure.HANDOUTS, Measure.CONSULTATIONS)}
    with transaction():
        set_targets(2024, wanted, by=make_person(Role.CLERK), now=NOW)
    page = lead.get(f"{here}?tab=targets").text
    assert "Targets: 2024 → 2025, +5 %" in page and "Set all that are not there yet" in page and ">105<" in page
    one = {"one": f"{make_team().id}-handouts"}
    assert "1 target of 2025 is set." in lead.post(f"{here}/targets", data=one, follow_redirects=True).text
    page = lead.post(f"{here}/targets", follow_redirects=True).text
    assert page.count("Set from this draft") == 2 and "Set all" not in page
    assert "2 targets of 2025 that were set from it are taken away." in lead.get(f"{here}/undo").text


def test_undoing_is_asked_about_first(lead: FlaskClient) -> None:
    here = a_draft(lead, 1)
    days = {f"day-{line.id}": line.day.isoformat() for line in open_lines()}
    lead.post(f"{here}/lines", data=days | {"all": "1"})
    assert "made from this draft" in lead.get(f"{here}/undo").text
    page = lead.post(f"{here}/undo", follow_redirects=True).text
    assert "This draft was undone" in page and "Withdrawn" in page
    assert "Undone" in lead.get("/drafts").text


def test_a_lead_works_on_the_drafts_of_the_own_team_only(sqlite_app: Flask) -> None:
    clients = {}
    with sqlite_app.app_context():
        make_bureau()
        team = make_team()
        draft = stored(
            Draft(from_year=2024, to_year=2025, team_id=team.id, made_at=NOW, made_by_id=make_person(team=team).id)
        )
        here = f"/drafts/{draft.id}"
        for name, person in {
            "other": make_person(Role.LEAD, team=make_team("pension")),
            "staff": make_person(Role.STAFF, team=team),
            "clerk": make_person(Role.CLERK),
        }.items():
            clients[name] = sqlite_app.test_client()
            sign_in(clients[name], person)
    assert clients["other"].get(here).status_code == 200 and "/undo" not in clients["other"].get(here).text
    for address in (f"{here}/lines", f"{here}/targets", f"{here}/work", f"{here}/undo"):
        assert clients["other"].post(address).status_code == 403
    assert clients["staff"].get("/drafts").status_code == 403
    assert "/undo" in clients["clerk"].get(here).text
