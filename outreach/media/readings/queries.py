"""Reading what counters showed: day by day, one reading with all that is known of it, and the latest ones."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from outreach.db import db
from outreach.media import queries
from outreach.media.models import FileRow, Placement, Reading
from outreach.media.readings.rules import Shown
from outreach.media.rules import Metric, Standing
from outreach.people.models import Person
from outreach.web.paging import Page, paged

Counter = tuple[uuid.UUID, Metric]
Series = Sequence[tuple[date, Shown]]


def series_of(placement_ids: Collection[uuid.UUID]) -> dict[Counter, list[tuple[date, Shown]]]:
    """What each counter of the placements showed, by day: of each day the reading recorded last that was not voided.

    Counters without a reading are absent.
    """
    statement = (
        select(Reading.placement_id, Reading.metric, Reading.day, Reading.value, Reading.approximation, Reading.written)
        .where(Reading.placement_id.in_(placement_ids), queries.not_voided())
        .order_by(Reading.day, Reading.recorded_at, Reading.id)
    )
    days: dict[Counter, dict[date, Shown]] = {}
    for row in db.session.execute(statement):
        shown = Shown(row.value, row.approximation, row.written)
        days.setdefault((row.placement_id, row.metric), {})[row.day] = shown
    return {counter: list(by_day.items()) for counter, by_day in days.items()}


@dataclass(frozen=True)
class Told:
    """All that is known of a reading. `before` and `base` are what counted last before its day, and before its year.

    `others` are the readings of the same counter that count, by day; `recorder` and `voider` are names.
    """

    reading: Reading
    standing: Standing
    others: Sequence[Reading]
    before: Reading | None
    base: Reading | None
    later: Reading | None
    recorder: str | None
    voider: str | None
    file_row: int | None

    @property
    def is_first(self) -> bool:
        """Whether the counter had begun at 0 within the year, so that all of it was added then."""
        return self.base is None and self.reading.placement.day.year == self.reading.day.year

    @property
    def gained(self) -> int | None:
        """What was added since the reading before; None where there is none."""
        return None if self.before is None else self.reading.value - self.before.value

    @property
    def gained_in_year(self) -> int | None:
        """What its year had added by its day (rule of the count 8); None where nobody knows."""
        if self.is_first:
            return self.reading.value
        return None if self.base is None else self.reading.value - self.base.value


def told(reading_id: uuid.UUID) -> Told:
    """The reading with all that is known of it; raises NotFound."""
    found = queries.reading(reading_id)
    item = queries.article(found.placement.article_id)
    standings = queries.standings(item)
    same = [each for each in found.placement.readings if each.metric == found.metric]
    same.sort(key=lambda each: (each.day, each.recorded_at, each.id))
    taken = {Standing.COUNTS, Standing.THROUGH_PIECES}
    others = [each for each in same if standings[each.id] in taken]
    earlier = [each for each in others if each.day < found.day]
    before_year = [each for each in others if each.day.year < found.day.year]
    names = _names({found.recorded_by_id, found.void.by_id if found.void else None})
    return Told(
        reading=found,
        standing=standings[found.id],
        others=others,
        before=earlier[-1] if earlier else None,
        base=before_year[-1] if before_year else None,
        later=next((each for each in others if each.day == found.day and each.id != found.id), None),
        recorder=names.get(found.recorded_by_id),
        voider=names.get(found.void.by_id) if found.void else None,
        file_row=_row_of(found),
    )


def page_of_readings(
    number: int, *, channel_id: uuid.UUID | None = None, metric: Metric | None = None
) -> Page[Reading]:
    """The readings with their items, those recorded last first: ids grow with time."""
    statement = select(Reading).order_by(Reading.id.desc())
    if channel_id is not None:
        statement = statement.where(
            Reading.placement_id.in_(select(Placement.id).where(Placement.channel_id == channel_id))
        )
    if metric is not None:
        statement = statement.where(Reading.metric == metric)
    with_item = joinedload(Reading.placement).joinedload(Placement.article)
    return paged(db.session(), statement.options(with_item), number)


def _row_of(reading: Reading) -> int | None:
    if reading.file_id is None:
        return None
    row = db.session.get(FileRow, (reading.file_id, reading.placement_id))
    return row.row if row else None


def _names(ids: Collection[uuid.UUID | None]) -> dict[uuid.UUID | None, str]:
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_({each for each in ids if each})))
    return {row.id: row.name for row in rows}
