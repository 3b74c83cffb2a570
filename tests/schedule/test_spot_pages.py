"""Events made on the spot on their pages: the plain form, the lead's list, confirming and merging."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule import queries
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.on_the_spot.rules import Outcome
from outreach.schedule.rules import Status
from tests.logbook.follow_ups.sending import make_follow_up
from tests.logbook.sending import a_line, phone_of, send, taking_back
from tests.making import NOW, make_event, make_person, make_place, make_team
from tests.schedule.test_spot_batch import an_event, made


@pytest.fixture
def worker(app_context: Flask) -> Person:
    return make_person(team=make_team())


@pytest.fixture
def lead(app_context: Flask) -> Person:
    return make_person(Role.LEAD, team=make_team())


@pytest.fixture
def desk(app_context: Flask, lead: Person) -> FlaskClient:
    return phone_of(app_context, lead)


def spot_event(app: Flask, worker: Person, *lines: int, **changes: object) -> Event:
    """An event that `worker` made and logged to."""
    phone, sent = phone_of(app, worker), an_event(**changes)
    made(phone, sent)
    if lines:
        send(phone, *(a_line(sent["id"], quantity) for quantity in lines))
    return queries.event(db.session.scalars(select(Event.id).where(Event.title == sent["title"])).one())


def outcome_of(event: Event) -> Outcome | None:
    db.session.rollback()
    return db.session.get_one(SpotEvent, event.id).outcome


def test_the_plain_form_makes_it_and_opens_its_counters(app_context: Flask, worker: Person) -> None:
    phone = phone_of(app_context, worker)
    page = phone.get("/events/on-the-spot").text
    assert 'name="event_id"' in page
    assert phone.get("/log").text.count("/events/on-the-spot") == 1
    form = {"event_id": "01956A3C-0000-7000-8000-000000000001", "place": "东门口", "starts_on": "2025-03-04"}
    form |= {"starts_at": "9:00", "ends_at": "11:00", "lead_team": "employment", "track": "public", "form": "desk"}
    refused = phone.post("/events/on-the-spot", data=form | {"ends_at": "8:00", "note": "雨"})
    assert (refused.status_code, "雨" in refused.text) == (422, True)
    for _ in range(2):  # a second touch makes nothing new
        answer = phone.post("/events/on-the-spot", data=form)
        assert answer.status_code == 302
        assert answer.location == "/log/01956a3c-0000-7000-8000-000000000001"
    assert db.session.scalar(select(func.count()).select_from(Event)) == 1


def test_the_list_shows_a_lead_what_waits_and_what_may_be_one(
    app_context: Flask, worker: Person, desk: FlaskClient
) -> None:
    spot_event(app_context, worker, title="甲")
    spot_event(app_context, worker, title="乙", starts_at="2025-03-04T10:00:00+08:00", place_name="东门")
    page = desk.get("/events/to-confirm").text
    assert page.count('class="card spot"') == 2
    assert "可能是同一个摊位" in page
    assert "/events/to-confirm" in desk.get("/").text
    other = phone_of(app_context, make_person(Role.LEAD, team=make_team("pension")))
    assert 'class="card spot"' not in other.get("/events/to-confirm").text
    assert phone_of(app_context, worker).get("/events/to-confirm").status_code == 403


def test_confirming_as_it_is_keeps_the_place(app_context: Flask, worker: Person, desk: FlaskClient) -> None:
    event = spot_event(app_context, worker, 5)
    assert "尚未确认" in desk.get(f"/events/{event.id}").text
    assert desk.post(f"/events/{event.id}/confirm-as-it-is").status_code == 302
    assert outcome_of(event) is Outcome.CONFIRMED
    assert db.session.get_one(Place, event.place_id).retired_at is None
    assert "尚未确认" not in desk.get(f"/events/{event.id}").text
    again = desk.post(f"/events/{event.id}/confirm-as-it-is", follow_redirects=True)
    assert "已经处理过" in again.text


def test_confirming_puts_title_and_place_right(app_context: Flask, worker: Person, desk: FlaskClient) -> None:
    park = make_place(PlaceKind.PARK, name="高新区")
    event = spot_event(app_context, worker, 5)
    new_place = event.place_id
    page = desk.get(f"/events/{event.id}/confirm")
    assert page.status_code == 200
    form = {"title": "高新区设台", "starts_on": "2025-03-04", "starts_at": "9:00", "ends_at": "11:30"}
    form |= {"place_id": str(park.id), "place_kind": "other", "place_around": "", "track": "public"}
    form |= {"lead_team_id": str(event.lead_team_id), "seen": event.changed_at.isoformat()}
    assert desk.post(f"/events/{event.id}/confirm", data=form).status_code == 302
    assert outcome_of(event) is Outcome.CONFIRMED
    right = queries.event(event.id)
    assert (right.title, right.place_id, right.status) == ("高新区设台", park.id, Status.HELD)
    assert db.session.get_one(Place, new_place).retired_at is not None


def test_a_new_place_gets_its_kind_and_where_it_lies(app_context: Flask, worker: Person, desk: FlaskClient) -> None:
    town = make_place(PlaceKind.TOWNSHIP, name="三江镇")
    event = spot_event(app_context, worker)
    form = {"title": event.title, "starts_on": "2025-03-04", "starts_at": "9:00", "ends_at": "11:30"}
    form |= {"place_id": str(event.place_id), "place_kind": "worksite", "place_around": str(town.id), "track": "public"}
    form |= {"lead_team_id": str(event.lead_team_id), "seen": event.changed_at.isoformat()}
    assert desk.post(f"/events/{event.id}/confirm", data=form).status_code == 302
    db.session.rollback()
    place = db.session.get_one(Place, event.place_id)
    assert (place.kind, place.parent_id, place.retired_at) == (PlaceKind.WORKSITE, town.id, None)


def test_a_known_place_is_not_asked_about(app_context: Flask, worker: Person, desk: FlaskClient) -> None:
    make_place(PlaceKind.PARK, name="高新区东门口")
    page = desk.get(f"/events/{spot_event(app_context, worker).id}/confirm")
    assert (page.status_code, "place_kind" in page.text) == (200, False)


def test_a_lead_of_another_team_confirms_nothing(app_context: Flask, worker: Person) -> None:
    event = spot_event(app_context, worker)
    other = phone_of(app_context, make_person(Role.LEAD, team=make_team("pension")))
    assert other.post(f"/events/{event.id}/confirm-as-it-is").status_code == 403
    assert other.get(f"/events/{event.id}/confirm").status_code == 403
    assert other.post(f"/log/{event.id}/merge", data={"into": str(make_event().id)}).status_code == 403
    assert outcome_of(event) is None
    planned = make_event()
    clerk = phone_of(app_context, make_person(Role.CLERK))
    assert clerk.get(f"/events/{planned.id}/confirm").location == f"/events/{planned.id}"
    assert clerk.post(f"/events/{planned.id}/confirm-as-it-is").status_code == 404
    assert clerk.post(f"/events/{event.id}/confirm-as-it-is").status_code == 302


def test_merging_takes_every_number_over_and_leaves_none(app_context: Flask, worker: Person, desk: FlaskClient) -> None:
    planned = make_event(team=make_team(), starts_at=NOW + timedelta(minutes=30))
    event = spot_event(app_context, worker, 5, 8)
    phone = phone_of(app_context, worker)
    wrong, again = a_line(event, 100), a_line(event, 7, note="下午")
    send(phone, wrong, taking_back(wrong), again)
    back = taking_back(again)
    send(phone, back, taking_back(back, reason="没错"))  # put back: it stands
    assert f"/log/{event.id}/merge" in desk.get(f"/events/{event.id}/confirm").text
    question = make_follow_up(event, worker)
    assert desk.post(f"/log/{event.id}/merge", data={"into": str(planned.id)}).location == f"/events/{planned.id}"
    db.session.refresh(question)
    assert question.event_id == planned.id
    assert outcome_of(event) is Outcome.MERGED
    sums = dict(db.session.execute(select(Tally.event_id, func.sum(Tally.quantity)).group_by(Tally.event_id)).all())
    assert sums == {event.id: 0, planned.id: 20}
    there = db.session.scalars(select(Tally).where(Tally.event_id == planned.id)).all()
    assert {line.by_id for line in there} == {worker.id}
    assert all("现场新建" in (line.reason or "") for line in there)
    db.session.refresh(planned)
    assert planned.status is Status.HELD
    merged = queries.event(event.id)
    assert (merged.status, planned.title in (merged.cancel_reason or "")) == (Status.CANCELLED, True)
    assert f"/events/{planned.id}" in desk.get(f"/events/{event.id}").text
    twice = desk.post(f"/log/{event.id}/merge", data={"into": str(planned.id)}, follow_redirects=True)
    assert twice.status_code == 200
    assert db.session.scalar(select(func.sum(Tally.quantity))) == 20


def test_none_handed_out_goes_over_alone(app_context: Flask, worker: Person, desk: FlaskClient) -> None:
    planned = make_event(team=make_team())
    event = spot_event(app_context, worker, 0)
    desk.post(f"/log/{event.id}/merge", data={"into": str(planned.id)})
    db.session.rollback()
    assert db.session.scalars(select(Tally.quantity).where(Tally.event_id == planned.id)).all() == [0]
    db.session.refresh(planned)
    assert planned.status is Status.HELD


def test_a_cancelled_one_waits_no_more(app_context: Flask, worker: Person, desk: FlaskClient) -> None:
    event = spot_event(app_context, worker)
    desk.post(f"/events/{event.id}/cancel", data={"reason": "试用"})
    assert 'class="card spot"' not in desk.get("/events/to-confirm").text
    assert "已经处理过" in desk.get(f"/events/{event.id}/confirm").text
