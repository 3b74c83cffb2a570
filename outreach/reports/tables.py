"""The tables and charts of a year's report: every number is a link to the lines behind it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import format_date
from flask_babel import lazy_gettext as _

from outreach.people.models import Team
from outreach.periods import months_of
from outreach.places.labels import KINDS
from outreach.reports.filters import Filters, chosen_row, chosen_team
from outreach.reports.sums import Cell as Part
from outreach.reports.sums import YearSums
from outreach.reports.values import Drawn
from outreach.schedule.models import Campaign
from outreach.web import charts
from outreach.web.filters import NOTHING, month_name, named, number

#: The columns that a table may have; what is counted in other units stands in the headline only, to keep it readable.
COLUMNS = (
    "events_public",
    "events_enterprise",
    "events_training",
    "events_internal",
    "enterprises",
    "handouts",
    "consultations",
    "attendance",
    "articles",
    "posts",
    "videos",
    "views_times",
)
#: Shown though nothing was counted; the others appear where something was.
ALWAYS = frozenset({"events_public", "events_enterprise", "handouts", "consultations", "articles", "views_times"})


@dataclass(frozen=True)
class Number:
    """One cell: how it is printed, and where it opens."""

    text: str
    href: str | None = None


@dataclass(frozen=True)
class Row:
    """One line of a table; `team` where it is one of a team."""

    label: Any
    numbers: tuple[Number, ...]
    team: Team | None = None


@dataclass(frozen=True)
class Table:
    """A breakdown of the year; `total` is the whole, which overlapping parts do not add up to: then `note` says so."""

    title: Any
    head: Any
    columns: tuple[Any, ...]
    rows: tuple[Row, ...]
    total: Row
    note: Any = ""


def figure_href(key: str, filters: Filters, **changes: Any) -> str:
    """The address of a figure's page under `filters` with `changes`."""
    arguments: dict[str, Any] = dict(filters.arguments(**changes))
    return url_for("reports.figure", year=filters.year, key=key, **arguments)


def _short_month(day: date) -> str:
    """1月, Jan: what fits below a column."""
    return str(format_date(day, "LLL"))


@dataclass(frozen=True)
class Tables:
    """Makes the tables of one report out of its sums."""

    filters: Filters
    drawn: Sequence[Drawn]
    sums: YearSums

    def by_team(self, teams: Sequence[Team], joined: dict[uuid.UUID, int]) -> Table:
        """A row for each team; what it took part in without leading stands in a column of its own (rule 4)."""
        shown = self._shown("team")
        rows = [self._row(named(each), ("team", each.id), shown, {"team": chosen_team(each)}, each) for each in teams]
        last = [self._joined(each, joined) for each in teams]
        whole = self._total(shown)
        return Table(
            _("By team"),
            _("Team"),
            (*(each.figure.label for each in shown), _("Took part")),
            tuple(replace(row, numbers=(*row.numbers, extra)) for row, extra in zip(rows, last, strict=True)),
            replace(whole, numbers=(*whole.numbers, Number(""))),
            _("An event counts for the team that led it. What other teams took part in is not added to anything."),
        )

    def by_campaign(self, campaigns: Sequence[Campaign]) -> Table:
        """A row for each campaign that has something in the year."""
        shown = self._shown("campaign")
        rows = [
            self._row(named(each), ("campaign", each.id), shown, {"campaign": chosen_row(each)})
            for each in campaigns
            if ("campaign", each.id) in self.sums.cells
        ]
        note = _("One event may serve several campaigns, and many serve none: the rows do not add up to the year.")
        return self._table(_("By campaign"), _("Campaign"), shown, rows, note)

    def by_month(self) -> Table:
        """A row for each month of the period."""
        shown = self._shown("month")
        months = [(part.first.month, part & self.filters.period) for part in months_of(self.filters.period)]
        rows = [self._row(month_name(month), ("month", month), shown, {"period": cut}) for month, cut in months]
        note = _(
            "An enterprise visited in two months stands in both. Views of a month need a reading before it, so months "
            "may not add up to the year."
        )
        return self._table(_("By month"), _("Month"), shown, rows, note)

    def by_place_kind(self) -> Table:
        """A row for each kind of place at which something took place."""
        shown = self._shown("place_kind")
        rows = [
            self._row(label, ("place_kind", kind), shown, {"place_kind": kind})
            for kind, label in KINDS.items()
            if ("place_kind", kind) in self.sums.cells
        ]
        return self._table(_("By kind of place"), _("Kind of place"), shown, rows)

    def months_by_team(self, key: str, teams: Sequence[Team]) -> charts.Columns:
        """The columns of one figure month by month, each stacked by team."""
        return charts.columns([self._stack(key, part, teams) for part in months_of(self.filters.period)])

    def bars_by_team(self, key: str, teams: Sequence[Team]) -> tuple[charts.Bar, ...]:
        """A bar of one figure for each team."""
        return charts.bars([self._value(key, ("team", each.id), each, {"team": chosen_team(each)}) for each in teams])

    def _stack(self, key: str, part: Any, teams: Sequence[Team]) -> charts.Stack:
        month, cut = part.first.month, part & self.filters.period
        parts = [
            self._value(key, ("month_team", (month, each.id)), each, {"team": chosen_team(each), "period": cut})
            for each in teams
        ]
        whole = self._number(key, ("month", month), {"period": cut})
        return charts.Stack(_short_month(part.first), whole.text, tuple(parts), whole.href)

    def _value(self, key: str, part: Part, team: Team, changes: dict[str, Any]) -> charts.Value:
        shown = self._number(key, part, changes)
        amount = self.sums.value(key, part)
        return charts.Value(named(team), amount, shown.text, shown.href, team.palette, team.mark)

    def _shown(self, dimension: str) -> list[Drawn]:
        """The figures of a table: those that can be divided so, and of which there is something to show."""
        return [
            each
            for each in self.drawn
            if each.figure.key in COLUMNS
            and (dimension == "month" or dimension in each.figure.dimensions)
            and each.figure.reason(self.filters) is None
            and (each.value or each.figure.key in ALWAYS)
        ]

    def _table(self, title: Any, head: Any, shown: list[Drawn], rows: list[Row], note: Any = "") -> Table:
        return Table(title, head, tuple(each.figure.label for each in shown), tuple(rows), self._total(shown), note)

    def _row(
        self, label: Any, part: Part, shown: list[Drawn], changes: dict[str, Any], team: Team | None = None
    ) -> Row:
        return Row(label, tuple(self._number(each.figure.key, part, changes) for each in shown), team)

    def _number(self, key: str, part: Part, changes: dict[str, Any]) -> Number:
        value = self.sums.value(key, part)
        if not value:
            return Number(NOTHING if value is None else "0")
        return Number(number(value), figure_href(key, self.filters, **changes))

    def _total(self, shown: list[Drawn]) -> Row:
        numbers = (Number(number(each.value), figure_href(each.figure.key, self.filters)) for each in shown)
        return Row(_("Whole"), tuple(numbers))

    def _joined(self, team: Team, joined: dict[uuid.UUID, int]) -> Number:
        count = joined.get(team.id, 0)
        return Number(number(count), figure_href("took_part", self.filters, team=chosen_team(team)) if count else None)
