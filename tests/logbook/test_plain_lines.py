"""Today's log as plain lines to paste."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event as event_of

from outreach import clock
from outreach.db import db, new_id, transaction
from outreach.logbook.attendance.actions import say_who_was_there
from outreach.logbook.follow_ups.models import FollowUp
from outreach.logbook.follow_ups.rules import State
from outreach.logbook.paper.plain_lines import lines_of, lines_of_day
from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.periods import Period
from outreach.schedule import queries as schedule
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from tests.logbook.sending import phone_of
from tests.making import (
    NOW,
    make_event,
    make_group,
    make_material,
    make_person,
    make_place,
    make_tally,
    make_team,
    make_topic,
    stored,
)

pytestmark = pytest.mark.usefixtures("in_a_bureau")


@pytest.fixture
def person() -> Person:
    return make_person(team=make_team(), name="王秀英")


@pytest.fixture
def event() -> Event:
    place = make_place(name="东门广场", parent=make_place(name="三江镇"))
    return make_event(title="政策进园区", place=place, partners="县总工会\n县司法局", status=Status.HELD)


def log(event: Event, by: Person) -> None:
    topic = make_topic(name="社保转移")
    make_tally(event, 280, item_id=make_material(name="就业手册").id, by=by)
    make_tally(event, 30, item_id=make_material(name="环保袋", unit="个").id, by=by, basis=Basis.ESTIMATED)
    make_tally(event, 23, kind=CountKind.CONSULTATION, by=by)
    make_tally(event, 12, kind=CountKind.CONSULTATION, item_id=topic.id, by=by)
    make_tally(event, 40, kind=CountKind.ATTENDANCE, item_id=make_group(name="农民工").id, by=by)
    with transaction():
        say_who_was_there(event.id, form_id=new_id(), there=[by.id], absent=[], by=by, now=NOW)


def test_the_log_of_an_event_is_six_plain_lines(event: Event, person: Person) -> None:
    log(event, person)
    assert lines_of(schedule.event(event.id)).splitlines() == [
        "【普法登记】政策进园区：2025年3月4日 周二 09:00–11:00，三江镇 · 东门广场",
        "人员：王秀英（就业创业主办，县总工会、县司法局参加）",
        "发放：就业手册280份、环保袋约30个",
        "咨询：35人次，主要是社保转移12人次",
        "受众：40人次（农民工40人次）",
        "备注：带“约”的含估算；数字待审核",
    ]


def test_what_nobody_said_is_not_said_to_be_none(event: Event, person: Person) -> None:
    text = lines_of(schedule.event(event.id))
    assert "发放：未登记" in text
    assert "咨询：未登记" in text
    make_tally(event, 0, by=person)
    assert "发放：无" in lines_of(schedule.event(event.id))


def test_what_was_taken_back_is_gone(event: Event, person: Person) -> None:
    line = make_tally(event, 30, by=person)
    make_tally(event, -30, by=person, reverses_id=line.id, reason="按错了")
    assert "发放：未登记" in lines_of(schedule.event(event.id))


def test_answers_that_are_owed_are_said(event: Event, person: Person) -> None:
    facts = {"event_id": event.id, "asked": "停工留薪期怎么算", "owed_by_id": person.id, "due_on": event.day}
    facts |= {"made_by_id": person.id, "sent_by_id": person.id, "at": NOW, "received_at": NOW, "content_hash": "x" * 64}
    stored(FollowUp(id=new_id(), state=State.OPEN, **facts))
    stored(FollowUp(id=new_id(), state=State.DONE, **facts | {"settled_at": NOW, "settled_by_id": person.id}))
    assert "备注：待答复1件；数字待审核" in lines_of(schedule.event(event.id))


def test_lines_after_the_review_are_marked(sqlite_app: Flask, person: Person) -> None:
    event = make_event(status=Status.HELD, reviewed_at=NOW)
    make_tally(event, 5, by=person, received_at=NOW + timedelta(minutes=1))
    text = lines_of(schedule.event(event.id))
    assert "待核" in text
    assert "待审核" not in text


def test_a_day_of_several_events_is_one_line_each_and_their_sums(event: Event, person: Person) -> None:
    other = make_event(title="送法入企", starts_at=NOW + timedelta(hours=5))
    cancelled = make_event(title="取消的", starts_at=NOW, status=Status.CANCELLED)
    log(event, person)
    make_tally(other, 20, item_id=None, by=person)
    events = schedule.events_in(event.days, whole=True)
    assert cancelled in events
    assert lines_of_day(event.day, make_team(), events).splitlines() == [
        "【普法登记】就业创业，2025年3月4日 周二，2场",
        "1. 09:00 政策进园区（东门广场）：发放280份、约30个，咨询35人次，受众40人次",
        f"2. 14:00 送法入企（{other.place.name}）：发放20份",
        "发放：未注明名称的资料20份、就业手册280份、环保袋约30个",
        "咨询：35人次，主要是社保转移12人次",
        "受众：40人次（农民工40人次）",
        "备注：带“约”的含估算；数字待审核",
    ]


def test_the_lines_stand_on_the_pages_in_chinese_for_an_english_reader(
    sqlite_app: Flask, event: Event, person: Person
) -> None:
    phone = phone_of(sqlite_app, person)
    for address in (f"/log/{event.id}?lang=en", f"/log/day-lines?team=employment&day={event.day}&lang=en"):
        text = phone.get(address).text
        assert "【普法登记】政策进园区" in text
        assert 'data-copy="lines-text"' in text
    assert "Choose another day" in phone.get("/log/day-lines?day=2001-01-01&lang=en").text
    assert phone.get("/log/day-lines?day=nonsense&team=nobody").status_code == 200


def test_a_day_of_many_events_asks_no_more_than_a_day_of_few() -> None:
    def statements_for(count: int) -> int:
        day, person = NOW + timedelta(days=count), make_person(team=make_team())
        for _number in range(count):
            log(make_event(starts_at=day, status=Status.HELD), person)
        db.session.commit()
        db.session.expunge_all()
        events = schedule.events_in(Period(clock.local_day(day), clock.local_day(day)), schedule.Filters(), whole=True)
        with counting() as asked:
            text = lines_of_day(clock.local_day(day), None, events)
        assert len(text.splitlines()) == count + 5
        return len(asked)

    assert statements_for(12) == statements_for(2)


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements that are sent inside."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event_of.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event_of.remove(db.engine, "before_cursor_execute", note)
