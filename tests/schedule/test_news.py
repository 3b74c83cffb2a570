"""Changed since you looked: for those it concerns, until they have seen it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule import actions, queries
from outreach.schedule.models import Assignment, Event, EventSeen, JoiningTeam
from outreach.schedule.news.actions import mark_seen
from outreach.schedule.news.queries import look_of, news_for, news_since
from tests.making import NOW, make_event, make_person, make_place, make_team
from tests.signing_in import sign_in

LATER = NOW + timedelta(hours=1)
LATEST = NOW + timedelta(hours=2)


def put_on(event: Event, person: Person) -> None:
    """The person helps at the event."""
    event.staff.append(Assignment(person_id=person.id))
    db.session.commit()


def look(person: Person, event: Event, now: Any) -> None:
    """The person opens the event's page."""
    with transaction():
        found = look_of(person, event.id, clock.local_day(now))
        if found is not None:
            mark_seen(found, by=person, now=now)


def change(event: Event, by: Person, now: Any = LATER, **changes: Any) -> None:
    """Somebody changes the event."""
    with transaction():
        actions.change_event(queries.event(event.id), by=by, now=now, **changes)


def test_a_change_is_news_to_those_it_concerns_until_they_look(app_context: Flask) -> None:
    team, other = make_team(), make_team("pension")
    clerk, maker, staff = make_person(Role.CLERK), make_person(Role.CLERK), make_person()
    lead, joining = make_person(Role.LEAD, team=team), make_person(Role.LEAD, team=other)
    stranger, far = make_person(), make_person(Role.LEAD, team=make_team("work_injury"))
    event = make_event(team=team, made_by_id=maker.id)
    event.joining.append(JoiningTeam(team_id=other.id))
    put_on(event, staff)
    concerned = (maker, staff, lead, joining)
    for person in concerned:
        look(person, event, NOW)
    assert [news_for(person, LATER) for person in concerned] == [{}] * 4
    change(event, clerk, place_id=make_place().id, note="换地方")
    for person in concerned:
        assert sorted(news_for(person, LATEST)[event.id].fields) == ["地点", "备注"]
    assert [news_for(person, LATEST) for person in (stranger, far)] == [{}, {}]
    look(staff, event, LATEST)
    assert news_for(staff, LATEST) == {}
    assert event.id in news_for(lead, LATEST)


def test_own_changes_are_no_news(app_context: Flask) -> None:
    lead = make_person(Role.LEAD, team=make_team())
    event = make_event(team=make_team(), made_by_id=lead.id)
    look(lead, event, NOW)
    change(event, lead, note="自己改的")
    assert news_for(lead, LATEST) == {}


def test_a_new_duty_is_news(app_context: Flask) -> None:
    lead, staff = make_person(Role.LEAD, team=make_team()), make_person()
    event = make_event(team=make_team(), made_by_id=lead.id)
    put_on(event, staff)
    assert news_for(staff, LATER)[event.id].changes == ()
    assert news_for(lead, LATER) == {}


def test_who_was_taken_off_hears_of_it(app_context: Flask) -> None:
    lead, staff = make_person(Role.LEAD, team=make_team()), make_person()
    event = make_event(team=make_team(), made_by_id=lead.id)
    put_on(event, staff)
    look(staff, event, NOW)
    change(event, lead, staff={})
    assert news_for(staff, LATEST)[event.id].fields == ["工作人员"]


def test_a_cancelled_and_a_moved_event_say_so(app_context: Flask) -> None:
    lead, staff = make_person(Role.LEAD, team=make_team()), make_person()
    event = make_event(team=make_team(), made_by_id=lead.id)
    put_on(event, staff)
    look(staff, event, NOW)
    with transaction():
        actions.cancel_event(queries.event(event.id), reason="下雨", by=lead, now=LATER)
    assert news_for(staff, LATEST)[event.id].fields == ["状态"]


def test_old_events_and_old_changes_are_no_news(app_context: Flask) -> None:
    staff = make_person()
    over = make_event(starts_at=NOW - timedelta(days=20))
    old = make_event(starts_at=NOW + timedelta(days=20), changed_at=NOW - timedelta(days=40))
    old.made_at = NOW - timedelta(days=40)
    for event in (over, old):
        put_on(event, staff)
    assert news_for(staff, LATER) == {}


def test_a_first_look_tells_no_changes(app_context: Flask) -> None:
    staff = make_person()
    event = make_event()
    put_on(event, staff)
    found = look_of(staff, event.id, clock.local_day(NOW))
    assert found is not None
    assert (found.is_due, news_since(found, staff)) == (True, None)


def test_opening_the_page_says_what_changed_and_then_it_is_seen(lead: FlaskClient) -> None:
    clerk = make_person(Role.CLERK)
    event = make_event(team=make_team(), title="集市宣传", starts_at=NOW + timedelta(days=1))
    assert "新安排" in lead.get("/").text
    lead.get(f"/events/{event.id}")
    assert "新安排" not in lead.get("/").text
    change(event, clerk, LATEST + timedelta(minutes=5), partners="县司法局")
    assert "看过之后有改动：联合单位" in lead.get("/calendar").text
    home = lead.get("/").text
    assert "看过之后有改动：联合单位" in home and "看过之后有改动（1）" not in home  # it stands among the next ones
    page = lead.get(f"/events/{event.id}").text
    assert "看过之后有改动" in page
    assert page.count("<ins>县司法局</ins>") == 2  # in the notice and in the history


def test_what_is_far_off_is_told_among_the_changes(lead: FlaskClient) -> None:
    make_event(team=make_team(), title="下月讲座", starts_at=NOW + timedelta(days=45))
    assert "看过之后有改动（1）" in lead.get("/").text


@pytest.mark.parametrize("headers", [{"Sec-Purpose": "prefetch"}, {"Purpose": "prefetch"}])
def test_a_browser_that_looks_ahead_has_seen_nothing(lead: FlaskClient, headers: dict[str, str]) -> None:
    event = make_event(team=make_team())
    lead.get(f"/events/{event.id}", headers=headers)
    lead.head(f"/events/{event.id}")
    assert db.session.scalar(db.select(EventSeen)) is None


def test_a_page_that_tells_nothing_new_writes_nothing(lead: FlaskClient) -> None:
    event = make_event(team=make_team("pension"))
    lead.get(f"/events/{event.id}")
    assert db.session.scalar(db.select(EventSeen)) is None
    sign_in(lead, make_person(Role.VIEWER))
    lead.get(f"/events/{event.id}")
    assert db.session.scalar(db.select(EventSeen)) is None
