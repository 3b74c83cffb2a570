"""Clashes at saving, on both databases: asked all at once, planned anyway for a reason, never asked twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event as sql

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.errors import Question
from outreach.people.models import Team
from outreach.people.rules import Role
from outreach.places.rules import PlaceKind
from outreach.schedule import actions, queries
from outreach.schedule.clashes.asking import Anyway, standing_clashes
from outreach.schedule.clashes.queries import accepted_clashes, find_clashes
from outreach.schedule.facts import Facts, facts_of
from outreach.schedule.models import Assignment, Event, JoiningTeam, PlannedItem
from outreach.schedule.rules import Duty, Track
from tests.making import (
    NOW,
    make_event,
    make_holiday,
    make_leave,
    make_material,
    make_person,
    make_place,
    make_stock,
    make_team,
)

DAY = date(2025, 3, 10)
LATER = NOW + timedelta(hours=1)


def at(hour: float, day: date = DAY) -> datetime:
    """The instant of a wall-clock hour."""
    return clock.instant(datetime.combine(day, datetime.min.time()) + timedelta(hours=hour))


def planned(first: float = 9, last: float = 11, **changes: Any) -> Event:
    """An event of DAY planned by the clerk through the action."""
    facts: dict[str, Any] = {
        "by": make_person(Role.CLERK),
        "now": NOW,
        "title": "稳就业政策进园区",
        "track": Track.PUBLIC,
        "starts_at": at(first),
        "ends_at": at(last),
    }
    facts["lead_team_id"] = changes.pop("team", None) or make_team().id
    facts["place_id"] = changes.pop("place", None) or make_place().id
    with transaction():
        return actions.plan_event(**facts | changes)


def asked_by(act: Any, *args: Any, **kwargs: Any) -> Question:
    with pytest.raises(Question) as question:
        act(*args, **kwargs)
    return question.value


def kinds(question: Question) -> list[str]:
    return [kind for clash in question.facts["clashes"] for kind in clash["kinds"]]


def changed(event: Event, **changes: Any) -> Event:
    with transaction():
        return actions.change_event(queries.event(event.id), by=make_person(Role.CLERK), now=LATER, **changes)


@contextmanager
def statements() -> Iterator[list[str]]:
    said: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    sql.listen(db.engine, "before_cursor_execute", hear)
    yield said
    sql.remove(db.engine, "before_cursor_execute", hear)


def test_everything_that_stands_against_an_event_is_asked_about_at_once(app_context: Flask) -> None:
    hall, town = make_place(PlaceKind.HALL), make_place()
    anna = make_person(team=make_team(), name="王芳")
    ben = make_person(team=make_team("pension"), name="李明")
    leaflet = make_material(name="工伤保险手册")
    make_stock(leaflet, 500)
    make_holiday(DAY)
    make_leave(ben, DAY)
    first = planned(10, 12, place=hall.id, title="先定的", staff={anna.id: Duty.DESK}, anyway=Anyway("假日集中宣传"))
    after = planned(13, 14, place=town.id, title="下午的", staff={ben.id: Duty.DESK}, anyway=Anyway("已销假"))
    with transaction():
        db.session.add(PlannedItem(event_id=first.id, item_id=leaflet.id, quantity=300))
    question = asked_by(
        planned, 11, 12.9, place=hall.id, staff={anna.id: Duty.LEAD, ben.id: Duty.DESK}, planned_items={leaflet.id: 201}
    )
    assert kinds(question) == [
        "person_busy",
        "place_busy",
        "team_busy",
        "person_on_leave",
        "travel",
        "team_short",
        "holiday",
        "materials_short",
    ]
    assert question.facts["events"] == [str(first.id), str(after.id)]
    said = str(question.message)
    for words in ("王芳", "先定的", "李明", "下午的", hall.name, "国庆节", "工伤保险手册", "201", "200"):
        assert words in said
    assert db.session.scalar(db.select(db.func.count()).select_from(Event)) == 2, "nothing was stored"


def test_planned_anyway_the_reason_stays_on_the_event_and_in_its_history(app_context: Flask) -> None:
    first = planned(title="先定的")
    question = asked_by(planned, 10, 12)
    event = planned(10, 12, anyway=Anyway(" 两组人分头去 ", {question.code}))
    (row,) = accepted_clashes(event.id)
    assert (row.kind.value, row.other_id, row.reason) == ("team_busy", first.id, "两组人分头去")
    assert "先定的" in row.said
    (change,) = [change for change in changes_of(event) if change.field == "clash"]
    assert (change.new, change.reason) == (row.said, "两组人分头去")


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_yes_without_a_reason_is_asked_for_one(app_context: Flask, reason: str | None) -> None:
    planned()
    question = asked_by(planned, 10, 12)
    again = asked_by(planned, 10, 12, anyway=Anyway(reason, {question.code}))
    assert (again.code, bool(again.facts["missing"])) == (question.code, True)


def test_a_yes_holds_for_what_was_shown_only(app_context: Flask) -> None:
    planned(title="先定的")
    yes = Anyway("两组人分头去", {asked_by(planned, 10, 12).code})
    planned(11, 13, title="后插的", anyway=Anyway("临时任务"))
    assert "后插的" in str(asked_by(planned, 10, 12, anyway=yes).message)


@pytest.mark.parametrize(("first", "last"), [(7, 9), (11, 13)])
def test_an_event_may_begin_when_another_ends(app_context: Flask, first: float, last: float) -> None:
    planned(staff={make_person(team=make_team()).id: Duty.LEAD})
    assert planned(first, last).id


def test_a_team_that_joins_is_busy_too_and_a_cancelled_event_keeps_nobody(app_context: Flask) -> None:
    other = make_team("pension")
    first = planned(joining_team_ids=[other.id])
    assert kinds(asked_by(planned, team=other.id)) == ["team_busy"]
    with transaction():
        actions.cancel_event(queries.event(first.id), reason="下雨", by=make_person(Role.CLERK), now=LATER)
    planned(team=other.id)


def test_a_change_asks_only_about_what_it_brings_up(app_context: Flask) -> None:
    anna = make_person(name="王芳")
    planned(title="先定的", staff={anna.id: Duty.LEAD})
    event = planned(10, 12, anyway=Anyway("两组人分头去"))
    changed(event, title="换个题目")
    changed(event, starts_at=at(9.5), ends_at=at(12))
    question = asked_by(changed, event, staff={anna.id: Duty.DESK})
    assert kinds(question) == ["person_busy"]
    changed(event, staff={anna.id: Duty.DESK}, anyway=Anyway("她中途换场", {question.code}))
    assert {row.kind.value for row in accepted_clashes(event.id)} == {"team_busy", "person_busy"}


def test_what_was_accepted_and_is_gone_is_shown_as_gone(app_context: Flask) -> None:
    planned()
    event = planned(10, 12, anyway=Anyway("两组人分头去"))
    assert [each.is_there for each in standing_clashes(queries.event(event.id), LATER).kept] == [True]
    changed(event, starts_at=at(14), ends_at=at(16))
    assert [each.is_there for each in standing_clashes(queries.event(event.id), LATER).kept] == [False]


def test_what_came_up_later_stands_on_the_event_without_an_answer(app_context: Flask) -> None:
    anna = make_person(name="王芳")
    event = planned(staff={anna.id: Duty.LEAD})
    assert standing_clashes(queries.event(event.id), LATER).unanswered == []
    make_leave(anna, DAY)
    (clash,) = standing_clashes(queries.event(event.id), LATER).unanswered
    assert (clash["kinds"], "王芳" in clash["said"]) == (["person_on_leave"], True)


def test_a_reinstated_event_is_asked_about_what_came_meanwhile(app_context: Flask) -> None:
    event, clerk = planned(), make_person(Role.CLERK)
    with transaction():
        actions.cancel_event(queries.event(event.id), reason="下雨", by=clerk, now=LATER)
    planned(10, 12)
    with pytest.raises(Question), transaction():
        actions.reinstate_event(queries.event(event.id), by=clerk, now=LATER)
    with transaction():
        actions.reinstate_event(queries.event(event.id), by=clerk, now=LATER, anyway=Anyway("仍按原计划"))
    assert len(accepted_clashes(event.id)) == 1


def test_what_is_planned_after_the_day_keeps_no_material_of_it(app_context: Flask) -> None:
    leaflet = make_material()
    make_stock(leaflet, 300)
    planned(planned_items={leaflet.id: 200})
    later = {"starts_at": at(9, DAY + timedelta(days=1)), "ends_at": at(11, DAY + timedelta(days=1))}
    assert kinds(asked_by(planned, planned_items={leaflet.id: 101}, **later)) == ["materials_short"]
    earlier = {"starts_at": at(9, DAY - timedelta(days=1)), "ends_at": at(11, DAY - timedelta(days=1))}
    planned(planned_items={leaflet.id: 300}, **earlier)


def plan_on(day: date, team: Team, **changes: Any) -> actions.Plan:
    """An event from nine to eleven on that day, not planned yet."""
    facts: dict[str, Any] = {"title": "政策进乡村", "track": Track.PUBLIC, "lead_team_id": team.id}
    facts |= {"place_id": make_place().id, "starts_at": at(9, day), "ends_at": at(11, day)}
    return actions.Plan(Facts(**facts | changes), by=make_person(Role.CLERK), now=NOW)  # type: ignore[typeddict-item]


def test_events_that_are_planned_together_meet_each_other(app_context: Flask) -> None:
    team, leaflet = make_team(), make_material()
    make_stock(leaflet, 300)
    weeks = [DAY + timedelta(weeks=number) for number in range(3)]
    twice = [plan_on(day, team) for day in (weeks[0], weeks[1], weeks[0])]
    assert kinds(asked_by(actions.plan_events, twice)) == ["team_busy"]
    db.session.rollback()
    more_than_there_are = [plan_on(day, team, planned_items={leaflet.id: 151}) for day in weeks[:2]]
    assert kinds(asked_by(actions.plan_events, more_than_there_are)) == ["materials_short"]


def test_events_that_are_planned_together_are_written_together(app_context: Flask) -> None:
    team, helper = make_team(), make_person()
    plans = [plan_on(DAY + timedelta(weeks=number), team, staff={helper.id: Duty.HELP}) for number in range(4)]
    with statements() as said, transaction():
        made = actions.plan_events(plans)
    assert len([each for each in said if each.startswith("INSERT INTO events ")]) == 1
    assert [event.starts_at for event in made] == [plan.facts["starts_at"] for plan in plans]
    assert {each.person_id for event in made for each in queries.event(event.id).staff} == {helper.id}


def test_the_statements_do_not_grow_with_the_plan(app_context: Flask) -> None:
    team, people = make_team(), [make_person(team=make_team()) for _ in range(3)]

    def crowded(events: int) -> int:
        for _ in range(events):
            other = make_event(team=team, starts_at=at(9), place=make_place(parent=make_place()))
            with transaction():
                db.session.add(JoiningTeam(event_id=other.id, team_id=make_team("pension").id))
                db.session.add_all(Assignment(event_id=other.id, person_id=each.id) for each in people)
        facts = facts_of(queries.event(mine.id))
        with statements() as said:
            assert len(find_clashes(mine.id, facts, NOW).clashes) >= events
        return len(said)

    mine = planned(staff={each.id: Duty.HELP for each in people})
    few = crowded(1)
    assert crowded(8) == few <= 16


def test_of_two_planners_at_one_instant_one_is_asked(app: Flask) -> None:
    with app.app_context():
        facts = {
            "title": "同时定的",
            "track": Track.PUBLIC,
            "starts_at": at(9),
            "ends_at": at(11),
            "lead_team_id": make_team().id,
            "place_id": make_place().id,
        }
        by = make_person(Role.CLERK)
        db.session.expunge(by)

    def plan(_number: int) -> str:
        with app.app_context():
            try:
                with transaction():
                    actions.plan_event(by=by, now=NOW, **facts)
            except Question:
                return "asked"
            return "planned"

    with ThreadPoolExecutor(4) as planners:
        assert sorted(planners.map(plan, range(4))) == ["asked"] * 3 + ["planned"]
