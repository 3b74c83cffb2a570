"""Coverage counted from the rows, held against counting by hand, on both databases."""

import random
from datetime import date, datetime, time, timedelta

from flask import Flask

from outreach import clock
from outreach.coverage import queries
from outreach.coverage.queries import Asked
from outreach.coverage.rules import Visits
from outreach.coverage.tables import lines_of
from outreach.db import db
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event, JoiningTeam
from outreach.schedule.rules import Status, Track
from tests.making import NOW, make_event, make_place, make_team

TODAY = date(2025, 3, 4)
TOWNS = Asked(2025, TODAY, (PlaceKind.TOWNSHIP,))


def on(day: date) -> datetime:
    return clock.instant(datetime.combine(day, time(9)))


def ordered(asked: Asked) -> list[str]:
    return [place.name for place in queries.page_of_places(asked, 1)]


def test_never_visited_comes_first_then_the_longest_ago(app_context: Flask) -> None:
    towns = {name: make_place(name=name) for name in ("甲镇", "乙镇", "丙镇", "丁镇")}
    village = make_place(PlaceKind.COMMUNITY, parent=towns["乙镇"])
    make_event(place=towns["甲镇"], starts_at=on(date(2024, 5, 1)), status=Status.HELD)
    make_event(place=village, starts_at=on(date(2023, 5, 1)), status=Status.HELD)
    make_event(place=towns["丙镇"], starts_at=on(date(2024, 1, 1)), status=Status.HELD, track=Track.INTERNAL)
    make_event(place=towns["丁镇"], starts_at=on(date(2025, 1, 1)), status=Status.CANCELLED)
    make_event(place=towns["丁镇"], starts_at=on(date(2025, 1, 2)))  # planned, and never said to be held
    make_place(name="旧镇", retired_at=NOW)
    assert ordered(TOWNS) == ["丁镇", "丙镇", "乙镇", "甲镇"]


def test_a_team_has_an_order_of_its_own(app_context: Flask) -> None:
    near, far = make_place(name="近镇"), make_place(name="远镇")
    own, other = make_team(), make_team("pension")
    make_event(team=own, place=near, starts_at=on(date(2025, 1, 1)), status=Status.HELD)
    make_event(team=other, place=far, starts_at=on(date(2025, 2, 1)), status=Status.HELD)
    assert ordered(TOWNS) == ["近镇", "远镇"]
    assert ordered(Asked(2025, TODAY, TOWNS.kinds, team_id=own.id)) == ["远镇", "近镇"]
    assert ordered(Asked(2025, TODAY, TOWNS.kinds, words="近")) == ["近镇"]


def test_a_year_that_has_passed_is_seen_from_its_end(app_context: Flask) -> None:
    town, team = make_place(), make_team()
    make_event(team=team, place=town, starts_at=on(date(2024, 6, 1)), status=Status.HELD)
    make_event(team=team, place=town, starts_at=on(date(2025, 2, 1)), status=Status.HELD)
    (line,) = lines_of([town], [team], Asked(2024, TODAY, TOWNS.kinds))
    assert (line.whole.visits.held, line.whole.visits.last, line.whole.days) == (1, date(2024, 6, 1), 213)


def test_what_is_forgotten_has_no_recent_visit_and_none_planned(app_context: Flask) -> None:
    team = make_team()
    never, long, recent, planned = (make_place(name=name) for name in "甲乙丙丁")
    make_event(team=team, place=long, starts_at=on(date(2024, 3, 1)), status=Status.HELD)
    make_event(team=team, place=recent, starts_at=on(date(2025, 3, 1)), status=Status.HELD)
    make_event(team=team, place=make_place(PlaceKind.SQUARE, parent=planned), starts_at=on(date(2025, 3, 20)))
    asked = Asked(2025, TODAY, TOWNS.kinds, team_id=team.id)
    found = queries.forgotten(asked, TODAY - timedelta(days=180), 5)
    assert [place.id for place in found] == [never.id, long.id]


def test_every_cell_equals_a_count_by_hand(app_context: Flask) -> None:
    chance = random.Random(7)
    towns = [make_place() for _ in range(3)]
    places = [*towns]
    for _ in range(6):
        places.append(make_place(PlaceKind.COMMUNITY, parent=chance.choice(places)))
    teams = [make_team(), make_team("pension"), make_team("work_injury")]
    for _ in range(60):
        lead, joins = chance.sample(teams, 2)
        event = make_event(
            team=lead,
            place=chance.choice(places),
            starts_at=on(TODAY + timedelta(days=chance.randint(-500, 60))),
            status=chance.choice([Status.HELD, Status.HELD, Status.PLANNED, Status.CANCELLED]),
            track=chance.choice([Track.PUBLIC, Track.ENTERPRISE, Track.INTERNAL]),
        )
        if chance.random() < 0.4:
            db.session.add(JoiningTeam(event_id=event.id, team_id=joins.id))
            db.session.commit()
    cells = queries.visits_to([town.id for town in towns], TOWNS)
    for town in towns:
        for team in teams:
            assert cells.get((town.id, team.id), Visits()) == by_hand(town, team.id)


def by_hand(town: Place, team_id: object) -> Visits:
    """The cell as somebody would count it who reads every event."""
    total = Visits()
    for event in db.session.scalars(db.select(Event)):
        around, place = [], event.place
        while place is not None:
            around.append(place.id)
            place = place.parent
        if town.id not in around or event.track is Track.INTERNAL:
            continue
        in_year = event.status is Status.HELD and event.day.year == 2025 and event.day <= TODAY
        if event.lead_team_id == team_id:
            last = event.day if event.status is Status.HELD and event.day <= TODAY else None
            ahead = event.day if event.status is Status.PLANNED and event.day >= TODAY else None
            total += Visits(held=int(in_year), last=last, next=ahead)
        if in_year and team_id in {each.team_id for each in event.joining}:
            total += Visits(joined=1)
    return total
