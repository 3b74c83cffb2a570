"""Making a series, adding to it, and taking it back, on both databases."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import db, transaction
from outreach.errors import Conflict, Forbidden, Invalid, Question
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule import actions, queries
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event
from outreach.schedule.rules import Duty, Form, Status
from outreach.schedule.series import actions as series_actions
from outreach.schedule.series import preview as series_preview
from outreach.schedule.series import queries as series_queries
from outreach.schedule.series.actions import Made
from outreach.schedule.series.models import Slot
from outreach.schedule.series.rules import LeftOut, Occasion, Pattern, Repeat
from tests.making import NOW, make_edition, make_event, make_material, make_person, make_place, make_team

LATER = NOW + timedelta(hours=1)
FIRST = date(2025, 3, 11)  # a Tuesday
DAYS = [FIRST + timedelta(weeks=2 * turn) for turn in range(6)]


def at(day: date, hour: int = 9) -> datetime:
    """The instant of an hour of the day on the wall clock."""
    return clock.instant(datetime(day.year, day.month, day.day, hour))


def fortnightly(event: Event) -> Pattern:
    """Every second week, on the event's weekday."""
    return Pattern(Repeat.WEEKS, event.day, interval=2, weekdays=frozenset({event.day.isoweekday()}))


def repeated(event: Event, *, skipped: Collection[date] = (), count: int = 6, **changes: Any) -> Made:
    """The event, repeated every second week until there are `count`, the skipped days left out."""
    said: dict[str, Any] = {"by": make_person(Role.CLERK), "now": LATER, "pattern": fortnightly(event)} | changes
    shown = series_preview.days_for(event, said["pattern"], now=LATER, until=None, count=count)
    with transaction():
        return series_actions.make_series(
            queries.event(event.id),
            occasions=[each.occasion for each in shown],
            wanted=[each.occasion.slot for each in shown if each.occasion.slot not in skipped],
            **said,
        )


def days_of(made: Made) -> list[date]:
    """The days of the series' events, in order."""
    return [each.day for each in series_queries.events_of_series(made.series.id)]


def test_every_second_tuesday_becomes_events_of_their_own_without_the_skipped_day(app_context: Flask) -> None:
    person, item = make_person(), make_material()
    place = make_place(name="人力资源市场")
    event = make_event(title="周二招聘日", place=place, starts_at=at(FIRST))
    with transaction():
        actions.change_event(
            queries.event(event.id),
            by=make_person(Role.CLERK),
            now=NOW,
            staff={person.id: Duty.DESK},
            planned_items={item.id: 200},
            forms=[Form.DESK],
            note="带展板",
        )
    made = repeated(event, skipped=[DAYS[2]])
    assert days_of(made) == [day for day in DAYS if day != DAYS[2]]
    one = queries.event(made.events[-1].id)
    assert (one.title, one.note, one.starts_at) == ("周二招聘日", "带展板", at(DAYS[-1]))
    assert [(each.person_id, each.duty) for each in one.staff] == [(person.id, Duty.DESK)]
    assert {each.item_id: each.quantity for each in one.planned_items} == {item.id: 200}
    left_out = [slot.day for slot in series_queries.slots(made.series.id) if slot.event_id is None]
    assert left_out == [DAYS[2]]


def test_each_event_of_a_series_has_a_history_and_a_life_of_its_own(app_context: Flask) -> None:
    made = repeated(make_event(starts_at=at(FIRST)))
    clerk = make_person(Role.CLERK)
    with transaction():
        actions.cancel_event(queries.event(made.events[1].id), reason="下雨", by=clerk, now=LATER)
    states = [each.status for each in series_queries.events_of_series(made.series.id)]
    assert states == [Status.PLANNED, Status.PLANNED, Status.CANCELLED, Status.PLANNED, Status.PLANNED, Status.PLANNED]
    assert [change.new for change in changes_of(made.events[1]) if change.reason == "下雨"]
    assert not changes_of(made.events[2])


def test_an_event_knows_its_place_in_the_series_and_what_is_beside_it(app_context: Flask) -> None:
    made = repeated(make_event(starts_at=at(FIRST)))
    clerk = make_person(Role.CLERK)
    with transaction():
        actions.cancel_event(queries.event(made.events[1].id), reason="下雨", by=clerk, now=LATER)
    found = series_queries.neighbours(queries.event(made.events[2].id))
    assert found is not None
    assert (found.number, found.total) == (3, 5)
    assert found.previous is not None
    assert (found.previous.day, found.next and found.next.day) == (DAYS[1], DAYS[4])
    cancelled = series_queries.neighbours(queries.event(made.events[1].id))
    assert cancelled is not None
    assert (cancelled.number, cancelled.total) == (None, 5)
    assert series_queries.neighbours(make_event()) is None


def test_a_campaign_is_kept_only_on_the_days_on_which_it_runs(app_context: Flask) -> None:
    edition = make_edition(first_day=date(2025, 3, 1), last_day=date(2025, 3, 31))
    event = make_event(starts_at=at(FIRST), editions=(edition,))
    shown = series_preview.days_for(event, fortnightly(event), now=LATER, until=None, count=4)
    assert [bool(each.outside) for each in shown] == [False, True, True]
    made = repeated(event, count=4)
    assert [len(queries.event(each.id).tags) for each in made.events] == [1, 0, 0]


