"""An event at which a company was checked is logged, and a line before its day is told to its lead."""

from datetime import timedelta

import pytest
from flask import Flask

from outreach import clock
from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.models import CheckUp
from outreach.check_ups.rules import Found
from outreach.db import db
from outreach.logbook.queries import logged_among, unlogged_events
from outreach.logbook.reviews import queries as reviews
from outreach.logbook.reviews.rules import Debt
from outreach.people.rules import Role
from outreach.periods import Period
from outreach.reports.boards.early import logged_before_their_day
from outreach.reports.figures import BESIDE
from outreach.reports.filters import Filters
from outreach.reports.values import draw
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track
from tests.making import NOW, make_check_list, make_check_up, make_event, make_person, make_team
from tests.signing_in import sign_in

DAY = clock.local_day(NOW)


@pytest.fixture
def point(app_context: Flask) -> CheckPoint:
    return make_check_list("合同").points[0]


def checked(found: Found, point: CheckPoint, event: Event | None = None) -> CheckUp:
    """A check-up at an event of the enterprise track at which nobody counted anything."""
    return make_check_up(event or make_event(track=Track.ENTERPRISE), found={point: found})


@pytest.mark.parametrize(
    ("found", "is_logged"), [(Found.RISK, True), (Found.NOT_APPLICABLE, True), (Found.NOT_SEEN, False)]
)
def test_a_check_up_is_logging_without_a_tally(point: CheckPoint, found: Found, is_logged: bool) -> None:
    event_id = checked(found, point).event_id
    after = NOW + timedelta(days=3)
    assert db.session.get_one(Event, event_id).status is Status.HELD
    assert (logged_among({event_id}) == {event_id}) is is_logged
    scope = reviews.Scope(Period(DAY, DAY), after, None)
    owed = {debt: list(reviews.owed(scope, debt, number=1, size=5).rows) for debt in (Debt.LOG, Debt.REVIEW)}
    assert owed == {Debt.LOG: [] if is_logged else [event_id], Debt.REVIEW: [event_id] if is_logged else []}
    assert draw(BESIDE["events_unlogged"], Filters.of_year(DAY.year)).value == (0 if is_logged else 1)
    teams = {db.session.get_one(Event, event_id).lead_team_id}
    waiting = unlogged_events(after, person_id=None, team_ids=teams, since=DAY, most=5)
    assert [each.id for each in waiting] == ([] if is_logged else [event_id])


def test_two_that_found_different_things_have_logged(point: CheckPoint) -> None:
    check_up = checked(Found.RISK, point)
    make_check_up(check_up.event, check_up.place, {point: Found.IN_ORDER}, now=NOW + timedelta(minutes=1))
    assert logged_among({check_up.event_id}) == {check_up.event_id}


def test_an_answer_before_the_day_makes_it_held_and_its_lead_is_told(point: CheckPoint) -> None:
    team = make_team()
    ahead = make_event(team=team, track=Track.ENTERPRISE, starts_at=NOW + timedelta(days=5))
    checked(Found.RISK, point, ahead)
    lead, stranger = make_person(Role.LEAD, team=team), make_person(Role.LEAD, team=make_team("pension"))
    assert [each.id for each in logged_before_their_day(lead, DAY)] == [ahead.id]
    assert list(logged_before_their_day(stranger, DAY)) == []


def test_who_begins_a_check_up_before_the_day_is_told_what_the_first_answer_says(app_context: Flask) -> None:
    client = app_context.test_client()
    sign_in(client, make_person(team=make_team()))
    for days, is_told in ((3, True), (0, False)):
        event = make_event(track=Track.ENTERPRISE, starts_at=clock.now() + timedelta(days=days))
        assert ("还没到" in client.get(f"/check-ups/new?event={event.id}").text) is is_told
