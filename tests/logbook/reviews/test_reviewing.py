"""What is owed by whom since when, the review of one and of many, and what was checked once."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden
from outreach.logbook.reviews import queries
from outreach.logbook.reviews.actions import check_oddity, review_many, undo_reviews
from outreach.logbook.reviews.forms import usual_days
from outreach.logbook.reviews.listing import Owed, oddities_of, page_of_owed
from outreach.logbook.reviews.panels import MOST_ODD
from outreach.logbook.reviews.reminders import reminder_of, reminders_for
from outreach.logbook.reviews.rules import Debt
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule import queries as schedule
from outreach.schedule.models import Assignment, Event
from outreach.schedule.rules import Duty, Status
from tests.logbook.sending import phone_of
from tests.making import NOW, make_event, make_person, make_tally, make_team, stored

LATER = NOW + timedelta(days=9)


@pytest.fixture
def lead(app_context: Flask) -> Person:
    return make_person(Role.LEAD, team=make_team(), name="刘队长")


def held(days: int = 0, **changes: Any) -> Event:
    return make_event(team=make_team(), starts_at=NOW + timedelta(days=days), status=Status.HELD, **changes)


def logged(days: int = 0, quantity: int = 100, **changes: Any) -> Event:
    event = held(days, **changes)
    at = event.starts_at + timedelta(hours=1)
    make_tally(event, quantity, at=at, received_at=at)
    return event


def owed(lead: Person, debt: Debt | None = None) -> list[Owed]:
    days = usual_days(clock.local_day(LATER))
    scope = queries.Scope(days, LATER, lead.team_ids_on(clock.local_day(LATER)))
    return list(page_of_owed(scope, debt, lead, number=1))


def test_what_is_owed_stands_there_the_oldest_first(lead: Person) -> None:
    staff = make_person(name="王秀英")
    waits, unlogged = logged(3), held(2)
    silent = make_event(team=make_team(), starts_at=NOW)
    stored(Assignment(event_id=silent.id, person_id=staff.id, duty=Duty.LEAD))
    late = logged(1, reviewed_at=NOW + timedelta(days=2))
    make_tally(late, 5, received_at=NOW + timedelta(days=5))
    logged(4, reviewed_at=NOW + timedelta(days=5))
    make_event(team=make_team(), status=Status.CANCELLED)
    make_event(team=make_team(), starts_at=LATER + timedelta(days=1))
    make_event(team=make_team("pension"))
    db.session.expire_all()
    found = owed(lead)
    assert [(each.event.id, each.debt, each.days) for each in found] == [
        (silent.id, Debt.WORD, 9),
        (late.id, Debt.LATE, 4),
        (unlogged.id, Debt.LOG, 7),
        (waits.id, Debt.REVIEW, 6),
    ]
    assert [each.by for each in found] == [["王秀英"], ["刘队长"], ["刘队长"], ["刘队长"]]
    for debt in (Debt.WORD, Debt.LATE, Debt.LOG, Debt.REVIEW):
        assert [each.debt for each in owed(lead, debt)] == [debt]
    scope = queries.Scope(usual_days(clock.local_day(LATER)), LATER, lead.team_ids_on(clock.local_day(NOW)))
    assert queries.counts(scope) == {Debt.WORD: 1, Debt.LOG: 1, Debt.REVIEW: 1, Debt.LATE: 1, Debt.DOUBLE: 0}


def test_many_are_reviewed_and_undone_at_once(lead: Person) -> None:
    mine, odd, other = logged(1), logged(2, 2025), logged(3)
    other_team = make_event(team=make_team("pension"), status=Status.HELD)
    assert [each.is_plain for each in owed(lead)] == [True, False, True]
    ids = [mine.id, odd.id, other_team.id, make_event(team=make_team()).id]
    assert {each.id for each in review_many(ids, by=lead, now=LATER)} == {mine.id, odd.id}
    assert [each.event.id for each in owed(lead, Debt.REVIEW)] == [other.id]
    with pytest.raises(Conflict):
        undo_reviews(LATER, by=lead, now=LATER + timedelta(hours=2))
    assert undo_reviews(LATER, by=make_person(Role.ADMIN), now=LATER) == 0
    assert undo_reviews(LATER, by=lead, now=LATER + timedelta(minutes=1)) == 2
    assert len(owed(lead, Debt.REVIEW)) == 3


def test_what_was_checked_is_asked_again_only_when_the_numbers_change(lead: Person) -> None:
    event = logged(1, 2025)
    (shown,) = oddities_of([event.id])[event.id]
    check_oddity(schedule.event(event.id), shown.odd.print, word="就是这么多", by=lead, now=LATER)
    check_oddity(schedule.event(event.id), shown.odd.print, word="再说一次", by=lead, now=LATER)
    (shown,) = oddities_of([event.id])[event.id]
    assert shown.checked is not None
    assert shown.checked.word == "就是这么多"
    assert [each.odd for each in owed(lead)] == [[]]
    make_tally(event, 2026, at=event.starts_at)
    checked = [each.checked is not None for each in oddities_of([event.id])[event.id]]
    assert sorted(checked) == [False, False, True]  # so much together is odd, and so is the new line
    with pytest.raises(Conflict):
        check_oddity(schedule.event(event.id), "0" * 64, word="对", by=lead, now=LATER)
    with pytest.raises(Forbidden):
        check_oddity(schedule.event(event.id), shown.odd.print, word="对", by=make_person(), now=LATER)


@pytest.fixture
def site(sqlite_app: Flask) -> tuple[FlaskClient, Event, Event]:
    """A lead's browser, an event to review and one that nobody logged."""
    with sqlite_app.app_context():
        lead = make_person(Role.LEAD, team=make_team())
        waits, silent = logged(0, title="待审核的活动"), held(1, title="没登记的活动")
        return phone_of(sqlite_app, lead), waits, silent


