"""Days suggested from what is stored, and the form that begins with them."""

from datetime import date, datetime, time, timedelta

from flask import Flask
from flask.testing import FlaskClient

from outreach import clock
from outreach.db import db
from outreach.people.models import Leave, Person
from outreach.people.rules import Role
from outreach.periods import Period
from outreach.places.rules import MarketCalendar, PlaceKind
from outreach.schedule.beginnings import last_like, said_of_visit
from outreach.schedule.models import Assignment, Event, JoiningTeam, PlannedItem
from outreach.schedule.rules import Duty, Status, Track
from outreach.schedule.suggestions.queries import diary_of, suggestions
from outreach.workdays.models import AnnouncedYear, SpecialDay
from outreach.workdays.rules import DayKind
from tests.making import (
    NOW,
    make_edition,
    make_event,
    make_material,
    make_person,
    make_place,
    make_team,
    stored,
)

TODAY = date(2025, 3, 4)


def on(day: date, hour: int = 9) -> datetime:
    return clock.instant(datetime.combine(day, time(hour)))


def holiday(day: date) -> None:
    stored(AnnouncedYear(year=2025, changed_at=NOW))
    stored(SpecialDay(day=day, year=2025, kind=DayKind.OFF, name="假"))


def test_a_suggestion_is_a_working_market_day_on_which_the_team_is_free(app_context: Flask) -> None:
    town = make_place(market_days="3,8", market_calendar=MarketCalendar.SOLAR)
    village, team = make_place(PlaceKind.COMMUNITY, parent=town), make_team()
    make_event(team=team, starts_at=on(date(2025, 3, 18)))
    joined = make_event(team=make_team("pension"), starts_at=on(date(2025, 3, 28)))
    stored(JoiningTeam(event_id=joined.id, team_id=team.id))
    make_event(team=team, starts_at=on(date(2025, 4, 3)), status=Status.CANCELLED)
    holiday(date(2025, 3, 13))
    found = suggestions(place=village, team_id=team.id, now=NOW)
    # the 8th and 23rd are weekends, the 13th is a holiday, on the 18th and 28th the team is elsewhere
    assert [each.day for each in found[:2]] == [date(2025, 4, 3), date(2025, 4, 8)]
    assert all(each.is_market and each.is_known for each in found)


def test_inside_a_campaign_only_its_days_are_suggested(app_context: Flask) -> None:
    place, team = make_place(), make_team()
    edition = make_edition(first_day=date(2025, 3, 20), last_day=date(2025, 3, 21))
    over = make_edition(first_day=date(2025, 2, 1), last_day=date(2025, 3, 4))
    found = suggestions(place=place, team_id=team.id, now=NOW, edition=edition)
    assert [each.day for each in found] == [date(2025, 3, 20), date(2025, 3, 21)]
    assert suggestions(place=place, team_id=team.id, now=NOW, edition=over) == []


def test_an_event_is_not_in_its_own_way(app_context: Flask) -> None:
    place, team = make_place(), make_team()
    event = make_event(team=team, place=place, starts_at=on(date(2025, 3, 5)))
    first, own = (suggestions(place=place, team_id=team.id, now=NOW, but=but)[0] for but in (None, event.id))
    assert (first.start, own.start) == (time(14, 30), time(9))


def test_leave_and_events_of_other_teams_stand_in_the_diary(app_context: Flask) -> None:
    team = make_team()
    away, busy, free = (make_person(team=team) for _ in range(3))
    make_person(Role.VIEWER, team=team)
    stored(Leave(person_id=away.id, first_day=date(2025, 3, 1), last_day=date(2025, 3, 5), made_at=NOW))
    event = make_event(team=make_team("pension"), starts_at=on(date(2025, 3, 5)))
    stored(Assignment(event_id=event.id, person_id=busy.id, duty=Duty.HELP))
    (first, *_rest) = suggestions(place=make_place(), team_id=team.id, now=NOW)
    assert (first.day, first.start, first.people_free) == (date(2025, 3, 5), time(14, 30), 2)
    assert diary_of(team.id, clock_days()).people.keys() == {away.id, busy.id, free.id}


def clock_days() -> Period:
    return Period(TODAY, TODAY + timedelta(days=3))


def usual(team_event: Event, *people: Person) -> None:
    for person in people:
        stored(Assignment(event_id=team_event.id, person_id=person.id, duty=Duty.DESK))


