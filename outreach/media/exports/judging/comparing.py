"""What the counters of a row say beside what is known: what is new, what falls, what would not count."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from outreach.media.exports.judging.queries import History, Seen
from outreach.media.exports.tables.rows import Counted, ItemRow
from outreach.media.labels import said
from outreach.media.readings.rules import Shown, fall_beside


@dataclass(frozen=True)
class Compared:
    """The numbers of a row that are not there yet, what is told of them, and what is asked where totals fall."""

    new: tuple[Counted, ...]
    told: tuple[str, ...]
    falling: tuple[str, ...]


def compared(row: ItemRow, placement_id: uuid.UUID | None, history: History) -> Compared:
    """The row's counters beside those that the placement showed before; `placement_id` None: it is new."""
    new, told, falling = [], [], []
    for counter in row.counters:
        before: Mapping[date, Seen] = history.get((placement_id, counter.metric), {}) if placement_id else {}
        assert row.reading_day is not None
        if _is_there(counter, before.get(row.reading_day), is_proven=row.channel.is_own or bool(row.proof)):
            continue
        new.append(counter)
        if placement_id is not None:  # of a new item the columns say it all
            told.append(_difference(counter, before, row.reading_day))
        if (other := fall_beside(counter, row.reading_day, before.items())) is not None:
            falling.append(_fall(counter, row.reading_day, *other))
    if new and not (row.channel.is_own or row.proof):
        told.append(_("Another body's account, and no note says where the numbers are from: they do not count yet."))
    return Compared(tuple(new), tuple(told), tuple(falling))


def _is_there(counter: Counted, seen: Seen | None, *, is_proven: bool) -> bool:
    same = seen is not None and (seen.value, seen.approximation) == (counter.value, counter.approximation)
    return same and seen is not None and (seen.is_proven or not is_proven)


def _difference(counter: Counted, before: Mapping[date, Seen], day: date) -> str:
    earlier = [each for each in before if each <= day]
    if not earlier:
        return f"{said(counter.metric)}: {counter.value:,}"
    return f"{said(counter.metric)}: {before[max(earlier)].value:,} → {counter.value:,}"


def _fall(counter: Counted, here: date, day: date, other: Shown) -> str:
    sentence: str = _(
        "Counters only grow, but “%(metric)s” was %(other)s on %(day)s and would be %(value)s on %(here)s.",
        metric=said(counter.metric),
        day=day.isoformat(),
        here=here.isoformat(),
        other=f"{other.value:,}",
        value=f"{counter.value:,}",
    )
    return sentence
