"""The pages of the plan, as somebody who clicks through them meets them."""

import re
from datetime import date, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db
from outreach.people.rules import Role
from outreach.schedule import queries
from outreach.schedule.models import Event
from outreach.schedule.rules import Duty, Form, Status
from tests.making import (
    make_edition,
    make_event,
    make_law,
    make_material,
    make_person,
    make_place,
    make_team,
    make_topic,
)
from tests.signing_in import sign_in

DAY = date(2025, 3, 10)


def typed(**changes: Any) -> dict[str, Any]:
    """What a lead types into the form of a new event."""
    said = {
        "title": "根治欠薪进工地",
        "track": "public",
        "starts_on": "2025-03-10",
        "starts_at": "9:00",
        "ends_at": "11:00",
        "standing": "host",
        "place_id": str(make_place().id),
        "lead_team_id": str(make_team().id),
    }
    return said | changes


def the_event() -> Event:
    """The one event that there is."""
    db.session.rollback()
    return queries.event(db.session.scalars(db.select(Event.id)).one())


def test_a_lead_plans_an_event_with_everything(lead: FlaskClient) -> None:
    item, topic, law, edition = make_material(), make_topic(), make_law(), make_edition()
    person, other = make_person(), make_team("pension")
    answer = lead.post(
        "/events/new",
        data=typed(
            **{
                "joining_team_ids": [str(other.id)],
                "forms": ["talk", "desk"],
                "edition_ids": [str(edition.id)],
                "staff": [str(person.id)],
                f"staff-{person.id}": "speaker",
                "planned_items": [str(topic.id)],
                f"planned_items-{item.id}": "３００",
                "law_ids": [str(law.id)],
                "expected_handouts": "1,200",
                "partners": "县总工会",
            }
        ),
    )
    event = the_event()
    assert answer.location == f"/events/{event.id}"
    assert event.starts_at == clock.instant(datetime(2025, 3, 10, 9))
    assert {each.item_id: each.quantity for each in event.planned_items} == {item.id: 300, topic.id: None}
    assert [(each.person_id, each.duty) for each in event.staff] == [(person.id, Duty.SPEAKER)]
    assert (event.expected_handouts, {each.form for each in event.forms}) == (1200, {Form.TALK, Form.DESK})
    page = lead.get(answer.location).text
    for words in ("根治欠薪进工地", "2025年3月10日", "09:00–11:00", "县总工会", law.title, item.name, person.name):
        assert words in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"starts_on": "30 February"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
        ({"ends_at": "9:00"}, "ends_at"),
        ({"ends_at": "8:00"}, "ends_at"),
        ({"ends_on": "2025-04-30"}, "ends_on"),
        ({"place_id": ""}, "place_id"),
        ({"place_id": "nonsense"}, "place_id"),
        ({"track": "secret"}, "track"),
        ({"expected_handouts": "many"}, "expected_handouts"),
        ({"staff": ["nonsense"]}, "staff"),
        ({"edition_ids": ["00000000-0000-0000-0000-000000000000"]}, "edition_ids"),
    ],
)
def test_what_cannot_be_stored_is_said_at_its_field_and_what_was_typed_is_kept(
    lead: FlaskClient, changes: dict[str, Any], field: str
) -> None:
    make_edition(), make_person()
    answer = lead.post("/events/new", data=typed(note="带好横幅") | changes)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "带好横幅" in answer.text
    assert db.session.scalar(db.select(db.func.count()).select_from(Event)) == 0


def test_a_number_that_is_none_is_refused_beside_its_item_and_kept(lead: FlaskClient) -> None:
    item = make_material()
    answer = lead.post("/events/new", data=typed(**{f"planned_items-{item.id}": "一大堆"}))
    assert answer.status_code == 422
    assert 'value="一大堆"' in answer.text


def test_a_day_outside_of_the_campaign_only_warns(lead: FlaskClient) -> None:
    edition = make_edition(first_day=date(2025, 4, 1), last_day=date(2025, 4, 30))
    planned = lead.post("/events/new", data=typed(edition_ids=[str(edition.id)]))
    assert planned.status_code == 302
    assert edition.campaign.name in lead.get(planned.location).text


def test_another_teams_event_has_no_buttons_and_its_forms_are_closed(lead: FlaskClient) -> None:
    event = make_event(team=make_team("pension"))
    page = lead.get(f"/events/{event.id}").text
    assert f"/events/{event.id}/edit" not in page
    assert lead.get(f"/events/{event.id}/edit").status_code == 403
    assert lead.post(f"/events/{event.id}/cancel", data={"reason": "下雨"}).status_code == 403


