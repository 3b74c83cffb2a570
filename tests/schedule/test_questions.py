"""What a planner is asked before it goes on: somebody else's change, a day that has passed."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import gettext

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.errors import Question
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule import actions, queries
from outreach.schedule.models import Event
from tests.making import NOW, make_event, make_person, make_place, make_team

LATER = NOW + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


def typed(event: Event | None = None, **changes: Any) -> dict[str, Any]:
    """What a lead types into the form of a new event, or into that of `event`."""
    said = {
        "title": "根治欠薪进工地",
        "track": "public",
        "starts_on": "2025-03-10",
        "starts_at": "9:00",
        "ends_at": "11:00",
        "standing": "host",
        "place_id": str(event.place_id if event else make_place().id),
        "lead_team_id": str(make_team().id),
    }
    return said | changes


def seen_in(page: str) -> str:
    """The state of the event with which the form on `page` began."""
    return re.findall(r'name="seen"[^>]*value="([^"]+)"', page)[0]


def a_yes_to(page: str) -> str:
    """What the button sends that says yes to the question on `page`."""
    return re.findall(r'<button[^>]*name="confirm" value="([^"]+)"', page)[0]


def test_one_yes_is_enough_though_the_page_shows_the_ticked_staff_first(lead: FlaskClient) -> None:
    """The page lists who was on the event before everybody else, and once it asks whoever was ticked."""
    team = make_team()
    first, second = make_person(Role.STAFF, team=team), make_person(Role.STAFF, team=team)
    event = make_event(team=team)
    make_event(team=team, starts_at=datetime.fromisoformat("2025-03-10T09:00+08:00"), title="先定的")
    here = f"/events/{event.id}/edit"
    said = typed(event, seen=seen_in(lead.get(here).text), staff=[str(second.id), str(first.id)])
    asked = lead.post(here, data=said)
    assert asked.status_code == 409 and "先定的" in asked.text
    said |= {"staff": [str(first.id), str(second.id)], "confirm": a_yes_to(asked.text), "anyway_reason": "早已商定"}
    assert lead.post(here, data=said).status_code == 302


def count_events() -> int:
    return db.session.scalar(db.select(db.func.count()).select_from(Event)) or 0


def retitle(event: Event, title: str, *, by: Person, now: datetime) -> None:
    with transaction():
        actions.change_event(queries.event(event.id), by=by, now=now, title=title)


def test_whose_change_would_be_written_over_is_asked_and_a_yes_holds_for_that_change_only(lead: FlaskClient) -> None:
    event, clerk = make_event(), make_person(Role.CLERK, name="统筹员小周")
    where = f"/events/{event.id}/edit"
    mine = typed(event, title="我改的", seen=seen_in(lead.get(where).text))
    retitle(event, "先改的", by=clerk, now=LATER)
    asked = lead.post(where, data=mine)
    assert asked.status_code == 409
    for words in ("统筹员小周", "10:00", "我改的", f'href="/events/{event.id}"'):
        assert words in asked.text
    assert "error-summary" not in asked.text
    yes = a_yes_to(asked.text)
    retitle(event, "又改的", by=clerk, now=LATER + timedelta(minutes=1))
    again = lead.post(where, data=mine | {"confirm": yes})
    assert again.status_code == 409, "what came after the question was never shown"
    assert lead.post(where, data=mine | {"confirm": a_yes_to(again.text)}).status_code == 302
    assert queries.event(event.id).title == "我改的"


@pytest.mark.parametrize("form", ["edit", "move"])
@pytest.mark.parametrize("seen", ["", "nonsense"])
def test_a_form_that_does_not_say_what_it_saw_is_refused(lead: FlaskClient, form: str, seen: str) -> None:
    event = make_event(title="原来的")
    answer = lead.post(f"/events/{event.id}/{form}", data=typed(event, title="新的", seen=seen))
    assert answer.status_code == 409
    db.session.rollback()
    assert (queries.event(event.id).title, queries.event(event.id).day) == ("原来的", event.day)


def test_a_day_that_has_passed_is_asked_about_before_it_is_planned(lead: FlaskClient) -> None:
    said = typed(starts_on="2024-12-09")
    asked = lead.post("/events/new", data=said)
    assert asked.status_code == 409
    assert count_events() == 0
    assert lead.post("/events/new", data=said | {"confirm": a_yes_to(asked.text)}).status_code == 302
    assert count_events() == 1


@pytest.mark.parametrize(
    ("days", "asks"), [(-400, True), (-1, True), (0, False), (30, False)], ids=["last year", "yesterday", "today", "on"]
)
def test_only_a_move_to_a_day_that_has_passed_is_asked_about(app_context: Flask, days: int, asks: bool) -> None:
    event, clerk = make_event(starts_at=TOMORROW), make_person(Role.CLERK)
    times = {"starts_at": NOW + timedelta(days=days), "ends_at": NOW + timedelta(days=days, hours=2)}
    if asks:
        with pytest.raises(Question) as question, transaction():
            actions.move_event(queries.event(event.id), by=clerk, now=LATER, **times)
        assert question.value.code == "past_day"
    with transaction():
        actions.move_event(queries.event(event.id), by=clerk, now=LATER, past_is_meant=asks, **times)
    assert {"starts_at", "ends_at"} <= {change.field for change in changes_of(event)}


def test_an_event_of_the_past_is_edited_without_that_question(app_context: Flask) -> None:
    event = make_event(starts_at=NOW - timedelta(days=30))
    retitle(event, "补上题目", by=make_person(Role.CLERK), now=LATER)
    assert queries.event(event.id).title == "补上题目"


def test_a_last_day_before_the_first_is_said_at_the_last_day(lead: FlaskClient) -> None:
    answer = lead.post("/events/new", data=typed(ends_on="2025-03-09"))
    assert answer.status_code == 422
    assert 'id="ends_on-error"' in answer.text
    assert 'id="ends_at-error"' not in answer.text
    closed = answer.text.split('id="ends_on-error"')[0].rsplit("<details", 1)[1]
    assert " open" in closed.split(">")[0]


def test_a_move_that_changes_nothing_says_so(lead: FlaskClient) -> None:
    event = make_event(starts_at=clock.instant(datetime(2025, 3, 10, 9)))
    where = f"/events/{event.id}/move"
    said = typed(event, seen=seen_in(lead.get(where).text))
    assert lead.post(where, data=said).status_code == 302
    page = lead.get(f"/events/{event.id}").text
    assert gettext("Nothing was changed.") in page
    assert gettext("Undo") not in page


def test_clashes_are_listed_with_links_and_planned_anyway_for_a_reason(lead: FlaskClient) -> None:
    times = {"starts_at": clock.instant(datetime(2025, 3, 10, 10))}
    first = make_event(team=make_team(), title="先定的", place=make_place(name="三江镇集市"), **times)
    said = typed()
    asked = lead.post("/events/new", data=said)
    assert asked.status_code == 409
    question = asked.text.split('role="alert"')[1].split("</form>")[0]
    for words in (make_team().name, "先定的", "10:00", "12:00", "三江镇集市", f'href="/events/{first.id}"'):
        assert words in question
    yes = {"confirm": a_yes_to(asked.text)}
    without = lead.post("/events/new", data=said | yes)
    assert without.status_code == 409
    assert 'id="anyway_reason-error"' in without.text
    assert count_events() == 1
    planned = lead.post("/events/new", data=said | yes | {"anyway_reason": "两组人分头去"})
    assert planned.status_code == 302
    page = lead.get(planned.location).text
    assert page.count("两组人分头去") >= 2, "at the plan and in the history"
    assert f'href="/events/{first.id}"' in page


def test_a_move_and_a_reinstatement_ask_with_the_same_words(lead: FlaskClient) -> None:
    make_event(team=make_team(), title="先定的", starts_at=clock.instant(datetime(2025, 3, 10, 10)))
    event = make_event(team=make_team(), starts_at=clock.instant(datetime(2025, 3, 12, 9)))
    said = typed(event, seen=seen_in(lead.get(f"/events/{event.id}/move").text))
    asked = lead.post(f"/events/{event.id}/move", data=said)
    assert "先定的" in asked.text
    answered = said | {"confirm": a_yes_to(asked.text), "anyway_reason": "两组人分头去"}
    assert lead.post(f"/events/{event.id}/move", data=answered).status_code == 302
    assert lead.post(f"/events/{event.id}/cancel", data={"reason": "下雨"}).status_code == 302
    again = lead.post(f"/events/{event.id}/reinstate", data={})
    answered = {"confirm": a_yes_to(again.text), "anyway_reason": "天晴了"}
    assert lead.post(f"/events/{event.id}/reinstate", data=answered).status_code == 302
    assert "天晴了" in lead.get(f"/events/{event.id}").text
