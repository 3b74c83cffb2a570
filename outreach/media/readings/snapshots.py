"""The readings of one placement as its page shows them: by day and counter, and as a picture."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date

from outreach.media.labels import said
from outreach.media.models import Placement, Reading
from outreach.media.rules import Metric, Standing
from outreach.web import charts
from outreach.web.filters import number

#: The counters that a picture is drawn of, the first one that was read more than once.
_DRAWN = (Metric.TIMES, Metric.PLAYS, Metric.PEOPLE)
#: So many columns have room for their figures on a phone.
_COLUMNS = 6
#: What is drawn: what counts, or would without the pieces of its post.
_TAKEN = frozenset({Standing.COUNTS, Standing.THROUGH_PIECES})


@dataclass(frozen=True)
class Day:
    """What was read at one day's close: for each counter the readings, the one that holds first."""

    day: date
    cells: tuple[tuple[Reading, ...], ...]


@dataclass(frozen=True)
class Snapshots:
    """The table of a placement, the latest day first, and its picture; None below two readings of one counter."""

    metrics: tuple[Metric, ...]
    days: tuple[Day, ...]
    drawn: Metric | None
    chart: charts.Columns | None

    @property
    def title(self) -> str:
        """Of which counter the picture is."""
        return said(self.drawn) if self.drawn else ""


def snapshots_of(placement: Placement, standings: Mapping[uuid.UUID, Standing]) -> Snapshots:
    """The readings of the placement; `standings` say which of them hold."""
    held: dict[tuple[date, Metric], list[Reading]] = {}
    for reading in sorted(placement.readings, key=lambda each: (each.recorded_at, each.id), reverse=True):
        held.setdefault((reading.day, reading.metric), []).append(reading)
    for cell in held.values():
        cell.sort(key=lambda each: standings[each.id] not in _TAKEN)
    metrics = tuple(metric for metric in Metric if any(each == metric for _day, each in held))
    days = sorted({day for day, _metric in held}, reverse=True)
    rows = tuple(Day(day, tuple(tuple(held.get((day, metric), ())) for metric in metrics)) for day in days)
    series = {metric: _series(placement.readings, metric, standings) for metric in _DRAWN}
    drawn = next((metric for metric in _DRAWN if len(series[metric]) > 1), None)
    chart = _chart(series[drawn][-_COLUMNS:]) if drawn else None
    return Snapshots(metrics, rows, drawn, chart)


def _series(readings: Sequence[Reading], metric: Metric, standings: Mapping[uuid.UUID, Standing]) -> list[Reading]:
    taken = [each for each in readings if each.metric == metric and standings[each.id] in _TAKEN]
    return sorted(taken, key=lambda each: each.day)


def _chart(series: Sequence[Reading]) -> charts.Columns:
    return charts.columns([_stack(each) for each in series])


def _stack(reading: Reading) -> charts.Stack:
    label, text = str(format_date(reading.day, "M-d")), reading.written or number(reading.value)
    href = url_for("readings.page", reading_id=reading.id)
    return charts.Stack(label, text, (charts.Value(label, reading.value, text),), href)
