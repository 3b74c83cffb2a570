"""One small year by hand, of which every number is known."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind
from outreach.media.rules import ArticleKind, Metric
from outreach.people.models import Person, Team
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Edition, Event, EventForm, JoiningTeam
from outreach.schedule.rules import Form, Status, Track
from tests.making import (
    make_article,
    make_bureau,
    make_channel,
    make_edition,
    make_event,
    make_material,
    make_person,
    make_place,
    make_placement,
    make_reading,
    make_tally,
    make_team,
    make_topic,
    stored,
    together,
)

MARCH = datetime(2025, 3, 4, 1, tzinfo=UTC)
JUNE = datetime(2025, 6, 16, 1, tzinfo=UTC)


@dataclass
class SmallYear:
    """What tests ask about."""

    employment: Team
    pension: Team
    edition: Edition
    town: Place
    village: Place
    enterprise: Place
    desk: Event
    session: Event
    fair: Event
    line: Tally
    viewer: Person
    clerk: Person


def small_year() -> SmallYear:
    """2025: three held public events, two sessions in one enterprise, one training, plan and cancellations beside them.

    12,734 份 handed out (300 of them estimated), 40 副, 125 consultations; two articles, a post, a video;
    100,500 reads and plays.
    """
    with together():
        return _small_year()


def _small_year() -> SmallYear:
    make_bureau(views_label="人次")
    employment, pension = make_team(), make_team("pension")
    town = make_place()
    village = make_place(PlaceKind.COMMUNITY, parent=town)
    enterprise = make_place(PlaceKind.ENTERPRISE)
    edition = make_edition()
    counter = make_person(team=employment)

    def held(team: Team, place: Place, starts_at: datetime, **changes: object) -> Event:
        return make_event(team=team, place=place, starts_at=starts_at, status=Status.HELD, **changes)

    desk = held(employment, village, MARCH, editions=(edition,), title="赶集日政策咨询")
    fair = held(employment, town, JUNE, title="安全生产咨询日")
    held(pension, town, JUNE + timedelta(days=1))
    session = held(pension, enterprise, JUNE, track=Track.ENTERPRISE)
    held(pension, enterprise, JUNE + timedelta(days=30), track=Track.ENTERPRISE)
    held(employment, town, JUNE, track=Track.TRAINING)
    internal = held(employment, town, JUNE, track=Track.INTERNAL)
    make_event(team=pension, place=town, starts_at=JUNE)
    make_event(team=pension, place=town, starts_at=JUNE, status=Status.CANCELLED)
    held(employment, town, datetime(2024, 12, 31, 1, tzinfo=UTC))
    stored(JoiningTeam(event_id=desk.id, team_id=pension.id))
    stored(EventForm(event_id=desk.id, form=Form.DESK))

    leaflet, cards = make_material(), make_material(unit="副", name="扑克")
    line = make_tally(desk, 12_000, item_id=leaflet.id, by=counter)
    make_tally(fair, 434, by=counter)
    make_tally(fair, 300, item_id=leaflet.id, by=counter, basis=Basis.ESTIMATED)
    wrong = make_tally(session, 77, item_id=leaflet.id, by=counter)
    make_tally(session, -77, item_id=leaflet.id, by=counter, reverses_id=wrong.id, reason="记错活动")
    make_tally(fair, 40, item_id=cards.id, by=counter)
    make_tally(desk, 125, kind=CountKind.CONSULTATION, item_id=make_topic().id, by=counter)
    make_tally(internal, 900, item_id=leaflet.id, by=counter)
    make_tally(desk, 31, kind=CountKind.ATTENDANCE, by=counter)
    _online(employment, pension)
    return SmallYear(
        employment,
        pension,
        edition,
        town,
        village,
        enterprise,
        desk,
        session,
        fair,
        line,
        viewer=make_person(Role.VIEWER),
        clerk=make_person(Role.CLERK),
    )


def _online(employment: Team, pension: Team) -> None:
    own = make_channel()
    other = make_channel(is_own=False, name="日报")
    piece = make_placement(make_article(team=employment), own)
    make_reading(piece, 400, date(2025, 3, 31))
    make_reading(piece, 90_500, date(2025, 12, 31))
    old = make_placement(make_article(team=pension, day=date(2024, 5, 1)), own)
    make_reading(old, 1_000, date(2024, 12, 31))
    make_reading(old, 9_000, date(2025, 11, 1))
    lost = make_placement(make_article(team=pension, day=date(2024, 5, 1)), own)
    make_reading(lost, 5_000, date(2025, 11, 1))
    video = make_placement(make_article(ArticleKind.VIDEO, team=pension, day=date(2025, 7, 1)), own)
    make_reading(video, 2_000, date(2025, 8, 1), metric=Metric.PLAYS)
    abroad = make_placement(make_article(team=pension, day=date(2025, 7, 2)), other)
    make_reading(abroad, 8_888, date(2025, 8, 1))
    make_article(ArticleKind.POST, team=employment)
    make_article(team=employment, withdrawn_at=MARCH, withdraw_reason="有误")
