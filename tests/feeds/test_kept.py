"""Kept texts: a feed is always what it would be if it were written anew, and its ETag tells when it is another."""

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, select, update

from outreach import clock
from outreach.audit.actions import Machine
from outreach.db import db, transaction
from outreach.feeds import keeping
from outreach.feeds.ics import Ending
from outreach.feeds.models import EventMark, EventText
from outreach.feeds.queries import EVERYBODYS, state_of_feeds
from outreach.feeds.streaming import feed_pieces
from outreach.feeds.watching import WATCHED
from outreach.people.feed_tokens import token_text
from outreach.people.models import FeedToken, Person, Team
from outreach.places.models import Place
from outreach.schedule.actions import cancel_event, change_event, mark_held, move_event, review_event
from outreach.schedule.models import Assignment, Campaign, Deadline, Edition, Event, JoiningTeam, PlannedItem
from outreach.schedule.queries import event as whole_event
from tests.making import NOW, make_edition, make_event, make_material, make_person, make_place, make_team, stored

BY = Machine()
DAY = timedelta(days=1)


@dataclass
class World:
    """The app, the address of a feed, and an event in it."""

    app: Flask
    path: str
    event_id: uuid.UUID


@pytest.fixture
def world(app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    """A plan in which every table has a row that a feed shows, on 4 March 2025, and a calendar link."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with app.app_context():
        person = make_person(name="张三")
        place = make_place(name="幸福社区", parent=make_place(name="三江镇"))
        edition = make_edition()
        happening = make_event(title="咨询日", place=place, editions=(edition,))
        material = make_material(name="手册")
        for part in (
            Assignment(event_id=happening.id, person_id=person.id),
            Assignment(event_id=happening.id, person_id=make_person(name="王芳").id),
            JoiningTeam(event_id=happening.id, team_id=make_team("pension").id),
            PlannedItem(event_id=happening.id, item_id=material.id, quantity=100),
        ):
            stored(part)
        make_event(title="另一个", starts_at=NOW + 2 * DAY)
        token = stored(FeedToken(person_id=person.id, made_at=NOW))
        path = f"/feeds/{token_text(token)}/all.ics"
    return World(app, path, happening.id)


def fetched(world: World, *, tag: str | None = None) -> tuple[int, str, str]:
    """Status, ETag and text of the feed."""
    answer = world.app.test_client().get(world.path, headers={"If-None-Match": f'"{tag}"'} if tag else {})
    return answer.status_code, answer.headers["ETag"].strip('"'), answer.text


def anew(world: World) -> str:
    """The feed as it is when no text is kept."""
    with world.app.test_request_context():
        pieces = feed_pieces(
            EVERYBODYS, name="普法台账", ending=Ending("http://localhost"), writer="nobody", now=clock.now()
        )
        return b"".join(pieces).decode()


def changed(model: type, **values: object) -> Callable[[Event], object]:
    """A change of every row of `model`, as a list import makes it: past every action."""
    return lambda _event: db.session.execute(update(model).values(**values))


CHANGES: dict[str, Callable[[Event], object]] = {
    "title": lambda event: change_event(event, by=BY, now=clock.now(), title="新名称"),
    "move": lambda event: move_event(
        event, by=BY, now=clock.now(), starts_at=event.starts_at + DAY, ends_at=event.ends_at + DAY
    ),
    "cancel": lambda event: cancel_event(event, reason="下雨", by=BY, now=clock.now()),
    "no staff": lambda event: change_event(event, by=BY, now=clock.now(), staff={}),
    "no material": lambda event: change_event(event, by=BY, now=clock.now(), planned_items={}),
    "no joining": lambda event: change_event(event, by=BY, now=clock.now(), joining_team_ids=()),
    "no campaign": lambda event: change_event(event, by=BY, now=clock.now(), edition_ids=()),
    "place": changed(Place, address="建设路12号"),
    "town": lambda event: db.session.execute(update(Place).where(Place.parent_id.is_(None)).values(name="新镇")),
    "map": changed(Place, latitude=28.8, longitude=113.0),
    "team": lambda event: db.session.execute(update(Team).where(Team.code == "pension").values(name="社保")),
    "person": changed(Person, name="李四"),
    "who left": lambda event: db.session.execute(
        update(Person).where(Person.name == "王芳").values(disabled_at=event.starts_at)
    ),
    "campaign": changed(Campaign, name="宪法宣传周"),
    "quantity": changed(PlannedItem, quantity=7),
    "a new event": lambda event: make_event(title="第三个"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_after_a_change_the_feed_is_as_if_written_anew(world: World, change: str) -> None:
    _status, tag, before = fetched(world)
    assert before == anew(world)
    assert fetched(world, tag=tag)[0] == 304
    with world.app.test_request_context(), transaction():
        CHANGES[change](whole_event(world.event_id))  # type: ignore[arg-type]
    status, new_tag, after = fetched(world, tag=tag)
    assert (status, new_tag != tag) == (200, True)
    assert after == anew(world) != before
    assert fetched(world, tag=new_tag)[0] == 304


def test_a_feed_writes_the_texts_of_its_own_events_only(world: World) -> None:
    mine = replace(world, path=world.path.replace("all.ics", "mine.ics"))
    assert (fetched(mine)[0], kept(world)) == (200, {world.event_id})
    assert fetched(world)[0] == 200
    assert len(kept(world)) == 2


def test_only_one_calendar_at_a_time_has_many_texts_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_MANY", 2)
    monkeypatch.setattr(keeping, "_PATIENCE_SECONDS", 0.0)
    mine = replace(world, path=world.path.replace("all.ics", "mine.ics"))
    with keeping._one_writes_many:  # for another calendar
        answer = world.app.test_client().get(world.path)
        assert (answer.status_code, answer.headers["Retry-After"], kept(world)) == (503, "60", set())
        assert fetched(mine)[0] == 200
    assert fetched(world)[2] == anew(world)
    assert len(kept(world)) == 2


def test_who_comes_while_many_are_written_has_them_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "_MANY", 2)
    with keeping._one_writes_many:
        answers: list[int] = []
        waiting = threading.Thread(target=lambda: answers.append(fetched(world)[0]))
        waiting.start()
    waiting.join()
    assert answers == [200]


def kept(world: World) -> set[uuid.UUID]:
    """The events whose texts are kept."""
    with world.app.app_context():
        return {*db.session.scalars(select(EventText.event_id))}


def test_a_first_tally_and_a_review_leave_the_feeds_alone(world: World) -> None:
    _status, tag, _text = fetched(world)
    with world.app.test_request_context(), transaction():
        happening = whole_event(world.event_id)
        mark_held(happening, by=BY, now=NOW)
        review_event(happening, by=BY, now=NOW)
    assert fetched(world, tag=tag)[0] == 304


def test_what_time_changes_is_changed_in_time(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with world.app.test_request_context(), transaction():
        happening = whole_event(world.event_id)
        move_event(happening, by=BY, now=NOW, starts_at=happening.starts_at + DAY, ends_at=happening.ends_at + DAY)
        cancel_event(whole_event(make_event(title="取消的").id), reason="下雨", by=BY, now=NOW)
    tags, titles = [], []
    for at in (NOW, NOW + 7 * DAY, NOW + 60 * DAY, NOW + 61 * DAY, NOW + 400 * DAY, NOW + 700 * DAY):
        monkeypatch.setattr(clock, "now", lambda at=at: at)
        status, tag, text = fetched(world, tag=tags[-1] if tags else None)
        tags.append(tag)
        titles.append(("【改期】" in text, "【已取消】" in text, "SUMMARY" in text) if status == 200 else None)
    still, moved_only, over = (False, True, True), (True, True, True), (False, False, True)
    assert titles == [moved_only, still, None, over, over, (False, False, False)]


def test_an_old_text_never_passes_for_a_new_one(world: World) -> None:
    """A text that was read before a change and is written after it says itself that it is old."""
    fetched(world)
    with world.app.app_context():
        old = db.session.get_one(EventText, world.event_id)
        old_mark, old_text = old.mark, old.text
    with world.app.test_request_context(), transaction():
        change_event(whole_event(world.event_id), by=BY, now=NOW + DAY, title="新名称")  # type: ignore[arg-type]
    fetched(world)
    with world.app.app_context(), transaction():
        late = db.session.get_one(EventText, world.event_id)
        late.mark, late.text = old_mark, old_text
    assert "新名称" in fetched(world)[2]


@pytest.mark.parametrize("app", ["postgresql"], indirect=True)  # SQLite has one writer at a time anyhow
def test_two_planners_do_not_wait_for_each_other(world: World) -> None:
    """The mark is taken at the end: what one of two open transactions has changed does not stop the other."""
    with world.app.app_context():
        before = state_of_feeds(NOW)
        engine: Engine = db.engine
        ids = list(db.session.scalars(db.select(Event.id).order_by(Event.id)))
        db.session.remove()
        table = Event.__table__
        with engine.connect() as one, engine.connect() as two:
            for connection in (one, two):
                connection.exec_driver_sql("SET lock_timeout = '3s'")
            one.execute(update(table).where(table.c.id == ids[0]).values(title="甲"))
            two.execute(update(table).where(table.c.id == ids[1]).values(title="乙"))
            two.commit()
            middle = state_of_feeds(NOW)
            db.session.remove()
            one.commit()
        assert len({before, middle, state_of_feeds(NOW)}) == 3


def test_a_deleted_event_takes_its_text_along(world: World) -> None:
    fetched(world)
    with world.app.app_context(), transaction():
        db.session.delete(db.session.get_one(Event, world.event_id))
    with world.app.app_context():
        assert db.session.get(EventText, world.event_id) is None
        assert db.session.get(EventMark, world.event_id) is None
    assert fetched(world)[2] == anew(world)


def test_what_is_watched_is_there() -> None:
    for watched in WATCHED:
        assert set(watched.columns) <= set(db.metadata.tables[watched.table].columns.keys())


@pytest.mark.parametrize("kind", [Edition, Deadline])
def test_themes_are_watched_too(world: World, kind: type) -> None:
    world.path = world.path.replace("all.ics", "themes.ics")
    _status, tag, _text = fetched(world)
    with world.app.app_context():
        if kind is Edition:
            make_edition(first_day=date(2025, 5, 1), last_day=date(2025, 5, 31))
        else:
            stored(Deadline(title="年度报告", day=date(2025, 3, 31), made_at=NOW))
    status, _tag, text = fetched(world, tag=tag)
    assert status == 200 and text.count("BEGIN:VEVENT") == 2
