"""Who of us was there: said from a phone or in a form, added to, and the last word holds."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from outreach import clock
from outreach.db import db, new_id, transaction
from outreach.logbook.attendance.actions import say_who_was_there, state_presences
from outreach.logbook.attendance.listing import names_there, our_people
from outreach.logbook.attendance.models import Presence
from outreach.logbook.attendance.queries import presences_of
from outreach.logbook.attendance.rules import Statement, counts_twice, last_said
from outreach.people.models import Person
from outreach.schedule import queries as schedule
from outreach.schedule.models import Assignment, Event
from outreach.schedule.rules import Answer, Duty
from tests.logbook.sending import AT, OWN_PAGE, phone_of, typed
from tests.making import NOW, make_bureau, make_event, make_group, make_person, make_tally, make_team, stored


def a_presence(event: Event, person: Person, **changes: Any) -> dict[str, Any]:
    facts = {"id": str(new_id()), "event": str(event.id), "of": str(person.id), "there": True, "at": AT}
    return facts | changes


def send(phone: FlaskClient, *presences: Any, **body: Any) -> dict[str, Any]:
    answer = phone.post(
        "/api/presences",
        data=json.dumps({"presences": presences} | body),
        content_type="application/json",
        headers=OWN_PAGE,
    )
    assert answer.status_code == 200, answer.text
    answers: dict[str, Any] = answer.json["answers"]  # type: ignore[index]
    return {key: each["code"] for key, each in answers.items()}


def there(event: Event) -> dict[Any, bool]:
    return {person_id: row.there for person_id, row in last_said(presences_of([event.id])).items()}


@pytest.mark.parametrize(
    ("nets", "twice"),
    [
        ({}, None),
        ({None: 30}, None),
        ({"workers": 20, "students": 5}, None),
        ({None: 30, "workers": 20, "students": 5}, (30, 25)),
        ({None: 0, "workers": 20}, None),
        ({None: 30, "workers": 0}, None),
    ],
)
def test_people_without_a_group_beside_groups_may_be_counted_twice(nets: dict[str | None, int], twice: Any) -> None:
    assert counts_twice(nets) == twice


def test_the_last_word_by_the_device_holds(app_context: Flask) -> None:
    event, person, by = make_event(), make_person(), make_person()
    later = Statement(new_id(), event.id, person.id, False, NOW + timedelta(minutes=5))
    earlier = Statement(new_id(), event.id, person.id, True, NOW)
    with transaction():
        state_presences([later], by=by, now=NOW + timedelta(hours=1))
    with transaction():
        state_presences([earlier], by=by, now=NOW + timedelta(hours=2))  # came later, was said before
    assert there(event) == {person.id: False}


def test_a_presence_is_only_added_to(app_context: Flask) -> None:
    event, person = make_event(), make_person()
    with transaction():
        state_presences([Statement(new_id(), event.id, person.id, True, None)], by=person, now=NOW)
    for statement in ("UPDATE presences SET there = false", "DELETE FROM presences"):
        with pytest.raises(Exception, match="only added to"):
            db.session.execute(text(statement))
        db.session.rollback()


def test_a_form_sent_twice_says_it_once(app_context: Flask) -> None:
    event, person, gone = make_event(), make_person(), make_person()
    form_id = new_id()
    counts = []
    for _again in range(2):
        with transaction():
            counts.append(
                say_who_was_there(event.id, form_id=form_id, there=[person.id], absent=[gone.id], by=person, now=NOW)
            )
    assert counts == [2, 0]
    assert there(event) == {person.id: True, gone.id: False}
    with transaction():
        say_who_was_there(event.id, form_id=new_id(), there=[person.id, gone.id], absent=[], by=gone, now=NOW)
    assert there(event) == {person.id: True, gone.id: True}
    assert len(presences_of([event.id])) == 3  # what held already was not said again


class TestBatch:
    @pytest.fixture(autouse=True)
    def arranged(self, app: Flask) -> Any:
        with app.app_context():
            make_bureau()
            self.event, self.person, self.other = make_event(), make_person(), make_person()
            self.phone = phone_of(app, self.person)
            yield

    def test_each_is_answered(self) -> None:
        good = a_presence(self.event, self.other)
        assert send(self.phone, good) == {good["id"]: "recorded"}
        assert send(self.phone, good) == {good["id"]: "already_there"}
        assert send(self.phone, good | {"there": False}) == {good["id"]: "differs"}
        assert send(self.phone, good | {"at": "2025-03-04T01:30:00Z"}) == {good["id"]: "already_there"}
        row = db.session.scalars(select(Presence)).one()
        assert (row.by_id, row.person_id, row.there) == (self.person.id, self.other.id, True)

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"event": str(new_id())}, "unknown_event"),
            ({"of": str(new_id())}, "unknown_person"),
            ({"of": "x"}, "bad_of"),
            ({"event": None}, "bad_event"),
            ({"there": 1}, "bad_there"),
            ({"there": None}, "bad_there"),
            ({"at": "2025-03-04T09:30:00"}, "at_without_offset"),
            ({"at": None}, "bad_at"),
        ],
    )
    def test_a_bad_one_sinks_no_other(self, changes: dict[str, Any], code: str) -> None:
        good, bad = a_presence(self.event, self.other), a_presence(self.event, self.other) | changes
        assert send(self.phone, bad, good) == {bad["id"]: code, good["id"]: "recorded"}

    def test_another_persons_phone_sends_nothing(self) -> None:
        body = {"presences": [a_presence(self.event, self.other)], "person": str(self.other.id)}
        answer = self.phone.post(
            "/api/presences", data=json.dumps(body), content_type="application/json", headers=OWN_PAGE
        )
        assert (answer.status_code, answer.json["error"]["code"]) == (409, "other_person")  # type: ignore[index]
        assert db.session.scalar(select(Presence)) is None


class TestPage:
    @pytest.fixture(autouse=True)
    def arranged(self, sqlite_app: Flask) -> Any:
        with sqlite_app.app_context():
            make_bureau()
            self.event = make_event(starts_at=clock.now() - timedelta(hours=1))
            self.person = make_person(team=make_team(), name="王秀英")
            self.declined = make_person(name="赵志强")
            stored(Assignment(event_id=self.event.id, person_id=self.person.id, duty=Duty.DESK))
            facts = {"answer": Answer.DECLINED, "answered_at": NOW, "answer_reason": "出差"}
            stored(Assignment(event_id=self.event.id, person_id=self.declined.id, **facts))
            self.phone = phone_of(sqlite_app, self.person)
            yield

    def form(self, **changes: Any) -> dict[str, Any]:
        return typed(self.phone.get(f"/log/{self.event.id}"), "/attendance/us") | changes

    def test_the_plan_proposes_and_nothing_is_said_by_looking(self) -> None:
        db.session.refresh(self.event)
        people = our_people(self.event)
        assert {each.name: each.is_ticked for each in people} == {"王秀英": True, "赵志强": False}
        text = self.phone.get(f"/log/{self.event.id}").text
        assert "已按计划勾选" in text
        assert db.session.scalar(select(Presence)) is None
        assert "还没有人登记参加人员" in self.phone.get(f"/events/{self.event.id}").text

    def test_ticking_says_who_was_there_and_who_was_not(self) -> None:
        make_person(name="李四")
        form = self.form(**{"us-there": [str(self.person.id)], "us-others": "李四"})
        assert self.phone.post(f"/log/{self.event.id}/attendance/us", data=form).status_code == 302
        people = our_people(schedule.event(self.event.id))
        assert names_there(people) == ["王秀英", "李四"]
        assert {each.name: each.there for each in people}["赵志强"] is False
        page = self.phone.get(f"/events/{self.event.id}").text
        assert "王秀英、李四" in page
        assert "原定未到：赵志强" in page
        assert "王秀英 登记" in self.phone.get(f"/log/{self.event.id}").text

    @pytest.mark.parametrize(("name", "words"), [("没有此人", "没有叫"), ("同名", "用户名")])
    def test_a_name_that_means_nobody_or_two_is_asked_about(self, name: str, words: str) -> None:
        for _each in range(2):
            make_person(name="同名")
        form = self.form(**{"us-there": [str(self.person.id)], "us-others": name})
        answer = self.phone.post(f"/log/{self.event.id}/attendance/us", data=form)
        assert answer.status_code == 422
        assert words in answer.text
        assert f'value="{name}"' in answer.text
        assert db.session.scalar(select(Presence)) is None

    def test_a_user_name_tells_two_of_one_name_apart(self) -> None:
        make_person(name="同名")
        meant = make_person(name="同名", username="tongming2")
        form = self.form(**{"us-others": "tongming2"})
        assert self.phone.post(f"/log/{self.event.id}/attendance/us", data=form).status_code == 302
        assert there(self.event)[meant.id] is True

    def test_a_headcount_by_group_is_asked_about_beside_one_without(self) -> None:
        make_group(code="workers", name="企业职工")
        make_tally(self.event, 30, kind="attendance", by=self.person)
        page = self.phone.get(f"/log/{self.event.id}/attendance")
        form = typed(page, "/attendance/headcount") | {"count-count_0": "20"}
        asked = self.phone.post(f"/log/{self.event.id}/attendance/headcount", data=form)
        assert asked.status_code == 409
        assert "是不同的人吗" in asked.text
        confirm = asked.text.split('name="count-confirm" value="')[-1].split('"')[0]
        for _again in range(2):
            answer = self.phone.post(
                f"/log/{self.event.id}/attendance/headcount", data=form | {"count-confirm": confirm}
            )
            assert answer.status_code == 302
        assert "是否重复计数" in self.phone.get(f"/log/{self.event.id}").text
        assert "是否重复计数" in self.phone.get(f"/events/{self.event.id}").text
        sums = db.session.execute(text("SELECT sum(quantity) FROM tallies")).scalar()
        assert sums == 50


def test_a_phone_that_says_without_end_who_was_there_is_stopped(
    app_context: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("outreach.logbook.attendance.queries.MOST_A_DAY", 3)
    event, by = make_event(), make_person()
    phone, said = phone_of(app_context, by), [a_presence(event, by, there=bool(number % 2)) for number in range(4)]
    assert [*send(phone, *said).values()] == ["recorded"] * 3 + ["too_many_statements"]
    assert [*send(phone, *said).values()] == ["already_there"] * 3 + ["too_many_statements"]
    other = phone_of(app_context, make_person())
    assert [*send(other, a_presence(event, by)).values()] == ["recorded"]
