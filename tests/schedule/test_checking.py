"""What a form is told while it is filled in is what it is asked when it is saved."""

from datetime import date, datetime
from typing import Any

from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db
from outreach.schedule.models import Assignment, Event
from outreach.schedule.rules import Duty
from tests.making import make_event, make_holiday, make_leave, make_person, make_place, make_team


def typed(**changes: Any) -> dict[str, Any]:
    said = {"starts_on": "2025-03-10", "starts_at": "9:00", "ends_at": "11:00", "lead_team_id": str(make_team().id)}
    return said | changes


def an_event_of(*people: Any, hour: int = 10, **changes: Any) -> Event:
    event = make_event(starts_at=clock.instant(datetime(2025, 3, 10, hour)), **changes)
    db.session.add_all(Assignment(event_id=event.id, person_id=each.id, duty=Duty.DESK) for each in people)
    db.session.commit()
    return event


def test_a_form_without_a_time_is_told_nothing(lead: FlaskClient) -> None:
    for said in ({}, typed(starts_at="half past"), typed(ends_at="8:00")):
        assert lead.post("/events/check", data=said).json == {"all": "", "people": "", "engaged": {}}


def test_a_time_alone_is_checked_and_a_place_and_people_when_they_are_said(lead: FlaskClient) -> None:
    hall, anna = make_place(name="便民大厅", kind="hall"), make_person(name="王芳")
    other = an_event_of(anna, team=make_team("pension"), place=hall, title="先定的")
    assert "先定的" not in lead.post("/events/check", data=typed()).json["all"]
    told = lead.post("/events/check", data=typed(place_id=str(hall.id), staff=[str(anna.id)])).json
    assert told["all"].count("先定的") == 1, "what meets one event is said in one sentence"
    assert told["people"].count("先定的") == 1
    assert f"/events/{other.id}" in told["people"]


def test_who_is_not_free_is_named_whether_chosen_or_not(lead: FlaskClient) -> None:
    anna, ben = make_person(), make_person()
    make_person()
    make_leave(ben, date(2025, 3, 10))
    an_event_of(anna, team=make_team("pension"), title="先定的")
    engaged = lead.post("/events/check", data=typed()).json["engaged"]
    assert set(engaged) == {str(anna.id), str(ben.id)}
    assert "先定的" in engaged[str(anna.id)]


def test_a_weekend_is_told_as_a_note_and_a_holiday_as_a_clash(lead: FlaskClient) -> None:
    make_holiday(date(2025, 3, 12), "植树节")
    assert "植树节" in lead.post("/events/check", data=typed(starts_on="2025-03-12")).json["all"]
    saturday = lead.post("/events/check", data=typed(starts_on="2025-03-15")).json["all"]
    assert "周末" in saturday
    assert "clashes" not in saturday


def test_an_event_is_not_told_of_itself_nor_of_what_stood_against_it_before(lead: FlaskClient) -> None:
    anna = make_person()
    an_event_of(title="先定的", team=make_team())
    event = an_event_of(anna, team=make_team())
    said = typed(place_id=str(event.place_id), staff=[str(anna.id)], starts_at="10:00", ends_at="12:00")
    assert "先定的" not in lead.post(f"/events/{event.id}/check", data=said).json["all"]


def test_a_move_is_checked_with_the_people_of_the_event(lead: FlaskClient) -> None:
    anna = make_person(name="王芳")
    an_event_of(anna, title="先定的", team=make_team("pension"))
    event = an_event_of(anna, hour=15, team=make_team())
    said = {"starts_on": "2025-03-10", "starts_at": "9:00", "ends_at": "11:00", "place_id": str(event.place_id)}
    assert "王芳" in lead.post(f"/events/{event.id}/check-move", data=said).json["all"]


def test_nothing_is_stored_by_looking(lead: FlaskClient) -> None:
    lead.post("/events/check", data=typed(title="还没定"))
    assert db.session.scalar(db.select(db.func.count()).select_from(Event)) == 0