def test_each_who_owes_is_reminded_of_what_and_where(lead: Person, app_context: Flask) -> None:
    anna, bei = make_person(name="王秀英"), make_person(name="李建国")
    silent, unlogged, waits = make_event(team=make_team(), title="集市"), held(1, title="工地"), logged(2, title="园区")
    for event, people in ((silent, (anna, bei)), (unlogged, (anna,))):
        for person in people:
            stored(Assignment(event_id=event.id, person_id=person.id, duty=Duty.LEAD))
    db.session.expire_all()
    with app_context.test_request_context(base_url="https://pufa.example.org", headers={"Accept-Language": "en"}):
        found = {each.whom: each for each in reminders_for(owed(lead))}
    assert {whom: each.count for whom, each in found.items()} == {"李建国": 1, "王秀英": 2, "刘队长": 1}
    assert found["王秀英"].text.splitlines() == [
        "【催办】王秀英：请尽快办理",
        f"2025年3月4日 周二 集市：已过期，未说明是否开展 https://pufa.example.org/log/{silent.id}",
        f"2025年3月5日 周三 工地：已开展，未登记 https://pufa.example.org/log/{unlogged.id}",
    ]
    assert f"https://pufa.example.org/reviews/{waits.id}" in found["刘队长"].text
    with app_context.test_request_context():
        assert "http" not in reminder_of(["王秀英"], [(silent, Debt.LOG)])  # no phone reaches this machine


def test_what_is_over_gives_the_reminder_in_the_place_of_its_notice(site: tuple[FlaskClient, Event, Event]) -> None:
    client, _waits, silent = site
    page = client.get(f"/events/{silent.id}").text
    assert "【催办】" in page and "【通知】" not in page
    assert "复制催办" in client.get("/reviews?first=2025-01-01&last=2025-12-31").text


def test_the_list_reviews_what_is_ticked_and_undoes_it(site: tuple[FlaskClient, Event, Event]) -> None:
    client, waits, _silent = site
    filters = "?first=2025-01-01&last=2025-12-31"
    words = client.get(f"/reviews{filters}").text
    assert "待审核的活动" in words
    assert "没登记的活动" in words
    assert f'value="{waits.id}"' in words
    answer = client.post("/reviews/many", data={"events": [str(waits.id)]}, follow_redirects=True).text
    assert "已审核 1 场活动。" in answer
    at = answer.partition('name="at" value="')[2].partition('"')[0]
    assert "已撤销 1 场活动的审核。" in client.post("/reviews/undo", data={"at": at}, follow_redirects=True).text
    assert "请勾选" in client.post("/reviews/many", data={}, follow_redirects=True).text


def test_one_button_says_what_became_of_it(sqlite_app: Flask, site: tuple[FlaskClient, Event, Event]) -> None:
    client, waits, silent = site
    assert "没有发放" in client.post(f"/reviews/{silent.id}/none", follow_redirects=True).text
    assert "已审核：待审核的活动。" in client.post(f"/reviews/{waits.id}", follow_redirects=True).text
    with sqlite_app.app_context():
        planned = make_event(team=make_team())
    client.post(f"/reviews/{planned.id}/held")
    with sqlite_app.app_context():
        assert schedule.event(planned.id).status is Status.HELD
        assert schedule.event(waits.id).reviewed_at is not None


def test_the_review_shows_everything_at_a_glance(sqlite_app: Flask, site: tuple[FlaskClient, Event, Event]) -> None:
    client, waits, _silent = site
    with sqlite_app.app_context():
        counter = make_person(name="王秀英")
        at = waits.starts_at + timedelta(minutes=30)
        make_tally(waits, 2025, by=counter, kind=CountKind.CONSULTATION, at=at)
        with transaction():
            db.session.get_one(Event, waits.id).expected_handouts = 300
    words = client.get(f"/reviews/{waits.id}").text
    for part in ("请核对", "像是年份", "计划与登记", "300", "各人登记情况", "王秀英", "审核通过"):
        assert part in words, part
    odd = words.partition('name="print" value="')[2].partition('"')[0]
    answer = client.post(f"/log/{waits.id}/checked", data={"print": odd, "word": "是大型招聘会"}, follow_redirects=True)
    assert "是大型招聘会" in answer.text


def test_the_log_asks_softly_and_others_see_no_list(sqlite_app: Flask, site: tuple[FlaskClient, Event, Event]) -> None:
    _client, waits, _silent = site
    with sqlite_app.app_context():
        staff = make_person()
        make_tally(waits, 12333, by=staff, at=waits.starts_at)
    client = phone_of(sqlite_app, staff)
    words = client.get(f"/log/{waits.id}").text
    assert "像是电话号码" in words
    assert "<summary>数是对的" not in words  # who was not there does not say so
    assert client.get("/reviews").status_code == 403
    assert client.post("/reviews/many", data={"events": [str(waits.id)]}).status_code == 403


def test_hundreds_of_odd_lines_make_no_page_that_a_phone_cannot_load(lead: Person, app_context: Flask) -> None:
    event = logged(0)
    for _number in range(MOST_ODD + 5):
        make_tally(event, 900_000)
    odd = len(oddities_of([event.id])[event.id])
    page = phone_of(app_context, lead).get(f"/log/{event.id}").text
    assert page.count('/checked"') == MOST_ODD < odd
    assert f"还有{odd - MOST_ODD}条没有列在这里" in page
