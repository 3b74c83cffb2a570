"""Ten years of a province: held events with their campaigns, and ten lines of the ledger for each of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from bench.worlds import World
from outreach import clock
from outreach.db import db, new_id, transaction
from outreach.logbook.models import Tally
from outreach.logbook.rules import Basis
from outreach.materials.models import Display, Group, Material, Topic
from outreach.materials.rules import CountKind
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.models import Campaign, CampaignTag, Edition, Event
from outreach.schedule.rules import Status, Track

YEARS = tuple(range(2016, 2026))
LINES = 10
_BATCH = 2_000
#: Rows with and without a value go into the same statement: each change from one to the other began a new one.
_ALIKE = {"render_nulls": True}
_CAMPAIGNS = ("春风行动", "温暖社保", "安全生产月", "宪法宣传周", "根治欠薪冬季行动")
_TRACKS = (Track.PUBLIC, Track.PUBLIC, Track.PUBLIC, Track.ENTERPRISE, Track.ENTERPRISE, Track.TRAINING, Track.INTERNAL)
_UNITS = (("份", None), ("份", None), ("册", "份"), ("张", None))


@dataclass(frozen=True)
class _Lists:
    items: dict[CountKind, list[UUID]]
    editions: dict[int, list[UUID]]
    enterprises: list[UUID]


def fill(on: World, events: int) -> None:
    """Store so many events in the ten years, each with its campaign and `LINES` lines, and what the lines are of."""
    with on.app.app_context():
        with transaction() as session:
            lists = _lists(session)
        for first in range(0, events, _BATCH):
            with transaction() as session:
                numbers = range(first, min(events, first + _BATCH))
                rows = [_event(on, lists, number, events) for number in numbers]
                session.execute(insert(Event), rows, execution_options=_ALIKE)
                session.execute(insert(CampaignTag), list(_tags(lists, numbers, rows)))
                session.execute(insert(Tally), list(_lines(on, lists, numbers, rows)), execution_options=_ALIKE)
        with db.engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()


def _lists(session: Any) -> _Lists:
    now = clock.now()
    materials = [Material(code=f"b{n}", name=f"手册{n}", unit=_UNITS[n % 4][0]) for n in range(20)]
    for number, each in enumerate(materials):
        each.counted_as = _UNITS[number % 4][1]
    topics = [Topic(code=f"b{n}", name=f"事项{n}", unit="人次") for n in range(12)]
    groups = [Group(code=f"b{n}", name=f"人群{n}", unit="人次") for n in range(4)]
    displays = [Display(code=f"b{n}", name=f"横幅{n}", unit="条") for n in range(3)]
    enterprises = [Place(name=f"第{n}公司", kind=PlaceKind.ENTERPRISE, made_at=now) for n in range(400)]
    campaigns = [Campaign(code=f"c{n}", name=f"{name}（例）", aliases=[]) for n, name in enumerate(_CAMPAIGNS)]
    session.add_all([*materials, *topics, *groups, *displays, *enterprises, *campaigns])
    session.flush()
    editions = {year: [_edition(each, year, n) for n, each in enumerate(campaigns)] for year in YEARS}
    session.add_all([each for of_year in editions.values() for each in of_year])
    session.flush()
    return _Lists(
        {
            CountKind.HANDOUT: [each.id for each in materials],
            CountKind.CONSULTATION: [each.id for each in topics],
            CountKind.ATTENDANCE: [each.id for each in groups],
            CountKind.DISPLAY: [each.id for each in displays],
        },
        {year: [each.id for each in of_year] for year, of_year in editions.items()},
        [each.id for each in enterprises],
    )


def _edition(campaign: Campaign, year: int, number: int) -> Edition:
    first = date(year, 2 * number + 1, 1)
    return Edition(campaign_id=campaign.id, year=year, first_day=first, last_day=first + timedelta(days=60))


def _event(on: World, lists: _Lists, number: int, events: int) -> dict[str, Any]:
    day = date(YEARS[0], 1, 1) + timedelta(days=number * 3652 // events)
    starts_at = clock.instant(datetime.combine(day, time(8 + number % 9)))
    track = _TRACKS[number % len(_TRACKS)]
    places = lists.enterprises if track is Track.ENTERPRISE else on.places
    reviewed = starts_at + timedelta(days=4) if number % 10 < 7 else None
    return {
        "id": new_id(),
        "title": f"社会保障政策进社区宣传咨询活动（第{number}场）",
        "track": track,
        "status": Status.CANCELLED if number % 50 == 7 else Status.HELD,
        "cancelled_at": starts_at if number % 50 == 7 else None,
        "cancel_reason": "下雨" if number % 50 == 7 else None,
        "reviewed_at": None if number % 50 == 7 else reviewed,
        "reviewed_by_id": None,
        "lead_team_id": on.teams[number % 3],
        "place_id": places[number * 7 % len(places)],
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "day": day,
        "held_at": starts_at,
        "made_at": starts_at,
        "changed_at": starts_at,
    }


def _tags(lists: _Lists, numbers: Sequence[int], rows: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for number, row in zip(numbers, rows, strict=True):
        if number % 2:
            yield {"event_id": row["id"], "edition_id": lists.editions[row["day"].year][number % len(_CAMPAIGNS)]}


def _lines(on: World, lists: _Lists, numbers: Sequence[int], rows: Sequence[dict[str, Any]]) -> Iterator[Any]:
    for number, row in zip(numbers, rows, strict=True):
        for turn in range(LINES):
            kind = _KINDS[turn]
            items = lists.items[kind]
            came = row["starts_at"] + timedelta(minutes=10 * turn + 1)
            is_late = row["reviewed_at"] and number % 100 == 3 and turn == 9
            person = on.people[(number + turn) % 40]
            yield {
                "id": new_id(),
                "event_id": row["id"],
                "kind": kind,
                "item_id": None
                if kind is CountKind.CONSULTATION and turn == _WITHOUT_ITEM
                else items[(number + turn) % len(items)],
                "quantity": 1 + (number * 31 + turn * 17) % 60,
                "basis": Basis.ESTIMATED if (number + turn) % 40 == 0 else Basis.COUNTED,
                "at": came,
                "received_at": row["reviewed_at"] + timedelta(days=1) if is_late else came,
                "by_id": person,
                "sent_by_id": person,
            }


_WITHOUT_ITEM = 5  # a consultation that nobody has sorted yet
_KINDS = (CountKind.HANDOUT,) * 5 + (CountKind.CONSULTATION,) * 3 + (CountKind.ATTENDANCE, CountKind.DISPLAY)
