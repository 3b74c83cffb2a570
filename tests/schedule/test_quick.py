"""An event from two fields: a place and a time."""

import json
import re
from datetime import datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.audit.actions import Machine
from outreach.db import db
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.naming import places_meant
from outreach.places.rules import PlaceKind
from outreach.schedule import choices
from outreach.schedule.models import Event
from outreach.schedule.quick import planning as quick
from outreach.schedule.rules import Duty, Form, Standing, Status, Track
from outreach.sheets import parse_moment
from outreach.workdays.founding import add_known_years
from tests.making import NOW, make_event, make_person, make_place, make_team
from tests.schedule.test_pages import the_event
from tests.signing_in import sign_in


def test_a_place_and_a_time_make_an_event(lead: FlaskClient) -> None:
    make_place(name="三江镇")
    said = {"place": "三江镇", "when": "明天上午", "standing": "invited", "partners": "县司法局"}
    answer = lead.post("/events/quick", data=said)
    event = the_event()
    assert answer.location == f"/events/{event.id}"
    assert (event.title, event.track, event.standing) == ("参加三江镇普法宣传", Track.PUBLIC, Standing.INVITED)
    assert event.starts_at == clock.instant(datetime(2025, 3, 5, 9))
    assert event.ends_at == clock.instant(datetime(2025, 3, 5, 11))
    assert (event.partners, [each.form for each in event.forms]) == ("县司法局", [Form.DESK])
    assert [each.duty for each in event.staff] == [Duty.LEAD]
    page = lead.get(answer.location).text
    assert "2025年3月5日 周三 09:00–11:00" in page
    assert f"/events/{event.id}/edit" in page
    assert "县司法局" in lead.get("/events/quick").text


def test_now_begins_at_once(lead: FlaskClient) -> None:
    make_place(name="东门广场")
    lead.post("/events/quick", data={"place": "东门广场", "when": "现在", "standing": "host"})
    event = the_event()
    assert (event.title, event.starts_at) == ("东门广场普法宣传", clock.instant(datetime(2025, 3, 4, 11)))


def test_an_unknown_place_is_asked_about_and_added_in_the_same_step(lead: FlaskClient) -> None:
    make_place(name="三江镇")
    said = {"place": "三江镇幸福社区", "when": "明天上午", "standing": "host"}
    asked = lead.post("/events/quick", data=said)
    assert asked.status_code == 422
    assert "新地点：三江镇幸福社区" in asked.text
    assert '<option selected value="community">' in asked.text
    assert db.session.scalar(db.select(Event.id)) is None
    answer = lead.post("/events/quick", data=said | {"which": "new", "which_for": said["place"], "kind": "community"})
    assert answer.status_code == 302
    event = the_event()
    assert (event.place.name, event.place.kind) == ("三江镇幸福社区", PlaceKind.COMMUNITY)


def test_a_place_among_its_likes_is_taken(lead: FlaskClient) -> None:
    township = make_place(name="三江镇")
    village = make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=township)
    make_place(PlaceKind.COMMUNITY, name="幸福路社区")
    said = {"place": "幸福", "when": "明天上午", "standing": "host"}
    assert "三江镇 · 幸福社区" in lead.post("/events/quick", data=said).text
    lead.post("/events/quick", data=said | {"which": str(village.id), "which_for": "幸福"})
    assert the_event().place_id == village.id


def test_a_choice_made_for_another_name_is_forgotten(lead: FlaskClient) -> None:
    said = {
        "place": "别处",
        "when": "明天上午",
        "standing": "host",
        "which": "new",
        "which_for": "那里",
        "kind": "other",
    }
    assert lead.post("/events/quick", data=said).status_code == 422
    assert db.session.scalar(db.select(Place.id)) is None


