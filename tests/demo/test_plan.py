"""The plan around the day of loading, on both databases."""

from datetime import date, timedelta
from itertools import pairwise

from flask import Flask
from sqlalchemy import func, select

from outreach import clock
from outreach.db import db
from outreach.logbook.models import Tally
from outreach.people.queries import person_by_username, team_by_code
from outreach.periods import Period
from outreach.places.models import Place
from outreach.places.queries import children_included
from outreach.schedule import queries, series_queries
from outreach.schedule.clash_queries import find_clashes
from outreach.schedule.clash_rules import ClashKind
from outreach.schedule.facts import facts_of
from outreach.schedule.models import Edition, Event
from outreach.schedule.queries import events_in, events_of
from outreach.schedule.rules import Status
from outreach.schedule.series_models import Series
from tests.demo.conftest import LOADED

TODAY = clock.local_day(LOADED)
BEFORE = Period(TODAY - timedelta(weeks=9), TODAY - timedelta(days=1))
AHEAD = Period(TODAY + timedelta(days=1), TODAY + timedelta(weeks=12))


def test_today_has_an_event_under_way_for_staff_1(example: Flask) -> None:
    person = person_by_username("staff.1")
    assert person is not None
    (event,) = events_of(person.id, Period(TODAY, TODAY))
    assert event.status is Status.PLANNED
    assert event.starts_at <= LOADED < event.ends_at


def test_the_past_weeks_are_held_but_for_two_that_nobody_logged(example: Flask) -> None:
    events = events_in(BEFORE)
    assert len([event for event in events if event.status is Status.HELD]) >= 12
    assert len([event for event in events if event.status is Status.PLANNED]) == 2
    unreviewed = [event for event in events if event.status is Status.HELD and event.reviewed_at is None]
    assert len(unreviewed) == 2


def kinds_of_clashes(event: Event) -> set[ClashKind]:
    return {each.kind for each in find_clashes(event.id, facts_of(event), LOADED).clashes}


def test_the_coming_weeks_are_planned_with_one_clash(example: Flask) -> None:
    ahead = events_in(AHEAD)
    assert {event.status for event in ahead} == {Status.PLANNED}
    assert len(ahead) >= 10
    clashing = {
        event.title
        for event in ahead
        if ClashKind.TEAM_BUSY
        in {each.kind for each in find_clashes(event.id, facts_of(queries.event(event.id)), LOADED).clashes}
    }
    assert clashing == {"就业政策进乡村：柳河镇", "送法入企：示例和顺物流"}


def test_one_event_goes_on_every_second_week_without_one_of_its_days(example: Flask) -> None:
    series = db.session.scalars(select(Series)).one()
    slots = series_queries.slots(series.id)
    assert [slot.event_id is None for slot in slots].count(True) >= 1
    assert {(later.day - each.day).days for each, later in pairwise(slots)} == {14}
    assert len(series_queries.events_of_series(series.id)) == 5


def test_one_township_has_not_seen_the_work_injury_team_for_fourteen_months(example: Flask) -> None:
    team, place = team_by_code("work_injury"), db.session.scalar(select(Place).where(Place.name == "三江镇"))
    assert team is not None
    assert place is not None
    inside = Event.place_id.in_(children_included(place.id))
    assert db.session.scalar(select(func.max(Event.day)).where(inside, Event.lead_team_id == team.id)) == date(
        2025, 9, 16
    )
    assert db.session.scalar(select(func.max(Event.day)).where(inside)) > TODAY


def test_nothing_was_done_after_the_instant_of_loading(example: Flask) -> None:
    for instant in (Tally.received_at, Event.held_at, Event.reviewed_at, Event.changed_at):
        latest = db.session.scalar(select(func.max(instant)))
        assert latest is not None
        assert latest <= LOADED


def test_one_line_came_after_its_review(example: Flask) -> None:
    late = db.session.scalars(select(Tally).join(Event).where(Tally.received_at > Event.reviewed_at)).all()
    assert [line.quantity for line in late] == [12]


def test_the_campaigns_have_editions_for_this_year_and_the_next(example: Flask) -> None:
    years = {(each.campaign.code, each.year) for each in db.session.scalars(select(Edition))}
    for code in ("constitution_week", "spring_breeze", "safety_month", "winter_wage_action"):
        assert {(code, 2025), (code, 2026), (code, 2027)} <= years
    assert ("warm_social_insurance", 2026) in years
    assert ("warm_social_insurance", 2027) not in years  # its notice has not come
