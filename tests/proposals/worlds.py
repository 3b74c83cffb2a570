"""Questions asked at events of two years, as the tests of proposals need them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from outreach.materials.models import Topic
from outreach.materials.rules import CountKind
from outreach.people.models import Person, Team
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track
from tests.making import make_event, make_material, make_person, make_place, make_tally, make_team, make_topic

#: 2025-07-10, 09:00 in Shanghai: the latest full months are April to June.
NOW = datetime(2025, 7, 10, 1, tzinfo=UTC)


@dataclass
class Asked:
    """What was made: the pension team's topic was asked about at a fair of the employment team."""

    topic: Topic
    pension: Team
    employment: Team
    lead: Person
    square: Place
    quiet: Place
    fair: Event
    earlier: Event


def on(month: int, day: int, year: int = 2025) -> datetime:
    """09:00 in Shanghai."""
    return datetime(year, month, day, 1, tzinfo=UTC)


def ask(event: Event, topic: Topic | None, number: int) -> None:
    """So many ask about the topic at the event."""
    item = None if topic is None else topic.id
    make_tally(event, number, kind=CountKind.CONSULTATION, item_id=item, received_at=event.starts_at)


def held(team: Team, place: Place, at: datetime, track: Track = Track.PUBLIC) -> Event:
    """An event that took place."""
    return make_event(team=team, place=place, starts_at=at, status=Status.HELD, track=track)


def asked_more() -> Asked:
    """24 asked in May, 6 in the May before, on a square where the topic's own team was only in February."""
    employment, pension = make_team(), make_team("pension")
    topic = make_topic(name="退休年龄", team_id=pension.id)
    town = make_place(name="三江镇")
    square = make_place(PlaceKind.SQUARE, name="人民广场", parent=town)
    quiet = make_place(PlaceKind.SQUARE, name="滨江广场", parent=town)
    lead = make_person(Role.LEAD, team=pension)
    before = held(employment, square, on(5, 12, 2024))
    ask(before, topic, 6)
    earlier = held(pension, square, on(2, 11))
    ask(earlier, topic, 5)
    make_tally(earlier, 80, item_id=make_material(name="养老保险手册").id, received_at=earlier.starts_at)
    fair = held(employment, square, on(5, 13))
    ask(fair, topic, 24)
    return Asked(topic, pension, employment, lead, square, quiet, fair, earlier)
