"""Totals that fell: where, and what was said of them."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from outreach.audit.actions import record_act
from outreach.db import db, in_parts
from outreach.errors import Conflict, Invalid, NotFound
from outreach.media import queries
from outreach.media.articles.actions import check_may_publish
from outreach.media.models import Article, Placement, Reading
from outreach.media.readings.models import SettledFall
from outreach.media.readings.rules import Shown, has_fallen
from outreach.people.models import Person


@dataclass(frozen=True)
class Fall:
    """A counter that showed less on a later day: the two readings, and what was said of it."""

    earlier: Reading
    later: Reading
    settled: SettledFall | None

    @property
    def lost(self) -> int:
        """How much less it was."""
        return self.earlier.value - self.later.value


def falls(*, team_ids: Collection[uuid.UUID] | None = None) -> list[Fall]:
    """Every total that fell beyond what its platform rounds, the latest first; of some teams only."""
    suspects = _suspects(team_ids)
    found = [fall for some in in_parts(suspects) for fall in _falls_of(some)]
    return sorted(found, key=lambda each: (each.later.day, each.later.id), reverse=True)


def fall_or_none(reading: Reading) -> Fall | None:
    """The fall that a reading shows."""
    return next((each for each in _falls_of([reading.placement_id]) if each.later.id == reading.id), None)


def fall_at(reading_id: uuid.UUID) -> Fall:
    """The fall that a reading shows; raises NotFound where it shows none."""
    found = fall_or_none(queries.reading(reading_id))
    if found is None:
        raise NotFound(code="no_such_fall", id=reading_id)
    return found


def settle_fall(reading_id: uuid.UUID, *, by: Person, now: datetime, reason: str) -> Fall:
    """Say that the total truly fell, and why. Raises Invalid without a reason, Conflict where it was said already."""
    found = fall_at(reading_id)
    placement = queries.placement(found.later.placement_id, lock=True)
    check_may_publish(by, placement.article.team_id, now)
    if not reason:
        raise Invalid(_("Say why, so that nobody has to ask next year."), field="reason")
    if found.settled is not None:
        raise Conflict(_("Somebody said this already."))
    db.session.add(SettledFall(reading_id=reading_id, at=now, by_id=by.id, reason=reason))
    facts: dict[str, Any] = {"name": placement.channel.name, "day": found.later.day.isoformat()}
    record_act("fall.settled", by=by, now=now, subject=placement.article, reason=reason, **facts)
    db.session.flush()
    return found


def ask_again(reading_id: uuid.UUID, *, by: Person, now: datetime) -> None:
    """Take back what was said of a fall; raises NotFound where nothing was."""
    said = db.session.get(SettledFall, reading_id)
    if said is None:
        raise NotFound(code="no_such_fall", id=reading_id)
    item = queries.reading(reading_id).placement.article
    check_may_publish(by, item.team_id, now)
    db.session.delete(said)
    record_act("fall.asked_again", by=by, now=now, subject=item, title=item.title)
    db.session.flush()


def _suspects(team_ids: Collection[uuid.UUID] | None) -> list[uuid.UUID]:
    """Placements with a counter that shows less than the reading before it; those of one day are told apart later.

    The window runs along the index of the series, so that no reading is sorted.
    """
    counter: Any = {"partition_by": (Reading.placement_id, Reading.metric)}
    before = func.lag(Reading.value).over(order_by=(Reading.day, Reading.recorded_at), **counter)
    rows = select(Reading.placement_id, Reading.value, before.label("before")).subquery()
    statement = select(rows.c.placement_id).where(rows.c.value < rows.c.before).distinct()
    if team_ids is not None:
        own = select(Placement.id).join(Placement.article).where(Article.team_id.in_(team_ids))
        statement = statement.where(rows.c.placement_id.in_(own))
    return list(db.session.scalars(statement))


def _falls_of(placement_ids: Sequence[uuid.UUID]) -> list[Fall]:
    statement = (
        select(Reading)
        .where(Reading.placement_id.in_(placement_ids), queries.not_voided())
        .order_by(Reading.placement_id, Reading.metric, Reading.day, Reading.recorded_at, Reading.id)
        .options(joinedload(Reading.placement).joinedload(Placement.article))
    )
    series: dict[tuple[uuid.UUID, str], dict[object, Reading]] = {}
    for reading in db.session.scalars(statement).unique():
        series.setdefault((reading.placement_id, reading.metric), {})[reading.day] = reading
    pairs = [pair for by_day in series.values() for pair in pairwise(by_day.values()) if has_fallen(*map(_shown, pair))]
    said = _settled([later.id for _earlier, later in pairs])
    return [Fall(earlier, later, said.get(later.id)) for earlier, later in pairs]


def _settled(reading_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, SettledFall]:
    found = db.session.scalars(select(SettledFall).where(SettledFall.reading_id.in_(reading_ids)))
    return {each.reading_id: each for each in found}


def _shown(reading: Reading) -> Shown:
    return Shown(reading.value, reading.approximation, reading.written)
