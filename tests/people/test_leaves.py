"""Leave: one's own and that of the own team, only days, and what meets is made one."""

from datetime import date, timedelta

import pytest
from flask import Flask

from outreach import clock
from outreach.audit.models import AuditEntry
from outreach.db import db, transaction
from outreach.errors import Forbidden, Invalid
from outreach.people.actions.leaves import enter_leave, remove_leave
from outreach.people.leave_queries import leaves_ahead, leaves_past, people_to_enter_for
from outreach.people.models import Leave, Person
from outreach.people.rules import Role
from outreach.schedule.models import Assignment
from tests.making import NOW, make_event, make_leave, make_person, make_team
from tests.signing_in import sign_in

TODAY = date(2025, 3, 4)


def march(day: int) -> date:
    return date(2025, 3, day)


def entered(person: Person, first: int, last: int, *, by: Person | None = None) -> Leave:
    with transaction():
        return enter_leave(person=person, first_day=march(first), last_day=march(last), by=by or person, now=NOW)


def all_leaves() -> list[tuple[int, int]]:
    rows = db.session.scalars(db.select(Leave).order_by(Leave.first_day))
    return [(each.first_day.day, each.last_day.day) for each in rows]


@pytest.mark.parametrize(
    ("first", "last", "left"),
    [
        (12, 14, [(12, 14), (20, 22)]),
        (19, 20, [(19, 22)]),
        (23, 24, [(20, 24)]),
        (21, 21, [(20, 22)]),
        (10, 28, [(10, 28)]),
        (24, 25, [(20, 22), (24, 25)]),
    ],
)
def test_a_leave_that_meets_or_follows_another_is_made_one_with_it(
    app_context: Flask, first: int, last: int, left: list[tuple[int, int]]
) -> None:
    anna = make_person()
    entered(anna, 20, 22)
    entered(anna, first, last)
    assert all_leaves() == left
    assert db.session.scalar(db.select(db.func.count()).where(AuditEntry.act == "leave.entered")) == 2


def test_somebody_elses_leave_is_left_alone(app_context: Flask) -> None:
    make_leave(make_person(), march(20), march(22))
    entered(make_person(), 20, 22)
    assert all_leaves() == [(20, 22), (20, 22)]


def test_days_the_wrong_way_round_are_refused(app_context: Flask) -> None:
    with pytest.raises(Invalid):
        entered(make_person(), 12, 11)


def test_leads_enter_for_their_own_team_and_the_clerk_for_everybody(app_context: Flask) -> None:
    anna, stranger = make_person(team=make_team()), make_person(team=make_team("pension"))
    lead, clerk = make_person(Role.LEAD, team=make_team()), make_person(Role.CLERK)
    entered(anna, 10, 11, by=lead)
    leave = entered(stranger, 10, 11, by=clerk)
    for by in (lead, anna):
        with pytest.raises(Forbidden):
            entered(stranger, 15, 16, by=by)
        with pytest.raises(Forbidden), transaction():
            remove_leave(leave, by=by, now=NOW)
    assert set(people_to_enter_for(lead, TODAY)) == {anna, lead}
    assert set(people_to_enter_for(anna, TODAY)) == {anna}
    assert {anna, stranger, lead, clerk} <= set(people_to_enter_for(clerk, TODAY))


def test_what_is_ahead_and_what_is_over_are_seen_by_whom_they_concern(app_context: Flask) -> None:
    anna = make_person(team=make_team())
    lead, other = make_person(Role.LEAD, team=make_team()), make_person(Role.LEAD, team=make_team("pension"))
    over, now = make_leave(anna, march(1), march(3)), make_leave(anna, march(4), march(5))
    for reader in (anna, lead, make_person(Role.CLERK)):
        assert db.session.scalars(leaves_ahead(reader, TODAY)).all() == [now]
        assert db.session.scalars(leaves_past(reader, TODAY)).all() == [over]
    assert db.session.scalars(leaves_ahead(other, TODAY)).all() == []


def test_leave_is_entered_and_removed_on_its_page_which_names_the_events_in_it(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    phone, desk = sqlite_app.test_client(), sqlite_app.test_client()
    with sqlite_app.app_context():
        anna = make_person(name="王芳", team=make_team())
        event = make_event(team=make_team(), title="集市咨询", starts_at=NOW + timedelta(days=6))
        event_id, anna_id = event.id, anna.id
        with transaction():
            db.session.add(Assignment(event_id=event.id, person_id=anna.id))
        sign_in(phone, anna)
        sign_in(desk, make_person(Role.LEAD, team=make_team()))
    assert phone.post("/leaves", data={"first_day": "2025-03-10", "last_day": "2025-03-09"}).status_code == 422
    said = {"person": str(anna_id), "first_day": "2025-03-10", "last_day": "2025-03-12"}
    assert phone.post("/leaves", data=said).status_code == 302
    page = phone.get("/leaves").text
    for words in ("王芳", "2025年3月12日", "集市咨询", f'href="/events/{event_id}/decline"'):
        assert words in page
    assert f'href="/events/{event_id}/edit' not in page
    assert f'href="/events/{event_id}/edit?part=staff#staff"' in desk.get("/leaves").text
    assert "王芳" in desk.get("/").text, "the event is on the lead's board"
    with sqlite_app.app_context():
        leave_id = db.session.scalars(db.select(Leave.id)).one()
    assert phone.post(f"/leaves/{leave_id}/remove").status_code == 302
    assert "集市咨询" not in phone.get("/leaves").text


def test_a_viewer_has_no_leave_here(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        client = sqlite_app.test_client()
        sign_in(client, make_person(Role.VIEWER))
    assert client.get("/leaves").status_code == 403
