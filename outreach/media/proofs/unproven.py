"""Readings of other bodies' accounts that say nowhere where they are from, so that they do not count (rule 8)."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, select, tuple_
from sqlalchemy.orm import selectinload

from outreach.db import db
from outreach.db.another import another
from outreach.media.models import Article, Channel, Placement, Reading, VoidedReading
from outreach.media.proofs.queries import Filters
from outreach.media.queries import says_source
from outreach.media.rules import Metric
from outreach.web.paging import Page, paged


@dataclass(frozen=True)
class Unproven:
    """The numbers of one placement at one day's close that do not count."""

    placement: Placement
    day: date
    values: dict[Metric, int]


def page_of_unproven(filters: Filters, number: int, *, size: int) -> Page[Unproven]:
    """The latest first; of `filters` the team, the channel and the days of the items are asked."""
    counters = _unproven(filters, Reading.placement_id, Reading.day).distinct()
    page = paged(
        db.session(), counters.order_by(Reading.day.desc(), Reading.placement_id), number, size, entities=False
    )
    return page.showing(_told([(row[0], row[1]) for row in page]))


def unproven_values(placement_id: uuid.UUID, day: date) -> dict[Metric, int]:
    """The numbers of a placement at the close of `day` that a proof would let count."""
    return next(iter(_told([(placement_id, day)]))).values if _any(placement_id, day) else {}


def _any(placement_id: uuid.UUID, day: date) -> bool:
    of_day = _unproven(Filters(), Reading.id).where(Reading.placement_id == placement_id, Reading.day == day)
    return db.session.scalar(select(of_day.exists())) or False


def _told(counters: Collection[tuple[uuid.UUID, date]]) -> Sequence[Unproven]:
    if not counters:
        return ()
    readings = _unproven(Filters(), Reading).where(tuple_(Reading.placement_id, Reading.day).in_(counters))
    values: dict[tuple[uuid.UUID, date], dict[Metric, int]] = {}
    for each in db.session.scalars(readings.order_by(Reading.recorded_at, Reading.id)):
        values.setdefault((each.placement_id, each.day), {})[each.metric] = each.value
    stands = select(Placement).where(Placement.id.in_({key for key, _day in counters}))
    loaded = db.session.scalars(stands.options(selectinload(Placement.article))).unique()
    placements = {each.id: each for each in loaded}
    return [Unproven(placements[key], day, values[key, day]) for key, day in counters if (key, day) in values]


def _unproven(filters: Filters, *wanted: Any) -> Select[Any]:
    statement = (
        select(*wanted)
        .select_from(Channel)
        .join(Placement, Placement.channel_id == Channel.id)
        .join(Article, Article.id == Placement.article_id)
        .join(Reading, Reading.placement_id == Placement.id)
        .where(Channel.is_own.is_(False), Article.withdrawn_at.is_(None), _says_nothing())
    )
    if filters.team_id is not None:
        statement = statement.where(Article.team_id == filters.team_id)
    if filters.channel_id is not None:
        statement = statement.where(Channel.id == filters.channel_id)
    if filters.period is not None:
        statement = statement.where(Article.day.between(filters.period.first, filters.period.last))
    return statement


def _says_nothing() -> ColumnElement[bool]:
    """No note, not voided, and no other reading of that counter and day that counts in its place."""
    better = another(Reading, "better_reading")
    voided = exists().where(VoidedReading.reading_id == Reading.id).correlate(Reading)
    better_voided = exists().where(VoidedReading.reading_id == better.id).correlate(better)
    proven = exists().where(
        better.placement_id == Reading.placement_id,
        better.metric == Reading.metric,
        better.day == Reading.day,
        says_source(better.proof_note),
        ~better_voided,
    )
    return and_(~says_source(Reading.proof_note), ~voided, ~proven.correlate(Reading))
