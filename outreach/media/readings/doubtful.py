"""Stored readings that look wrong: a total that fell or leapt, or more readers than reads at one day's close."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload

from outreach.db import db, in_parts
from outreach.db.another import another
from outreach.media import queries
from outreach.media.models import Article, Placement, Reading
from outreach.media.readings.models import Settled, SettledFall, SettledSlip
from outreach.media.readings.queries import Counter
from outreach.media.readings.rules import LEAP_LEAST, LEAP_TIMES, Oddity, Shown, first_watched, has_more_readers, oddity
from outreach.media.rules import Metric
from outreach.periods import Period

#: Where a word on an oddity is kept.
WORDS: Mapping[Oddity, type[Settled]] = {
    Oddity.FALL: SettledFall,
    Oddity.LEAP: SettledSlip,
    Oddity.READERS: SettledSlip,
}
#: So many readings are looked through for their number alone; where there are more, their own page tells it.
_FEW = 10_000
_Series = Mapping[Counter, Mapping[date, Reading]]


@dataclass(frozen=True)
class Doubtful:
    """A reading that looks wrong beside another, the one before it or the reads of its day; and what was said of it."""

    reading: Reading
    beside: Reading
    oddity: Oddity
    settled: Settled | None

    @property
    def difference(self) -> int:
        """How much more or less than the other it shows."""
        return abs(self.reading.value - self.beside.value)

    @property
    def times(self) -> int | None:
        """How many times the other it is, rounded down; None of 0."""
        return self.reading.value // self.beside.value if self.beside.value else None


def doubtful_readings(
    period: Period | None, *, team_ids: Collection[uuid.UUID] | None = None, channel_id: uuid.UUID | None = None
) -> list[Doubtful]:
    """Those at the closes of the days of `period` of items that stand, the latest first; of some teams only."""
    suspects = _suspects(period, team_ids, channel_id)
    found = (each for some in in_parts(suspects) for each in _doubtful_among(some))
    within = (each for each in found if period is None or each.reading.day in period)
    return sorted(within, key=lambda each: (each.reading.day, each.reading.id, each.oddity), reverse=True)


def doubts_of(reading: Reading) -> list[Doubtful]:
    """What looks wrong of one reading."""
    return [each for each in _doubtful_among([reading.placement_id]) if each.reading.id == reading.id]


def open_doubts(today: date, *, team_ids: Collection[uuid.UUID] | None) -> int | None:
    """How many of the days that are watched wait for a word; None where so many were read that it takes a while."""
    watched = Period(first_watched(today), today)
    read = select(func.count()).select_from(Reading).where(Reading.day.between(watched.first, watched.last))
    if db.session.scalars(read).one() > _FEW:
        return None
    return sum(each.settled is None for each in doubtful_readings(watched, team_ids=team_ids))


def _suspects(
    period: Period | None, team_ids: Collection[uuid.UUID] | None, channel_id: uuid.UUID | None
) -> list[uuid.UUID]:
    """Placements of which any earlier number lets one look wrong; those that hold no longer are told apart later."""
    statement = (
        select(Reading.placement_id)
        .join(Reading.placement)
        .join(Placement.article)
        .where(Article.withdrawn_at.is_(None), or_(_moved_oddly(), _has_fewer_reads()))
        .distinct()
    )
    if period is not None:
        statement = statement.where(Reading.day.between(period.first, period.last))
    if team_ids is not None:
        statement = statement.where(Article.team_id.in_(team_ids))
    if channel_id is not None:
        statement = statement.where(Placement.channel_id == channel_id)
    return list(db.session.scalars(statement))


def _moved_oddly() -> ColumnElement[bool]:
    """Less than an earlier number of its counter, or a leap beyond it: read from the index of the series alone."""
    earlier = another(Reading, "earlier_reading")
    leapt = and_(
        Reading.value >= earlier.value * LEAP_TIMES,
        Reading.value >= earlier.value + LEAP_LEAST,
    )
    return exists().where(
        earlier.placement_id == Reading.placement_id,
        earlier.metric == Reading.metric,
        earlier.day < Reading.day,
        or_(earlier.value > Reading.value, leapt),
    )


def _has_fewer_reads() -> ColumnElement[bool]:
    reads = another(Reading, "reads_of_day")
    fewer = exists().where(
        reads.placement_id == Reading.placement_id,
        reads.metric == Metric.TIMES,
        reads.day == Reading.day,
        reads.value < Reading.value,
    )
    return and_(Reading.metric == Metric.PEOPLE, fewer)


def _doubtful_among(placement_ids: Sequence[uuid.UUID]) -> list[Doubtful]:
    series = _series_of(placement_ids)
    found = [*_moved(series), *_more_readers(series)]
    ids = {reading.id for reading, _beside, _oddity in found}
    said = {table: _said(table, ids) for table in set(WORDS.values())}
    return [Doubtful(*each, said[WORDS[each[2]]].get(each[0].id)) for each in found]


def _series_of(placement_ids: Sequence[uuid.UUID]) -> _Series:
    """Of each counter and day the reading that holds: recorded last and not voided; by day."""
    statement = (
        select(Reading)
        .where(Reading.placement_id.in_(placement_ids), queries.not_voided())
        .order_by(Reading.placement_id, Reading.metric, Reading.day, Reading.recorded_at, Reading.id)
        .options(joinedload(Reading.placement).joinedload(Placement.article))
    )
    series: dict[Counter, dict[date, Reading]] = {}
    for reading in db.session.scalars(statement).unique():
        series.setdefault((reading.placement_id, reading.metric), {})[reading.day] = reading
    return series


def _moved(series: _Series) -> Iterator[tuple[Reading, Reading, Oddity]]:
    for by_day in series.values():
        for earlier, later in pairwise(by_day.values()):
            if (found := oddity(_shown(earlier), _shown(later))) is not None:
                yield later, earlier, found


def _more_readers(series: _Series) -> Iterator[tuple[Reading, Reading, Oddity]]:
    for (placement_id, metric), by_day in series.items():
        reads = series.get((placement_id, Metric.TIMES), {}) if metric is Metric.PEOPLE else {}
        for day in by_day.keys() & reads.keys():
            people, times = by_day[day], reads[day]
            if has_more_readers({Metric.PEOPLE: _shown(people), Metric.TIMES: _shown(times)}, {}):
                yield people, times, Oddity.READERS


def _said(table: type[Settled], reading_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Settled]:
    words = db.session.scalars(select(table).where(table.reading_id.in_(reading_ids)))
    return {each.reading_id: each for each in words}


def _shown(reading: Reading) -> Shown:
    return Shown(reading.value, reading.approximation, reading.written)