def test_a_visit_begins_as_the_team_did_it_last_at_such_a_place(app_context: Flask) -> None:
    team, material = make_team("work_injury"), make_material()
    lead, helper, away, left = (
        make_person(Role.LEAD, team=team),
        *(make_person(team=team) for _ in range(2)),
        make_person(),
    )
    stored(Leave(person_id=away.id, first_day=TODAY, last_day=date(2025, 4, 30), made_at=NOW))
    like = make_event(team=team, place=make_place(), starts_at=NOW - timedelta(days=60), status=Status.HELD)
    stored(PlannedItem(event_id=like.id, item_id=material.id, quantity=200))
    usual(like, lead, helper, away, left)
    make_event(team=team, place=make_place(PlaceKind.PARK), starts_at=NOW - timedelta(days=9), status=Status.HELD)
    town = make_place(name="三江镇")
    db.session.expire_all()
    said = said_of_visit(lead, NOW, place=town, team=team, edition=None)
    assert said["title"] == "三江镇工伤保险普法宣传"
    assert (said["starts_on"], said["lead_team_id"], said["place_id"]) == (date(2025, 3, 5), team.id, town.id)
    assert said["staff"] == {lead.id: Duty.DESK, helper.id: Duty.DESK}
    assert said["planned_items"] == {material.id: 200}


def test_without_any_event_before_the_planner_is_in_charge(app_context: Flask) -> None:
    team = make_team()
    lead = make_person(Role.LEAD, team=team)
    make_event(team=team, starts_at=NOW - timedelta(days=9), status=Status.HELD, track=Track.INTERNAL)
    assert last_like(team.id, PlaceKind.TOWNSHIP, TODAY) is None
    said = said_of_visit(lead, NOW, place=make_place(), team=team, edition=None, day=date(2025, 3, 20))
    assert said["staff"] == {lead.id: Duty.LEAD} and "starts_on" not in said


def test_a_gap_opens_the_form_filled_in(lead: FlaskClient) -> None:
    town, team = make_place(name="三江镇", market_days="3,8", market_calendar=MarketCalendar.SOLAR), make_team()
    page = lead.get(f"/events/new?place={town.id}&team={team.id}").text
    assert 'value="三江镇就业创业普法宣传"' in page and 'value="2025-03-13"' in page and "赶集日" in page
    day = lead.get(f"/events/new?place={town.id}&team={team.id}&day=2025-03-20").text
    assert 'value="2025-03-20"' in day and 'value="三江镇就业创业普法宣传"' in day
    other = make_team("pension")
    assert "养老保险普法宣传" not in lead.get(f"/events/new?place={town.id}&team={other.id}").text


def test_days_come_without_a_script_and_nothing_typed_is_lost(lead: FlaskClient) -> None:
    place, team = make_place(), make_team()
    typed = {"title": "我写的题目", "place_id": str(place.id), "lead_team_id": str(team.id)}
    asked = lead.post("/events/new", data=typed | {"suggest": "1"})
    assert asked.status_code == 200 and "2025-03-05 09:00 11:00" in asked.text and "我写的题目" in asked.text
    taken = lead.post("/events/new", data=typed | {"slot": "2025-03-07 14:30 16:30", "starts_on": "明天"})
    assert 'value="2025-03-07"' in taken.text and 'value="14:30"' in taken.text and "我写的题目" in taken.text
    assert lead.post("/events/new", data=typed | {"slot": "nonsense"}).status_code == 200
    assert db.session.scalar(db.select(Event.id)) is None


def test_the_part_with_the_days_is_an_address_of_its_own(lead: FlaskClient) -> None:
    place, team = make_place(), make_team()
    part = lead.get(f"/events/suggest?place={place.id}&team={team.id}").text
    assert "2025-03-05 09:00 11:00" in part and "<html" not in part
    assert lead.get("/events/suggest").text.strip() == ""
    edition = make_edition(first_day=date(2025, 1, 1), last_day=date(2025, 1, 2))
    assert "没有合适的工作日" in lead.get(f"/events/suggest?place={place.id}&team={team.id}&edition={edition.id}").text


def test_an_event_that_is_there_shows_days_when_it_is_asked(lead: FlaskClient) -> None:
    event = make_event(team=make_team(), starts_at=on(date(2025, 3, 5)))
    assert 'name="slot"' not in lead.get(f"/events/{event.id}/edit").text
    said = {"place_id": str(event.place_id), "lead_team_id": str(event.lead_team_id), "suggest": "1"}
    assert "2025-03-05 09:00 11:00" in lead.post(f"/events/{event.id}/edit", data=said).text
