"""The trade's table of what was published, and its pictures: every cell opens to where the items stand."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import format_date
from flask_babel import lazy_gettext as _

from outreach.media.labels import LEVELS
from outreach.media.models import Channel
from outreach.media.rules import ArticleKind, Level, Medium
from outreach.periods import months_of
from outreach.reports.filters import Filters
from outreach.reports.online_year.labels import LEVEL_ORDER, MEDIA
from outreach.reports.online_year.publishing import Count, Published
from outreach.reports.online_year.rules import heat_of
from outreach.reports.tables import Number, Row, Table
from outreach.web import charts
from outreach.web.filters import named, number


@dataclass(frozen=True)
class PublishedTables:
    """Makes the tables and the chart of one kind of item."""

    filters: Filters
    kind: ArticleKind
    unit: str
    found: Published

    def href(self, **chosen: Any) -> str:
        """Where a cell opens."""
        arguments: dict[str, Any] = self.filters.arguments() | {"kind": str(self.kind)} | chosen
        return url_for("online_published.placements", year=self.filters.year, **arguments)

    def matrix(self) -> charts.Matrix:
        """Levels by media: placements, with the items beside them; the margins count each item once."""
        levels = [level for level in LEVEL_ORDER if level in self.found.levels]
        media = [medium for medium in Medium if medium in self.found.media]
        darkest = max((count.placements for count in self.found.cells.values()), default=1)
        rows = [
            charts.HeatRow(
                str(LEVELS[level]),
                (
                    *(self._cell(self.found.cells.get((level, m)), darkest, level=level, medium=m) for m in media),
                    self._cell(self.found.levels.get(level), level=level),
                ),
            )
            for level in levels
        ]
        below = [self._cell(self.found.media[medium], medium=medium) for medium in media]
        total = charts.HeatRow(str(_("All levels")), (*below, self._cell(self.found.whole)))
        heads = (*(str(MEDIA[medium]) for medium in media), str(_("All media")))
        return charts.Matrix(str(_("Level")), heads, tuple(rows), total)

    def _cell(self, count: Count | None, darkest: int = 0, **chosen: Any) -> charts.HeatCell:
        if count is None or not count.placements:
            return charts.HeatCell("0")
        heat = heat_of(count.placements, darkest) if darkest else 0
        note = f"{number(count.items)}{self.unit}"
        return charts.HeatCell(number(count.placements), self.href(**chosen), note, heat)

    def chart(self) -> charts.Columns:
        """Placements by month, each column stacked by level."""
        return charts.columns([self._stack(part.first) for part in months_of(self.filters.period)])

    def legend(self) -> tuple[charts.Series, ...]:
        """What the colours of the chart are."""
        return tuple(
            charts.Series(str(LEVELS[level]), series=place + 1, mark=_marks()[level], href=self.href(level=str(level)))
            for place, level in enumerate(LEVEL_ORDER)
            if level in self.found.levels
        )

    def _stack(self, first: Any) -> charts.Stack:
        parts = []
        for place, level in enumerate(LEVEL_ORDER):
            if level in self.found.levels:
                count = self.found.months.get((first.month, level), Count()).placements
                href = self.href(level=str(level), month=first.month) if count else None
                facts: dict[str, Any] = {"series": place + 1, "mark": _marks()[level]}
                parts.append(charts.Value(str(LEVELS[level]), count, number(count), href, **facts))
        whole = sum(int(part.amount or 0) for part in parts)
        href = self.href(month=first.month) if whole else None
        return charts.Stack(str(format_date(first, "LLL")), number(whole), tuple(parts), href)

    def by_channel(self, channels: Sequence[Channel]) -> Table:
        """Placements of each channel by month; the channels with the most first."""
        months = [part.first.month for part in months_of(self.filters.period)]
        ordered = sorted(channels, key=lambda each: (-self.found.channel_sums[each.id].placements, each.name, each.id))
        rows = [
            Row(
                f"{named(each)} · {LEVELS[each.level]}",
                (
                    *(self._number(self.found.channels.get((each.id, month)), each.id, month) for month in months),
                    self._number(self.found.channel_sums[each.id], each.id),
                ),
            )
            for each in ordered
        ]
        heads = (*(str(format_date(part.first, "LLL")) for part in months_of(self.filters.period)), _("Together"))
        return Table(_("Placements by channel and month"), _("Channel"), heads, tuple(rows), Row("", ()))

    def _number(self, count: Count | None, channel: uuid.UUID, month: int | None = None) -> Number:
        if count is None:
            return Number("0")
        chosen: dict[str, Any] = {"channel": channel} | ({"month": month} if month else {})
        return Number(number(count.placements), self.href(**chosen))


def _marks() -> dict[Level, str]:
    """A sign for each level: its first letter, or its place where two begin alike."""
    letters = {level: str(LEVELS[level])[:1] for level in LEVEL_ORDER}
    if len(set(letters.values())) == len(letters):
        return letters
    return {level: str(place) for place, level in enumerate(LEVEL_ORDER, 1)}