def test_an_event_is_edited_and_its_history_says_so(lead: FlaskClient) -> None:
    event = make_event(title="旧名", starts_at=clock.instant(datetime(2025, 3, 10, 9)))
    form = lead.get(f"/events/{event.id}/edit").text
    assert 'value="旧名"' in form
    assert 'value="2025-03-10"' in form
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', form)
    assert seen
    said = typed(title="新名", place_id=str(event.place_id), seen=seen[1])
    assert lead.post(f"/events/{event.id}/edit", data=said).status_code == 302
    page = lead.get(f"/events/{event.id}").text
    assert "<del>旧名</del>" in page
    late = lead.post(f"/events/{event.id}/edit", data=said | {"title": "后来的"})
    assert late.status_code == 409
    assert "后来的" in late.text


def test_an_event_is_moved_cancelled_and_put_back(lead: FlaskClient) -> None:
    event = make_event()
    where = f"/events/{event.id}"
    times = {"starts_on": "2025-03-20", "starts_at": "14:30", "ends_at": "16:00", "place_id": str(event.place_id)}
    times["seen"] = event.changed_at.isoformat()
    assert lead.post(f"{where}/move", data=times | {"reason": "场地有变"}).status_code == 302
    assert the_event().day == date(2025, 3, 20)
    assert "场地有变" in lead.get(where).text
    assert lead.post(f"{where}/cancel", data={"reason": ""}).status_code == 422
    assert lead.post(f"{where}/cancel", data={"reason": "下雨"}).status_code == 302
    assert "下雨" in lead.get(where).text
    assert lead.post(f"{where}/reinstate", data={}).status_code == 302
    assert the_event().status is Status.PLANNED


def test_two_who_move_one_event_do_not_write_over_each_other(lead: FlaskClient) -> None:
    event = make_event()
    where = f"/events/{event.id}/move"
    seen = lead.get(where).text.split('name="seen"')[1].split('value="')[1].split('"')[0]
    times = {"starts_at": "14:30", "ends_at": "16:00", "place_id": str(event.place_id), "seen": seen}
    assert lead.post(where, data=times | {"starts_on": "2025-03-20"}).status_code == 302
    late = lead.post(where, data=times | {"starts_on": "2025-03-21"})
    assert late.status_code == 409
    assert the_event().day == date(2025, 3, 20)


def test_an_event_is_marked_as_held_and_reviewed(lead: FlaskClient) -> None:
    event = make_event()
    assert lead.post(f"/events/{event.id}/held").status_code == 302
    assert lead.post(f"/events/{event.id}/review").status_code == 302
    assert the_event().reviewed_at is not None
    assert lead.post(f"/events/{event.id}/undo-review", data={"reason": "漏了"}).status_code == 302
    assert the_event().reviewed_at is None


def test_a_form_begins_with_the_day_the_place_or_the_event_it_was_asked_with(lead: FlaskClient) -> None:
    event = make_event(title="每月一次", place=make_place(name="东门社区"))
    assert 'value="2025-12-04"' in lead.get("/events/new?day=2025-12-04").text
    assert re.search(r"<option selected[^>]*>东门社区", lead.get(f"/events/new?place={event.place_id}").text)
    assert 'value="每月一次"' in lead.get(f"/events/new?copy={event.id}").text
    assert lead.get("/events/new?day=nonsense&place=nonsense&copy=nonsense").status_code == 200


def test_nobody_without_the_right_plans_or_keeps_lists(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.STAFF, team=make_team()))
        event = make_event()
        assert "/events/new" not in client.get("/calendar").text
        assert client.get("/events/new").status_code == 403
        assert client.post(f"/events/{event.id}/held").status_code == 403
        assert client.get("/campaigns/new").status_code == 403
        assert client.get(f"/events/{event.id}").status_code == 200