def test_a_new_place_is_not_kept_when_the_team_is_busy(lead: FlaskClient) -> None:
    make_event(team=make_team(), title="先定的", starts_at=clock.instant(datetime(2025, 3, 5, 9)))
    before = db.session.scalars(db.select(Place.id)).all()
    said = {
        "place": "新村",
        "when": "明天上午",
        "standing": "host",
        "which": "new",
        "which_for": "新村",
        "kind": "community",
    }
    asked = lead.post("/events/quick", data=said)
    assert "先定的" in asked.text
    assert db.session.scalars(db.select(Place.id)).all() == before


@pytest.mark.parametrize(("field", "value"), [("place", ""), ("when", ""), ("when", "改天")])
def test_what_cannot_be_read_is_said_at_its_field(lead: FlaskClient, field: str, value: str) -> None:
    make_place(name="三江镇")
    said = {"place": "三江镇", "when": "明天上午", "standing": "host"} | {field: value}
    answer = lead.post("/events/quick", data=said)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_a_clerk_says_for_which_team(lead: FlaskClient) -> None:
    make_place(name="三江镇")
    make_team()
    other = make_team("pension")
    sign_in(lead, make_person(Role.CLERK))
    said = {"place": "三江镇", "when": "明天上午", "standing": "host"}
    assert lead.post("/events/quick", data=said).status_code == 422
    lead.post("/events/quick", data=said | {"lead_team_id": str(other.id)})
    event = the_event()
    assert (event.lead_team_id, list(event.staff)) == (other.id, [])


def test_what_is_understood_is_said_while_it_is_typed(lead: FlaskClient) -> None:
    assert "09:00–11:00" in json.loads(lead.get("/events/quick/when.json?when=明天上午").text)["words"]
    assert json.loads(lead.get("/events/quick/when.json?when=改天").text) == {"words": ""}


def test_a_moment_is_said_back_with_what_kind_of_day_it_is(app_context: Flask) -> None:
    add_known_years(by=Machine(), now=NOW)
    said = {
        when: quick.said_back(parse_moment(when, now=datetime(2025, 3, 4, 9)))
        for when in ("明天上午", "周六上午", "10月1日 9:00", "2031-03-05 9:00")
    }
    assert said["明天上午"] == "2025年3月5日 周三 09:00–11:00 · 工作日"
    assert said["周六上午"].endswith("· 休息日")
    assert "休息日（国庆" in said["10月1日 9:00"]
    assert said["2031-03-05 9:00"].endswith("（当年放假安排未公布）")


def test_a_name_means_one_place_or_those_like_it(app_context: Flask) -> None:
    first, second = make_place(name="三江镇"), make_place(name="城关镇")
    one = make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=first)
    other = make_place(PlaceKind.COMMUNITY, name="幸福社区", parent=second)
    make_place(name="幸福桥", retired_at=NOW)
    assert places_meant("三江镇 · 幸福社区").exact == one
    assert places_meant("城关镇 › 幸福社区").exact == other
    assert (places_meant("幸福社区").exact, set(places_meant("幸福社区").similar)) == (None, {one, other})
    assert list(places_meant("三江镇政府").similar) == [first]
    assert places_meant("三江镇 · 新村").around == first
    assert list(places_meant("100%_").similar) == []
    assert list(places_meant("·").similar) == []


def test_the_partners_named_most_are_offered_first(app_context: Flask) -> None:
    make_event(partners="县司法局、县总工会")
    make_event(partners="县总工会")
    make_event(status=Status.CANCELLED, partners=None)
    assert choices.partners_before() == ["县总工会", "县司法局"]


def test_the_only_place_with_the_typed_name_inside_is_ticked_already(lead: FlaskClient) -> None:
    company = make_place(PlaceKind.ENTERPRISE, name="示例星辰家居有限公司")
    asked = lead.post("/events/quick", data={"place": "示例星辰家居", "when": "明天上午", "standing": "host"})
    assert asked.status_code == 422
    (ticked,) = re.findall(
        r"<input[^>]* checked[^>]*>", asked.text.partition("是哪个地点")[2].partition("</fieldset>")[0]
    )
    assert str(company.id) in ticked
