"""What an account did day by day, as its platform's trend files say: in no figure, but worth a look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from outreach.media.exports import queries
from outreach.media.exports.judging.queries import account_days
from outreach.media.labels import said
from outreach.media.models import Channel
from outreach.media.rules import DayMetric
from outreach.web import charts
from outreach.web.filters import number

#: What is drawn, the first of them that is known.
_DRAWN = (DayMetric.READERS, DayMetric.READS, DayMetric.FOLLOWERS, DayMetric.FOLLOWED)


@dataclass(frozen=True)
class AccountDays:
    """The days with their numbers, the newest first, and the drawing of one metric, the oldest day first."""

    metrics: tuple[DayMetric, ...]
    days: tuple[tuple[date, tuple[int | None, ...]], ...]
    drawn: DayMetric
    chart: charts.Columns

    @property
    def labels(self) -> list[str]:
        """What the metrics are called."""
        return [said(metric) for metric in self.metrics]

    @property
    def drawn_label(self) -> str:
        """What is drawn."""
        return said(self.drawn)


def last_days(channel: Channel, *, within: timedelta) -> AccountDays | None:
    """The last days that are known of the account; None where none is."""
    last = queries.last_account_day(channel.id)
    if last is None:
        return None
    values = account_days(channel.id, last - within, last)
    metrics = tuple(metric for metric in DayMetric if any(metric == each for _day, each in values))
    days = sorted({day for day, _metric in values}, reverse=True)
    drawn = next((metric for metric in _DRAWN if metric in metrics), metrics[0])
    return AccountDays(
        metrics=metrics,
        days=tuple((day, tuple(values.get((day, metric)) for metric in metrics)) for day in days),
        drawn=drawn,
        chart=charts.columns([_stack(day, values.get((day, drawn)), len(days)) for day in reversed(days)]),
    )


def _stack(day: date, amount: int | None, count: int) -> charts.Stack:
    text = number(amount)
    label = f"{day.month}/{day.day}" if count <= 10 or day.day % 5 == 0 else ""
    parts: Sequence[charts.Value] = (charts.Value(day.isoformat(), amount, text),)
    return charts.Stack(label, text if count <= 10 else "", tuple(parts))
