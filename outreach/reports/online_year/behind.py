"""The readings behind a point of a picture: their sum is the point (rule of the count 1)."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, case, func, literal, select
from sqlalchemy.orm import aliased

from outreach.db import db
from outreach.media.models import Article, Channel, OnlineFile, Placement, Reading
from outreach.media.rules import Metric
from outreach.reports import queries
from outreach.reports.online_year.asked import Asked, Part
from outreach.reports.online_year.queries import Condition, has_base, stretch_of
from outreach.reports.sums import tags_of_articles
from outreach.sheets import Approximation
from outreach.web.paging import Page, number_within

_BEFORE = -1


@dataclass(frozen=True)
class Grown:
    """A reading, the one it is counted from, and what lies between: None as base is an item that began at 0.

    `base_day` is the day of that reading; without one, the counter began at 0 on `appeared_on`.
    """

    id: uuid.UUID
    placement_id: uuid.UUID
    article_id: uuid.UUID
    title: str
    channel: str
    metric: Metric
    day: date
    value: int
    written: str | None
    base: int | None
    base_day: date | None
    appeared_on: date
    quantity: int
    file: str | None
    proof_note: str | None
    approximation: Approximation

    @property
    def is_rounded(self) -> bool:
        """Whether its platform, or the one who wrote it down, had rounded it."""
        return self.approximation is not Approximation.EXACT

    @property
    def is_negative(self) -> bool:
        """Whether the counter fell, which counters don't."""
        return self.quantity < 0


@dataclass(frozen=True)
class Behind:
    """What a point adds up to, and a page of its readings, the most first."""

    amount: int
    readings: Page[Grown]


def readings_behind(asked: Asked, part: Part, number: int, size: int) -> Behind:
    """The last reading of each counter in the part, and what it is counted from."""
    grown = grown_readings(asked, part).subquery("grown")
    amount, total = db.session.execute(select(func.sum(grown.c.quantity), func.count()).select_from(grown)).one()
    number = number_within(number, size, total)
    rows = _described(grown).limit(size).offset((number - 1) * size)
    return Behind(int(amount or 0), Page([_grown(row) for row in db.session.execute(rows)], number, size, total))


def _grown(row: Any) -> Grown:
    known = dict(row._mapping)
    base = None if known["base_day"] is None else int(known["base"])
    return Grown(**known | {"base": base, "quantity": int(known["quantity"]), "metric": Metric(known["metric"])})


def grown_readings(asked: Asked, part: Part) -> Select[Any]:
    """Columns: id, placement_id, quantity, base, base_day; a line for each counter that was read in the part."""
    last = _last_of_stretches(asked, part).subquery("last")
    counter: Any = {"partition_by": (last.c.placement_id, last.c.metric), "order_by": last.c.stretch}
    rows = (
        select(last, func.lag(last.c.value).over(**counter).label("base"))
        .add_columns(func.lag(last.c.day, type_=Date()).over(**counter).label("base_day"))
        .where(last.c.turn == 1)
        .subquery("rows")
    )
    wanted = rows.c.stretch != _BEFORE if part.stretch is None else rows.c.stretch == part.stretch
    quantity = (rows.c.value - func.coalesce(rows.c.base, 0)).label("quantity")
    columns = (rows.c.id, rows.c.placement_id, quantity, rows.c.base, rows.c.base_day, rows.c.article_id)
    return select(*columns).where(wanted, has_base(rows, asked.filters))


def _last_of_stretches(asked: Asked, part: Part) -> Select[Any]:
    """Readings by counter and stretch, the last with `turn` 1; all days before the period are one stretch."""
    inside = literal(0) if part.stretch is None else stretch_of(asked.step, asked.filters)
    stretch = case((Reading.day < asked.filters.period.first, _BEFORE), else_=inside)
    of_counter = (Reading.placement_id, Reading.metric)
    in_order = (Reading.day.desc(), Reading.recorded_at.desc(), Reading.id.desc())
    turn = func.row_number().over(partition_by=(*of_counter, stretch), order_by=in_order)
    first_read = func.min(Reading.day).over(partition_by=of_counter)
    return (
        select(Reading.id, Reading.placement_id, Reading.metric, Reading.day, Reading.value)
        .add_columns(stretch.label("stretch"), turn.label("turn"), first_read.label("first_read"))
        .add_columns(Placement.day.label("appeared_on"), Placement.article_id)
        .join(Placement, Placement.id == Reading.placement_id)
        .join(Article, Article.id == Placement.article_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .where(*queries.counting_readings(asked.filters, asked.metrics), *conditions_of(part), *_read_then(asked, part))
    )


def conditions_of(part: Part) -> list[Condition]:
    """What belongs to the part, whatever the stretch."""
    conditions: list[Condition] = []
    if part.channel is not None:
        conditions.append(Placement.channel_id == part.channel)
    if part.but:
        conditions.append(Placement.channel_id.not_in(part.but))
    if part.of_team is not None:
        conditions.append(Article.team_id == part.of_team)
    if part.of_campaign is not None:
        tags = tags_of_articles()
        conditions.append(Article.id.in_(select(tags.c.article_id).where(tags.c.campaign_id == part.of_campaign)))
    if part.item is not None:
        conditions.append(Article.id == part.item)
    return conditions


def _read_then(asked: Asked, part: Part) -> list[Condition]:
    """Only placements that were read in the stretch: else one point ranks the readings of the whole year."""
    days = next((each.period for each in asked.stretches if each.number == part.stretch), None)
    if days is None:
        return []
    inside = aliased(Reading)
    return [Reading.placement_id.in_(select(inside.placement_id).where(inside.day.between(days.first, days.last)))]


def _described(grown: Any) -> Select[Any]:
    file_name = OnlineFile.name.label("file")
    return (
        select(grown.c.id, grown.c.placement_id, grown.c.quantity, grown.c.base, grown.c.base_day)
        .add_columns(Article.id.label("article_id"), Article.title, Channel.name.label("channel"))
        .add_columns(Reading.metric, Reading.day, Reading.value, Reading.written, Reading.proof_note)
        .add_columns(Placement.day.label("appeared_on"), file_name, Reading.approximation)
        .select_from(grown)
        .join(Reading, Reading.id == grown.c.id)
        .join(Placement, Placement.id == grown.c.placement_id)
        .join(Article, Article.id == Placement.article_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .outerjoin(OnlineFile, OnlineFile.id == Reading.file_id)
        .order_by(grown.c.quantity.desc(), grown.c.id)
    )
