"""Where the numbers of a year are not sure: estimated in part, short of readings without a base, not looked at yet."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from outreach.db import db
from outreach.db.statements import made_once
from outreach.logbook.models import Tally
from outreach.reports import lines, queries
from outreach.reports.figure import Figure
from outreach.reports.filters import Filters
from outreach.reports.online import METRICS
from outreach.reports.sums import Cell, YearSums, tags_of_articles
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.queries import waits


def estimated_cells(filters: Filters, year: YearSums) -> frozenset[tuple[Cell, str]]:
    """The parts of the year, each with the key of a figure, in which some of the sum was estimated or rounded.

    `year` has the sums of the same filters.
    """
    sums = defaultdict(int, year.estimated_in)
    for key in METRICS:
        add_rounded(sums, key, filters)
    return frozenset(where for where, total in sums.items() if total)


def add_rounded(sums: dict[tuple[Cell, str], int], key: str, filters: Filters) -> None:
    """What of the views in each cell hangs on numbers that platforms rounded."""
    for part, rounded in (("team", _by_team), ("month", _by_month), ("campaign", _by_campaign)):
        for value, total in db.session.execute(rounded(filters, key)):
            sums[(part, value), key] += int(total or 0)


@made_once
def _by_team(filters: Filters, key: str) -> Select[Any]:
    gains = lines.gains_by_month(filters, METRICS[key]).subquery()
    team_id, whole = gains.c.team_id, func.sum(gains.c.whole)
    return select(team_id, whole).where(gains.c.whole_is_rounded == 1).group_by(team_id)


@made_once
def _by_month(filters: Filters, key: str) -> Select[Any]:
    gains = lines.gains_by_month(filters, METRICS[key]).subquery()
    month, gain = gains.c.month, func.sum(gains.c.gain)
    return select(month, gain).where(gains.c.gain_is_rounded == 1).group_by(month)


@made_once
def _by_campaign(filters: Filters, key: str) -> Select[Any]:
    gains, tags = lines.gains_by_month(filters, METRICS[key]).subquery(), tags_of_articles()
    tagged = select(tags.c.campaign_id, func.sum(gains.c.whole)).join(gains, gains.c.article_id == tags.c.article_id)
    return tagged.where(gains.c.whole_is_rounded == 1).group_by(tags.c.campaign_id)


def months_without_base(filters: Filters, key: str) -> dict[int, int]:
    """For each month of the period how many readings a figure of views can't count, where there are some (rule 8)."""
    return {int(month): count for month, count in db.session.execute(_without_base(filters, key))}


@made_once
def _without_base(filters: Filters, key: str) -> Select[Any]:
    gains = lines.gains_by_month(filters, METRICS[key]).subquery()
    return select(gains.c.month, func.count()).where(gains.c.gain.is_(None)).group_by(gains.c.month)


@dataclass(frozen=True)
class Late:
    """A reviewed event with lines that came after its review: they stand outside until somebody looks at them."""

    event_id: uuid.UUID
    title: str
    count: int


@dataclass(frozen=True)
class LateLines:
    """All of them."""

    events: Sequence[Late]

    @property
    def count(self) -> int:
        """How many lines."""
        return sum(each.count for each in self.events)


def late_lines(filters: Filters) -> LateLines:
    """The held events of the counted tracks that have such lines, by day."""
    return LateLines([Late(*row) for row in db.session.execute(_late_lines(filters))])


@made_once
def _late_lines(filters: Filters) -> Select[uuid.UUID, str, int]:
    return (
        select(Event.id, Event.title, func.count())
        .select_from(Tally)
        .join(Event, Event.id == Tally.event_id)
        .where(Tally.received_at > Event.reviewed_at, Event.track.in_(queries.COUNTED_TRACKS), *queries.held(filters))
        .group_by(Event.id, Event.title, Event.day)
        .order_by(Event.day, Event.id)
    )


def unconfirmed(filters: Filters) -> int:
    """How many held events of the counted tracks were made on the spot, and count before a lead has confirmed them."""
    return db.session.scalar(_unconfirmed(filters)) or 0


@made_once
def _unconfirmed(filters: Filters) -> Select[int]:
    is_so = waits(), Event.track.in_(queries.COUNTED_TRACKS), *queries.held(filters)
    return select(func.count()).select_from(Event).where(*is_so)


def unconfirmed_behind(figure: Figure, filters: Filters) -> int:
    """How many of them are among the lines of a figure."""
    lines_of = figure.lines(filters).subquery()
    counted = select(func.count(lines_of.c.event_id.distinct())).where(waits(lines_of.c.event_id))
    return db.session.scalar(counted) or 0
