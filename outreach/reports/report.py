"""All that the page of a year shows, read from one instant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.people.models import Team
from outreach.people.queries import teams as all_teams
from outreach.periods import Period
from outreach.reports import queries
from outreach.reports.doubts import LateLines, estimated_cells, late_lines, months_without_base, unconfirmed
from outreach.reports.figure import Figure
from outreach.reports.figures import BESIDE, FIGURES, figures_among
from outreach.reports.filters import Filters
from outreach.reports.sums import YearSums, took_part, year_sums
from outreach.reports.tables import ALWAYS, Note, Number, Row, Table, Tables, figure_href
from outreach.reports.values import Drawn, draw, drawn_from
from outreach.schedule.campaigns.queries import campaigns
from outreach.schedule.labels import TRACKS
from outreach.schedule.rules import Track
from outreach.web import charts
from outreach.web.filters import number

#: The headline, in three lines of the report.
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (_("Events"), ("events_public", "events_enterprise", "enterprises", "events_training", "events_internal")),
    (
        _("Law to enterprises"),
        ("company_visits", "check_ups", "risks_found", "risks_mended", "orders_received", "orders_answered"),
    ),
    (_("Reached on the spot"), ("handouts", "consultations", "attendance", "displays")),
    (_("Online"), ("articles", "posts", "videos", "screens", "views_people", "views_times")),
)
_SHOWN = ALWAYS | {"enterprises", "posts", "videos"}


@dataclass(frozen=True)
class Headline:
    """A figure as the head of the page shows it."""

    drawn: Drawn
    href: str


@dataclass(frozen=True)
class Group:
    """A line of the headline; `others` are the same things in other units, which are never added to it (rule 9)."""

    title: Any
    headlines: tuple[Headline, ...]
    others: tuple[Headline, ...]


@dataclass(frozen=True)
class YearReport:
    """A year's report under some filters."""

    filters: Filters
    groups: tuple[Group, ...]
    states: Table
    drawn: tuple[Drawn, ...]
    tables: tuple[Table, ...]
    events_chart: charts.Columns | None
    handouts_chart: charts.Columns | None
    consultations_chart: tuple[charts.Bar, ...]
    teams: tuple[Team, ...]
    held: int
    reviewed: int
    unlogged: Headline
    overdue: Headline | None
    unconfirmed: int
    late: LateLines

    @property
    def undecided(self) -> tuple[Headline, ...]:
        """The figures of the headline of which a part is undecided."""
        shown = (each for group in self.groups for each in (*group.headlines, *group.others))
        return tuple(each for each in shown if each.drawn.undecided)

    @property
    def is_empty(self) -> bool:
        """Whether the year holds nothing at all under these filters."""
        counted = any(each.drawn.value for group in self.groups for each in (*group.headlines, *group.others))
        return not self.states.rows and not counted


def year_report(filters: Filters, *, today: date) -> YearReport:
    """The report of the filters' days. To be called inside `snapshot()`, so that its parts agree."""
    sums = year_sums(filters)
    drawn = draw_from(sums, filters)
    teams = _teams(filters.period, sums)
    estimated = estimated_cells(filters, sums) if sums.estimated else frozenset()
    tables = Tables(filters, drawn, sums, estimated, months_without_base(filters, "views_times"))
    counts = queries.status_counts(filters)
    made = [
        tables.by_team(teams, took_part(filters)),
        tables.by_campaign(campaigns(retired=True)),
        tables.by_month(),
        tables.by_place_kind(),
    ]
    return YearReport(
        filters=filters,
        groups=tuple(_group(title, keys, drawn, filters) for title, keys in GROUPS),
        states=states_table(counts, filters),
        drawn=tuple(drawn),
        tables=tuple(table for table in made if table.rows),
        events_chart=tables.months_by_team("events_public", teams) if sums.value("events_public") else None,
        handouts_chart=tables.months_by_team("handouts", teams) if sums.value("handouts") else None,
        consultations_chart=tables.bars_by_team("consultations", teams) if sums.value("consultations") else (),
        teams=tuple(teams),
        held=sum(each.get("held", 0) for each in counts.values()),
        reviewed=sum(each.get("reviewed", 0) for each in counts.values()),
        unlogged=_beside("events_unlogged", filters),
        overdue=_overdue(filters, today),
        unconfirmed=unconfirmed(filters),
        late=late_lines(filters),
    )


def draw_from(sums: YearSums, filters: Filters) -> list[Drawn]:
    """All figures of the report out of the sums; equal to `values.draw_all`, which asks each select."""
    return [_drawn(each, sums, filters) for each in figures_among(sums.units)]


def _drawn(figure: Figure, sums: YearSums, filters: Filters) -> Drawn:
    reason = figure.reason(filters)
    if reason is not None:
        return Drawn(figure, None, reason)
    value = sums.value(figure.key)
    return drawn_from(figure, value or 0, 0 if value is None else 1, sums.estimated, sums.undecided)


def _group(title: Any, keys: Sequence[str], drawn: Sequence[Drawn], filters: Filters) -> Group:
    """The figures of a line in their order; those that are nothing, as in most bureaus, are left out."""
    heads = [each for each in drawn if each.figure.key in keys and (each.value or each.figure.key in _SHOWN)]
    others = [each for each in drawn if each.value and each.figure.key not in FIGURES and _main_key(each) in keys]
    return Group(title, _opened(heads, filters), _opened(others, filters))


def _main_key(each: Drawn) -> str:
    return each.figure.key.partition("_")[0]


def _opened(drawn: Sequence[Drawn], filters: Filters) -> tuple[Headline, ...]:
    return tuple(Headline(each, figure_href(each.figure.key, filters)) for each in drawn)


def _teams(period: Period, sums: YearSums) -> list[Team]:
    there = {team.id for team in queries.teams_in(period)}
    return [team for team in all_teams() if team.id in there or ("team", team.id) in sums.cells]


def _beside(key: str, filters: Filters, **changes: Any) -> Headline:
    return Headline(draw(BESIDE[key], filters), figure_href(key, filters, **changes))


def _overdue(filters: Filters, today: date) -> Headline | None:
    """The planned events whose day has passed: they count nowhere until somebody says what became of them."""
    last = min(filters.period.last, today - timedelta(days=1))
    if last < filters.period.first:
        return None
    past = Filters(**{**vars(filters), "period": Period(filters.period.first, last)})
    return _beside("events_planned", past)


def states_table(counts: dict[Track, dict[str, int]], filters: Filters) -> Table:
    """What became of the plan, track by track; `counts` are those of `queries.status_counts`."""
    rows = [
        Row(label, tuple(_state(track, state, counts[track].get(state, 0), filters) for state in _STATES))
        for track, label in TRACKS.items()
        if track in counts
    ]
    heads = (_("Not yet held"), _("Held"), _("of these reviewed"), _("Cancelled"))
    note = Note(
        _("What is not yet held, what was held and what was cancelled are never added. Only held events count.")
    )
    return Table(_("What became of the plan"), _("Track"), heads, tuple(rows), Row("", ()), (note,))


_STATES = ("planned", "held", "reviewed", "cancelled")


def _state(track: Track, state: str, count: int, filters: Filters) -> Number:
    if not count:
        return Number("0")
    if state in ("planned", "cancelled"):
        return Number(number(count), figure_href(f"events_{state}", filters, track=track))
    changes = {"reviewed": True} if state == "reviewed" else {}
    return Number(number(count), figure_href(f"events_{track}", filters, **changes))