def test_who_has_left_by_then_is_not_on_later_events(app_context: Flask) -> None:
    left, stays, clerk = make_person(), make_person(), make_person(Role.CLERK)
    event = make_event(starts_at=at(FIRST))
    with transaction():
        staff = {left.id: Duty.SPEAKER, stays.id: Duty.DESK}
        actions.change_event(queries.event(event.id), by=clerk, now=NOW, staff=staff)
    made = repeated(event, count=2)
    with transaction():
        db.session.get_one(Person, left.id).disabled_at = at(DAYS[2], 8)
    with transaction():
        more = series_actions.extend_series(
            series_queries.series(made.series.id, lock=True),
            occasions=[Occasion(day, day) for day in DAYS[2:4]],
            wanted=DAYS[2:4],
            by=clerk,
            now=LATER,
        )
    assert [[each.person_id for each in event.staff] for event in more.events] == [[stays.id], [stays.id]]
    earlier = queries.event(made.events[0].id).staff
    assert {each.person_id for each in earlier} == {left.id, stays.id}, "who was there stays there"


def test_what_the_days_meet_is_shown_and_asked_about_once(app_context: Flask) -> None:
    event = make_event(starts_at=at(FIRST))
    met = [make_event(title="先定的", starts_at=at(day, 10)) for day in DAYS[1:3]]
    shown = series_preview.days_for(event, fortnightly(event), now=LATER, until=None, count=4)
    assert [{clash["event"] for clash in each.clashes} for each in shown] == [{str(met[0].id)}, {str(met[1].id)}, set()]
    with pytest.raises(Question) as asked:
        repeated(event)
    assert set(asked.value.facts["events"]) == {str(each.id) for each in met}
    assert series_queries.series_of(event) is None, "nothing is stored while it is asked"
    with pytest.raises(Question):
        repeated(event, anyway=Anyway("两场都要", frozenset({"clashes other"})))
    with pytest.raises(Question) as silent:
        repeated(event, anyway=Anyway("", frozenset({asked.value.code})))
    assert silent.value.facts["missing"]
    made = repeated(event, anyway=Anyway("两场都要", frozenset({asked.value.code})))
    assert len(made.events) == 5
    assert {change.reason for change in changes_of(made.events[0])} == {"两场都要"}


def test_a_series_is_refused_where_it_makes_no_sense(app_context: Flask) -> None:
    event = make_event(starts_at=at(FIRST))
    with pytest.raises(Invalid) as nothing:
        repeated(event, skipped=DAYS)
    assert nothing.value.code == "no_days"
    with pytest.raises(Forbidden):
        repeated(event, by=make_person(Role.LEAD, team=make_team("pension")))
    repeated(event)
    with pytest.raises(Conflict) as again:
        repeated(event)
    assert again.value.code == "in_series"
    with pytest.raises(Conflict) as cancelled:
        repeated(make_event(starts_at=at(FIRST), status=Status.CANCELLED))
    assert cancelled.value.code == "cancelled"


def test_no_day_before_today_is_offered(app_context: Flask) -> None:
    event = make_event(starts_at=at(FIRST))
    shown = series_preview.days_for(event, fortnightly(event), now=at(DAYS[3], 1), until=DAYS[5], count=None)
    assert [each.occasion.slot for each in shown] == DAYS[3:]


def test_further_days_go_on_where_the_series_ends_and_offer_what_was_left_out(app_context: Flask) -> None:
    made = repeated(make_event(title="周二招聘日", starts_at=at(FIRST)), skipped=[DAYS[2]], count=4)
    clerk = make_person(Role.CLERK)
    with transaction():
        last = queries.event(made.events[-1].id)
        actions.change_event(last, by=clerk, now=LATER, note="改在二楼")
    event = series_queries.pattern_event(made.series.id)
    shown = series_preview.further_days(made.series, event, now=LATER, until=DAYS[5])
    assert [(each.occasion.slot, each.occasion.left_out) for each in shown] == [
        (DAYS[2], LeftOut.BEFORE),
        (DAYS[4], None),
        (DAYS[5], None),
    ]
    with transaction():
        added = series_actions.extend_series(
            series_queries.series(made.series.id, lock=True),
            occasions=[each.occasion for each in shown],
            wanted=[DAYS[2], DAYS[5]],
            by=clerk,
            now=LATER + timedelta(days=1),
        )
    assert [each.note for each in added.events] == ["改在二楼"] * 2
    assert days_of(made) == [*DAYS[:4], DAYS[5]]
    assert [slot.day for slot in series_queries.slots(made.series.id)] == DAYS


def test_what_was_just_made_is_taken_back_whole_and_the_first_event_stands_alone_again(app_context: Flask) -> None:
    event = make_event(starts_at=at(FIRST))
    made = repeated(event)
    clerk, soon = make_person(Role.CLERK), LATER + timedelta(minutes=5)
    with transaction():
        assert series_actions.take_back(series_queries.series(made.series.id), by=clerk, now=soon) == 5
    assert {queries.event(each.id).status for each in made.events} == {Status.CANCELLED}
    assert queries.event(event.id).status is Status.PLANNED
    assert series_queries.series_of(event) is None
    assert len(repeated(event, now=soon).events) == 5, "it can be repeated otherwise"


def test_an_hour_later_or_where_it_was_held_nothing_is_taken_back(app_context: Flask) -> None:
    made = repeated(make_event(starts_at=at(FIRST)), count=3)
    clerk = make_person(Role.CLERK)
    with transaction():
        actions.mark_held(queries.event(made.events[0].id), by=clerk, now=LATER)
    with pytest.raises(Conflict), transaction():
        series_actions.take_back(
            series_queries.series(made.series.id), by=clerk, now=LATER + series_actions.TAKE_BACK_WITHIN * 2
        )
    with transaction():
        assert series_actions.take_back(series_queries.series(made.series.id), by=clerk, now=LATER) == 1
    assert queries.event(made.events[0].id).status is Status.HELD
    assert db.session.scalar(db.select(db.func.count()).select_from(Slot)) == 3
