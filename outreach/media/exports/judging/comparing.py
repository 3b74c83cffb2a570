"""What the counters of a row say beside what is known: what is new, what is doubtful, what would not count."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from outreach.media.exports.judging.queries import History, Seen
from outreach.media.exports.tables.rows import Counted, ItemRow
from outreach.media.labels import said
from outreach.media.readings.rules import Shown, fall_beside, has_fallen, has_more_readers, leap_beside
from outreach.media.rules import Metric
from outreach.web.filters import short_day


@dataclass(frozen=True)
class Compared:
    """The numbers of a row that are not there yet, what is told of them, and what is asked of them."""

    new: tuple[Counted, ...]
    told: tuple[str, ...]
    doubts: tuple[str, ...]


def compared(row: ItemRow, placement_id: uuid.UUID | None, history: History) -> Compared:
    """The row's counters beside those that the placement showed before; `placement_id` None: it is new."""
    new, told, doubts = [], [], list[str]()
    for counter in row.counters:
        before: Mapping[date, Seen] = history.get((placement_id, counter.metric), {}) if placement_id else {}
        assert row.reading_day is not None
        if _is_there(counter, before.get(row.reading_day), is_proven=row.channel.is_own or bool(row.proof)):
            continue
        new.append(counter)
        if placement_id is not None:  # of a new item the columns say it all
            told.append(_difference(counter, before, row.reading_day))
        doubts += _doubts_of(counter, row.reading_day, before)
    typed, there = {each.metric: each for each in new}, _of_day(row.reading_day, placement_id, history)
    if has_more_readers(typed, there):
        doubts.append(_more_readers({**there, **typed}))
    if new and not (row.channel.is_own or row.proof):
        told.append(_("Another body's account, and no note says where the numbers are from: they do not count yet."))
    return Compared(tuple(new), tuple(told), tuple(doubts))


def _is_there(counter: Counted, seen: Seen | None, *, is_proven: bool) -> bool:
    same = seen is not None and (seen.value, seen.approximation) == (counter.value, counter.approximation)
    return same and seen is not None and (seen.is_proven or not is_proven)


def _difference(counter: Counted, before: Mapping[date, Seen], day: date) -> str:
    earlier = [each for each in before if each <= day]
    if not earlier:
        return f"{said(counter.metric)}: {counter.value:,}"
    return f"{said(counter.metric)}: {before[max(earlier)].value:,} → {counter.value:,}"


def _doubts_of(counter: Counted, day: date, before: Mapping[date, Seen]) -> Iterator[str]:
    """A total that falls, also below what is there for its own day, or leaps."""
    if (fall := fall_beside(counter, day, before.items())) is not None:
        yield _fall(counter, day, *fall)
    elif day in before and has_fallen(before[day], counter):
        yield _(
            "“%(metric)s” is here already as %(other)s of %(day)s, and would become less: %(value)s.",
            metric=said(counter.metric),
            day=short_day(day),
            other=f"{before[day].value:,}",
            value=f"{counter.value:,}",
        )
    if (leap := leap_beside(counter, day, before.items())) is not None:
        yield _(
            "“%(metric)s” was %(other)s on %(day)s, and would be at least ten times that: %(value)s.",
            metric=said(counter.metric),
            day=short_day(leap[0]),
            other=f"{leap[1].value:,}",
            value=f"{counter.value:,}",
        )


def _of_day(day: date | None, placement_id: uuid.UUID | None, history: History) -> dict[Metric, Shown]:
    """What is there of the placement's counters for the day."""
    if day is None or placement_id is None:
        return {}
    of_placement = {metric: history.get((placement_id, metric), {}) for metric in (Metric.PEOPLE, Metric.TIMES)}
    return {metric: seen[day] for metric, seen in of_placement.items() if day in seen}


def _more_readers(counters: Mapping[Metric, Shown]) -> str:
    sentence: str = _(
        "Whoever reads, reads at least once, but here are %(people)s readers and %(times)s reads.",
        people=f"{counters[Metric.PEOPLE].value:,}",
        times=f"{counters[Metric.TIMES].value:,}",
    )
    return sentence


def _fall(counter: Counted, here: date, day: date, other: Shown) -> str:
    sentence: str = _(
        "Counters only grow, but “%(metric)s” was %(other)s on %(day)s and would be %(value)s on %(here)s.",
        metric=said(counter.metric),
        day=short_day(day),
        here=short_day(here),
        other=f"{other.value:,}",
        value=f"{counter.value:,}",
    )
    return sentence
