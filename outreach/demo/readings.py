"""What the counters of the example showed: a running total some days after publication, and at the year's end."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select

from outreach.db import db
from outreach.demo.happenings import instant
from outreach.media.models import Placement, Reading
from outreach.media.rules import Metric

#: Days after publication, and how many hundredths of all reads there are by then.
_GROWTH = ((0, 0), (7, 82), (30, 100))
#: Of ten reads of a piece, so many are by people who had not read it before.
_PEOPLE_OF_TEN = 7


@dataclass(frozen=True)
class Counter:
    """One metric of an article on one channel, and what it shows in the end."""

    article_id: uuid.UUID
    channel_id: uuid.UUID
    metric: Metric
    final: int
    proof_note: str | None = None
    is_based: bool = True
    """Somebody wrote down at the year's end where it stood."""


def readers_of(reads: int) -> int:
    """How many people are behind so many reads."""
    return reads * _PEOPLE_OF_TEN // 10


def record_counters(counters: Iterable[Counter], *, today: date, by_id: uuid.UUID) -> None:
    """Record each counter's readings from before `today`: a running total each, by the close of its day."""
    columns = Placement.article_id, Placement.channel_id, Placement.id, Placement.day
    placements = {(article, channel): (own, day) for article, channel, own, day in db.session.execute(select(*columns))}
    for counter in counters:
        placement_id, first_day = placements[counter.article_id, counter.channel_id]
        db.session.add_all(
            Reading(
                placement_id=placement_id,
                metric=counter.metric,
                day=day,
                value=value,
                proof_note=counter.proof_note,
                recorded_at=instant(day + timedelta(days=1), "10:30"),
                recorded_by_id=by_id,
            )
            for day, value in snapshots(counter, first_day)
            if day < today
        )
    db.session.flush()


def snapshots(counter: Counter, first_day: date) -> list[tuple[date, int]]:
    """A week and a month after `first_day`, and at the close of its year where that comes before."""
    year_end = date(first_day.year, 12, 31)
    days = {first_day + timedelta(days=after) for after, _grown in _GROWTH[1:]}
    if max(days) > year_end:
        days = days | {year_end} if counter.is_based else {max(days)}
    return [(day, counter.final * _grown((day - first_day).days) // 100) for day in sorted(days)]


def _grown(age: int) -> int:
    """Hundredths of all reads that there are `age` days after publication."""
    for (start, before), (end, after) in pairwise(_GROWTH):
        if age <= end:
            return before + (after - before) * (age - start) // (end - start)
    return 100