def test_the_clerk_keeps_campaigns_and_their_days(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.CLERK))
        added = client.post("/campaigns/new", data={"name": "春风行动", "aliases": "春风，春风送岗"})
        assert added.status_code == 302
        assert client.post("/campaigns/new", data={"name": "春风行动"}).status_code == 409
        assert client.post("/campaigns/new", data={"name": " "}).status_code == 422
        days = {"year": "2025", "first_day": "2025-01-20", "last_day": "2025-04-08", "is_confirmed": "y"}
        backwards = client.post(f"{added.location}/editions/new", data=days | {"last_day": "2025-01-01"})
        assert backwards.status_code == 422
        assert client.post(f"{added.location}/editions/new", data=days).status_code == 302
        assert client.post(f"{added.location}/editions/new", data=days).status_code == 409
        page = client.get("/campaigns?year=2025").text
        assert "春风行动" in page
        assert "1月20日" in page
        edit = re.search(r'href="(/campaigns/[^"]+/editions/[^"]+/edit)"', page)
        assert edit
        assert client.post(edit[1], data=days | {"last_day": "2025-04-10"}).status_code == 302
        assert "春风送岗" in client.get(added.location).text
        assert client.post(f"{added.location}/edit", data={"name": "春风行动", "retired": "y"}).status_code == 302
        assert client.get("/campaigns?year=2024").status_code == 200


def test_a_copy_says_of_what_it_is_one_and_where_its_day_went(lead: FlaskClient) -> None:
    event = make_event(title="每月一次", starts_at=clock.instant(datetime(2025, 2, 11, 9)))
    page = lead.get(f"/events/new?copy={event.id}").text
    head = page.split("<h1>")[1].split("</header>")[0]
    for words in ("每月一次", "2025年2月11日", "2025年3月11日"):
        assert words in head
    assert 'value="2025-03-11"' in page


def test_a_move_is_one_line_of_the_history(lead: FlaskClient) -> None:
    event = make_event(starts_at=clock.instant(datetime(2025, 3, 10, 9)))
    times = {"starts_on": "2025-03-20", "starts_at": "14:30", "ends_at": "16:00", "place_id": str(event.place_id)}
    lead.post(f"/events/{event.id}/move", data=times | {"seen": event.changed_at.isoformat()})
    history = lead.get(f"/events/{event.id}?lang=en").text.split('class="history"')[1]
    assert history.count("<del>") == 1
    assert "14:30" in history
    assert "16:00" in history


def test_what_another_team_reviews_is_closed_in_every_state(lead: FlaskClient) -> None:
    for status in Status:
        event = make_event(team=make_team("pension"), status=status)
        for act in ("review", "held", "undo-review", "not-held", "cancel", "reinstate"):
            assert lead.post(f"/events/{event.id}/{act}", data={"reason": "试试"}).status_code == 403, (status, act)


def test_a_refusal_gives_one_advice_only(lead: FlaskClient) -> None:
    event = make_event(team=make_team("pension"))
    refused = lead.get(f"/events/{event.id}/edit?lang=en").text
    assert "Ask that team's lead" in refused.replace("&#39;", "'")
    assert "administrator" not in refused


def test_the_team_that_leads_is_not_offered_to_join_where_it_is_the_only_choice(lead: FlaskClient) -> None:
    own, other = make_team(), make_team("pension")
    page = lead.get("/events/new").text
    offered = re.findall(r'name="joining_team_ids"[^>]*value="([^"]+)"', page)
    assert offered == [str(other.id)]
    assert str(own.id) in page


def test_an_address_without_empty_arguments_is_the_lists_address(lead: FlaskClient) -> None:
    answer = lead.get("/events?when=past&campaign=&track=&text=gate")
    assert (answer.status_code, answer.location) == (302, "/events?when=past&text=gate")


def test_an_event_is_planned_and_repeated_in_one_go(lead: FlaskClient) -> None:
    told = {"title": "每月一讲", "starts_on": "2025-03-10", "starts_at": "9:00", "ends_at": "11:00", "track": "public"}
    told |= {"place_id": str(make_place().id)}
    page = lead.get("/events/new").text
    told["lead_team_id"] = re.findall(r'<option selected value="([^"]+)"', page[page.index("lead_team_id") :])[0]
    unfinished = lead.post("/events/new", data=told | {"title": "", "then": "repeat"})
    assert unfinished.status_code == 422
    assert '<input type="hidden" name="then" value="repeat">' in unfinished.text
    only = lead.post("/events/new", data=told | {"then": ["repeat", "page"]})
    assert not only.location.endswith("/repeat")
    repeated = lead.post("/events/new", data=told | {"then": "repeat", "starts_on": "2025-03-17"})
    assert re.fullmatch(r"/events/[^/]+/repeat", repeated.location)
    assert lead.get(repeated.location).status_code == 200
