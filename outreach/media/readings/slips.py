"""Stored readings that look like slips: many times the one before it, or more readers than reads at one day's close."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import and_, or_, select

from outreach.db import db, in_parts
from outreach.db.another import another
from outreach.media.models import Article, Placement, Reading
from outreach.media.readings.queries import Counter, Series, series_of
from outreach.media.readings.rules import LEAP_LEAST, has_leapt, has_more_readers
from outreach.media.rules import Metric
from outreach.periods import Period


@dataclass(frozen=True)
class Slip:
    """A counter that looks wrong at the close of a day."""

    day: date
    placement_id: uuid.UUID
    metric: Metric


def slips(period: Period, *, team_ids: Collection[uuid.UUID] | None = None) -> list[Slip]:
    """Those at the closes of the days of `period`, by day; of some teams only."""
    found: set[Slip] = set()
    for some in in_parts(_suspects(period, team_ids)):
        series = series_of(some)
        found |= _leaps(series) | _more_readers(series)
    within = (each for each in found if period.first <= each.day <= period.last)
    return sorted(within, key=lambda each: (each.day, str(each.placement_id), each.metric))


def _suspects(period: Period, team_ids: Collection[uuid.UUID] | None) -> list[uuid.UUID]:
    """Placements that showed as much as a leap has at least, or more readers than reads; voided readings among them."""
    times = another(Reading, "times_of_day")
    same_day = and_(times.placement_id == Reading.placement_id, times.day == Reading.day, times.metric == Metric.TIMES)
    more = and_(Reading.metric == Metric.PEOPLE, Reading.value > times.value)
    statement = (
        select(Reading.placement_id)
        .join(Reading.placement)
        .join(Placement.article)
        .outerjoin(times, and_(Reading.metric == Metric.PEOPLE, same_day))
        .where(Reading.day.between(period.first, period.last), Article.withdrawn_at.is_(None))
        .where(or_(Reading.value >= LEAP_LEAST, more))
        .distinct()
    )
    if team_ids is not None:
        statement = statement.where(Article.team_id.in_(team_ids))
    return list(db.session.scalars(statement))


def _leaps(series: Mapping[Counter, Series]) -> set[Slip]:
    return {
        Slip(day, placement_id, metric)
        for (placement_id, metric), shown in series.items()
        for (_before, earlier), (day, later) in pairwise(shown)
        if has_leapt(earlier, later)
    }


def _more_readers(series: Mapping[Counter, Series]) -> set[Slip]:
    found = set()
    for (placement_id, metric), shown in series.items():
        if metric is Metric.PEOPLE:
            times = dict(series.get((placement_id, Metric.TIMES), ()))
            both = ((day, {Metric.PEOPLE: people, Metric.TIMES: times[day]}) for day, people in shown if day in times)
            found |= {Slip(day, placement_id, metric) for day, shown in both if has_more_readers(shown, {})}
    return found
