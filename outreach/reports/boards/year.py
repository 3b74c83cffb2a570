"""The year at a glance: against its targets, and against last year by the same day; every mark opens to its lines."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from outreach import periods
from outreach.people.models import Team
from outreach.periods import Period
from outreach.reports import queries
from outreach.reports.boards.campaigns import CampaignBoard, Campaigns
from outreach.reports.boards.charting import Course, bullet_of, cumulative, months_of_views
from outreach.reports.boards.rules import said_change
from outreach.reports.boards.townships import Townships, townships_reached
from outreach.reports.filters import Filters
from outreach.reports.report import draw_from
from outreach.reports.rules import wording
from outreach.reports.sums import WHOLE, YearSums, board_sums, glance_sums, target_sums
from outreach.reports.tables import Tables, figure_href
from outreach.reports.targets.queries import TargetRow, YearOfTargets, year_of_targets
from outreach.reports.values import Drawn
from outreach.web import charts
from outreach.web.bullets import Bullet

CARDS = ("events_public", "events_enterprise", "handouts", "consultations", "articles", "views_times")
#: What the two charts can show: figures whose months add up.
CHARTED = (
    "events_public",
    "events_enterprise",
    "events_training",
    "handouts",
    "consultations",
    "attendance",
    "articles",
)


@dataclass(frozen=True)
class Ago:
    """What a figure was a year ago by the same day, and how that compares."""

    said: str
    href: str
    change: Any


@dataclass(frozen=True)
class Card:
    """One figure of the year; `ago` is None where the year before holds nothing at all."""

    drawn: Drawn
    href: str
    ago: Ago | None
    target: TargetRow | None
    bullet: Bullet | None


@dataclass(frozen=True)
class YearBoard:
    """What the board of a year shows: compared up to the day `until`, with charts of the figure `chosen`."""

    year: int
    until: date
    is_over: bool
    is_empty: bool
    had_year_before: bool
    cards: tuple[Card, ...]
    chosen: Drawn
    choices: tuple[Drawn, ...]
    months: charts.Columns | None
    course: charts.Lines | None
    teams: Sequence[Team]
    campaigns: Campaigns
    townships: Townships
    views: charts.Columns | None
    doubts: tuple[Drawn, ...]


def year_board(year: int, today: date, key: str) -> YearBoard:
    """The board of `year` on the local day `today`, its charts of the figure `key`. Inside `snapshot()`."""
    filters = Filters.of_year(year)
    until = today if today in filters.period else filters.period.last
    sums, before, rest = board_sums(filters), *_year_before(year, until)
    drawn = {each.figure.key: each for each in draw_from(sums, filters)}
    targets = year_of_targets(year, today, sums)
    tables = Tables(filters, tuple(drawn.values()), sums)
    teams = queries.teams_in(filters.period)
    had = bool(before.cells or rest.cells)
    ago = Filters.of_year(year - 1)
    courses = (Course(filters, until, (sums,)), Course(ago, ago.period.last, (before, rest)))
    return YearBoard(
        year=year,
        until=until,
        is_over=until == filters.period.last,
        is_empty=not sums.cells,
        had_year_before=had,
        cards=tuple(_card(drawn[each], filters, until, before if had else None, targets) for each in CARDS),
        chosen=drawn[key],
        choices=tuple(drawn[each] for each in CHARTED if each == key or drawn[each].value),
        months=tables.months_by_team(key, teams) if sums.value(key) else None,
        course=cumulative(key, courses if had else courses[:1], targets),
        teams=teams,
        campaigns=CampaignBoard(filters, today, sums, targets).campaigns(),
        townships=townships_reached(filters),
        views=months_of_views(filters, sums),
        doubts=tuple(each for each in drawn.values() if each.undecided and each.figure.key in CARDS),
    )


def cards_of(today: date) -> tuple[tuple[Card, ...], bool]:
    """The cards of this year alone, and whether nothing was counted yet. To be called inside `snapshot()`."""
    filters = Filters.of_year(today.year)
    sums = glance_sums(filters)
    ago = Filters.of_year(today.year - 1)
    before = glance_sums(replace(ago, period=Period(ago.period.first, periods.in_year(today, today.year - 1))))
    drawn = {each.figure.key: each for each in draw_from(sums, filters)}
    cards = (_card(drawn[key], filters, today, before if before.cells else None, None) for key in CARDS)
    return tuple(cards), not sums.cells


def _year_before(year: int, until: date) -> tuple[YearSums, YearSums]:
    """The sums of the year before up to the same day, and those of its days after that."""
    whole = Filters.of_year(year - 1)
    same_day = periods.in_year(until, until.year - 1)
    before = board_sums(replace(whole, period=Period(whole.period.first, same_day)))
    if same_day == whole.period.last:
        return before, YearSums()
    return before, target_sums(replace(whole, period=Period(same_day + timedelta(days=1), whole.period.last)))


def _card(drawn: Drawn, filters: Filters, until: date, before: YearSums | None, targets: YearOfTargets | None) -> Card:
    key = drawn.figure.key
    rows = targets.of("bureau") if targets else ()
    target = next((row for row in rows if row.measure == key), None)
    ago = _ago(drawn, filters.year - 1, until, before) if before is not None else None
    bullet = bullet_of(target, targets.run) if target and targets else None
    return Card(drawn, figure_href(key, filters), ago, target, bullet)


def _ago(drawn: Drawn, year: int, until: date, before: YearSums) -> Ago | None:
    key, value = drawn.figure.key, before.value(drawn.figure.key, WHOLE)
    if value is None:
        return None
    whole = Filters.of_year(year)
    period = Period(periods.year(year).first, periods.in_year(until, until.year - 1))
    said = wording(value, drawn.figure.unit, rounded=drawn.figure.rounded)
    return Ago(said, figure_href(key, whole, period=period), said_change(drawn.value, value))
