"""Consultations of the ledger, as the figure counts them, by topic, kind of place and month."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, extract, func, select

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


Cell = tuple[uuid.UUID | None, PlaceKind, int]


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
    return statement.order_by(Event.day.desc(), Event.id, Tally.received_at, Tally.id)


def rises(period: Period) -> list[Rise]:
    """What rises in the period, by how many more ask."""
    now, before = (_by_kind(cells(Asked(each))) for each in (period, year_before(period)))
    found = [(key, number, before[key]) for key, number in now.items() if is_rise(number, before[key])]
    known = {each.id: each for each in topics()}
    sorted_ = sorted(found, key=lambda each: (each[2] - each[1], str(each[0])))
    return [Rise(known[topic_id], kind, n, b) for (topic_id, kind), n, b in sorted_ if topic_id in known]


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
    conditions = [Tally.kind == KIND, counted_unit(KIND) == MAIN_UNIT[KIND], *lines_that_count()]
    conditions.append(Event.day.between(asked.period.first, asked.period.last))
    if asked.is_unsorted:
        conditions.append(Tally.item_id.is_(None))
    if asked.topic_id is not None:
        conditions.append(Tally.item_id == asked.topic_id)
    if asked.kind is not None:
        conditions.append(Place.kind == asked.kind)
    if asked.place_id is not None:
        conditions.append(Event.place_id == asked.place_id)
    if asked.team_id is not None:
        conditions.append(Item.team_id == asked.team_id)
    return (
        select(*columns)
        .select_from(Tally)
        .join(Event, Event.id == Tally.event_id)
        .join(Place, Place.id == Event.place_id)
        .outerjoin(Item, Item.id == Tally.item_id)
        .where(*conditions)
    )


def _by_kind(counted: Counter[Cell]) -> Counter[tuple[uuid.UUID | None, PlaceKind]]:
    summed: Counter[tuple[uuid.UUID | None, PlaceKind]] = Counter()
    for (topic_id, kind, _month), number in counted.items():
        summed[topic_id, kind] += number
    return summed
