"""Consultations of the ledger, as the figure counts them, by topic, kind of place and month."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, extract, false, func, or_, select

from outreach.db import db
from outreach.logbook.counting import counted_unit, lines_that_count
from outreach.logbook.models import Tally
from outreach.materials.models import Item, Topic
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.periods import Period
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.proposals.questions.rules import is_rise, year_before
from outreach.schedule.models import Event

KIND = CountKind.CONSULTATION


@dataclass(frozen=True)
class Asked:
    """Which consultations are meant; `is_unsorted` those that nobody gave a topic."""

    period: Period
    topic_id: uuid.UUID | None = None
    is_unsorted: bool = False
    kind: PlaceKind | None = None
    place_id: uuid.UUID | None = None
    team_id: uuid.UUID | None = None
    """The team whose subject the topic is."""


@dataclass(frozen=True)
class Rise:
    """A topic of which more is asked at places of a kind than in these days of the year before."""

    topic: Topic
    kind: PlaceKind
    asked: int
    before: int


@dataclass(frozen=True)
class At:
    """So many asked at a place, the last of them on that day."""

    place_id: uuid.UUID
    asked: int
    last: date


Cell = tuple[uuid.UUID | None, PlaceKind, int]
_OfKind = tuple[uuid.UUID, PlaceKind]


def cells(asked: Asked) -> Counter[Cell]:
    """How many consultations of each topic (None: unsorted), kind of place and month (1 to 12)."""
    number = extract("month", Event.day)
    statement = _lines(asked, Tally.item_id, Place.kind, number, func.sum(Tally.quantity))
    rows = db.session.execute(statement.group_by(Tally.item_id, Place.kind, number))
    return Counter({(item_id, kind, int(month)): int(total) for item_id, kind, month, total in rows})


def total(asked: Asked) -> int:
    """How many they are."""
    return int(db.session.scalar(_lines(asked, func.coalesce(func.sum(Tally.quantity), 0))) or 0)


def lines(asked: Asked) -> Select[Any]:
    """The lines behind a number: line, event, and the names of topic and place, the latest day first."""
    statement = _lines(asked, Tally.id, Tally.quantity, Item.name, Event.id, Event.title, Event.day, Place.name)
    statement = statement.outerjoin(Item, Item.id == Tally.item_id)
    return statement.order_by(Event.day.desc(), Event.id, Tally.received_at, Tally.id)


def rises(period: Period) -> list[Rise]:
    """What rises in the period, by how many more ask."""
    is_now, spans = Event.day >= period.first, (period, year_before(period))
    statement = _of_days(spans, Tally.item_id, Place.kind, is_now, func.sum(Tally.quantity))
    statement = statement.where(Tally.item_id.is_not(None)).group_by(Tally.item_id, Place.kind, is_now)
    now, before = Counter[_OfKind](), Counter[_OfKind]()
    for topic_id, kind, is_of_now, number in db.session.execute(statement):
        (now if is_of_now else before)[topic_id, kind] = int(number)
    found = [(key, number, before[key]) for key, number in now.items() if is_rise(number, before[key])]
    known = {each.id: each for each in topics()} if found else {}
    sorted_ = sorted(found, key=lambda each: (each[2] - each[1], str(each[0])))
    return [Rise(known[topic_id], kind, n, b) for (topic_id, kind), n, b in sorted_ if topic_id in known]


def by_topic_and_place(period: Period, topic_ids: Collection[uuid.UUID]) -> dict[_OfKind, list[At]]:
    """Where each of the topics was asked about, at places in use of each kind, those with most first."""
    statement = _of_days((period,), Tally.item_id, Place.kind, Place.id, func.sum(Tally.quantity), func.max(Event.day))
    statement = statement.where(Tally.item_id.in_(topic_ids), Place.retired_at.is_(None))
    found: dict[_OfKind, list[At]] = defaultdict(list)
    for topic_id, kind, place_id, number, last in db.session.execute(
        statement.group_by(Tally.item_id, Place.kind, Place.id)
    ):
        if number > 0:
            found[topic_id, kind].append(At(place_id, int(number), last))
    return {key: sorted(each, key=lambda at: (-at.asked, str(at.place_id))) for key, each in found.items()}


def asked_by_day(
    period: Period, topic_ids: Collection[uuid.UUID], place_ids: Collection[uuid.UUID]
) -> dict[tuple[uuid.UUID, uuid.UUID], dict[date, int]]:
    """How many asked about each of the topics at each of the places on each day of the period."""
    found: dict[tuple[uuid.UUID, uuid.UUID], dict[date, int]] = defaultdict(dict)
    if not topic_ids:
        return found
    statement = _of_days((period,), Tally.item_id, Event.place_id, Event.day, func.sum(Tally.quantity))
    statement = statement.where(Tally.item_id.in_(topic_ids), Event.place_id.in_(place_ids))
    for topic_id, place_id, day, number in db.session.execute(
        statement.group_by(Tally.item_id, Event.place_id, Event.day)
    ):
        found[topic_id, place_id][day] = int(number)
    return found


def by_place(asked: Asked) -> dict[uuid.UUID, tuple[int, date]]:
    """How many were asked at each place, and the last day, those with most first."""
    statement = _lines(asked, Event.place_id, func.sum(Tally.quantity), func.max(Event.day))
    rows = db.session.execute(statement.group_by(Event.place_id)).all()
    ranked = sorted(rows, key=lambda row: (-int(row[1]), str(row[0])))
    return {place_id: (int(number), last) for place_id, number, last in ranked if number > 0}


def topics() -> Sequence[Topic]:
    """All topics, as the bureau orders them."""
    return db.session.scalars(select(Topic).order_by(Item.position, Item.name, Item.id)).all()


def topic(topic_id: uuid.UUID) -> Topic | None:
    """The topic of that id, None where there is none."""
    return db.session.get(Topic, topic_id)


def _lines(asked: Asked, *columns: Any) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = []
    if asked.is_unsorted:
        conditions.append(Tally.item_id.is_(None))
    if asked.topic_id is not None:
        conditions.append(Tally.item_id == asked.topic_id)
    if asked.kind is not None:
        conditions.append(Place.kind == asked.kind)
    if asked.place_id is not None:
        conditions.append(Event.place_id == asked.place_id)
    if asked.team_id is not None:
        conditions.append(Tally.item_id.in_(select(Topic.id).where(Topic.team_id == asked.team_id)))
    return _of_days((asked.period,), *columns).where(*conditions)


def _of_days(periods: Sequence[Period], *columns: Any) -> Select[Any]:
    """The lines of those days; items of another unit are left out by name, so that no line asks for its item."""
    others = select(Item.id).where(Item.kind == KIND, counted_unit(KIND) != MAIN_UNIT[KIND])
    return (
        select(*columns)
        .select_from(Tally)
        .join(Event, Event.id == Tally.event_id)
        .join(Place, Place.id == Event.place_id)
        .where(
            Tally.kind == KIND,
            or_(false(), *(Event.day.between(each.first, each.last) for each in periods)),
            or_(Tally.item_id.is_(None), Tally.item_id.not_in(others)),
            *lines_that_count(),
        )
    )
