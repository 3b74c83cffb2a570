"""The tables and charts of a year's report: every number is a link to the lines behind it."""

import uuid
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import lazy_gettext as _

from outreach.people.models import Team
from outreach.periods import Period, months_of
from outreach.places.labels import KINDS
from outreach.places.models import Place
from outreach.reports.filters import Filters, chosen_row, chosen_team
from outreach.reports.labels import UNDECIDED
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
    "screens",
    "views_times",
)
#: Shown though nothing was counted; the others appear where something was.
ALWAYS = frozenset({"events_public", "events_enterprise", "handouts", "consultations", "articles", "views_times"})


#: Stands before a number of which a part was estimated, as on the pages of the log.
ABOUT = "≈"


@dataclass(frozen=True)
class Number:
    """One cell: how it is printed, where it opens, and how much of it is undecided 待核."""

    text: str
    href: str | None = None
    undecided: int = 0


@dataclass(frozen=True)
class Row:
    """One line of a table; `team` where it is one of a team."""

    label: Any
    numbers: tuple[Number, ...]
    team: Team | None = None
    href: str | None = None
    """Where the part of that name is divided further."""


@dataclass(frozen=True)
class Note:
    """A sentence below a table, and what it opens."""

    text: Any
    opened: tuple[Number, ...] = ()


@dataclass(frozen=True)
class Table:
    """A breakdown of the year; `total` is the whole, to which overlapping parts do not add up: then `notes` say so."""

    title: Any
    head: Any
    columns: tuple[Any, ...]
    rows: tuple[Row, ...]
    total: Row
    notes: tuple[Note, ...] = ()


def figure_href(key: str, filters: Filters, **changes: Any) -> str:
    """The address of a figure's page under `filters` with `changes`."""
    arguments: dict[str, Any] = dict(filters.arguments(**changes))
    return url_for("reports.figure", year=filters.year, key=key, **arguments)


def places_href(filters: Filters, **changes: Any) -> str:
    """The address of the page of places under `filters` with `changes`."""
    arguments: dict[str, Any] = dict(filters.arguments(**changes))
    return url_for("reports.places", year=filters.year, **arguments)


def other_months(filters: Filters) -> Note:
    """Where the months are those of the readings: two pages that differ without a word are believed by nobody."""
    arguments: dict[str, Any] = dict(filters.of_articles())
    picture = url_for("online_year.views", year=filters.year, **arguments)
    said = _("The pictures divide the whole by the days of its readings; those months add up and differ from these:")
    return Note(said, (Number(str(_("Views over time")), picture),))


def _has(shown: Sequence[Drawn], key: str) -> bool:
    return any(each.figure.key == key for each in shown)


def _with_mark(shown: Number) -> str:
    """The number as a chart prints it, with the word where a part of it is undecided."""
    return f"{shown.text} {UNDECIDED}" if shown.undecided else shown.text


def _short_month(day: date) -> str:
    """1月, Jan: what fits below a column."""
    return str(format_date(day, "LLL"))


@dataclass(frozen=True)
class Tables:
    """Makes the tables of one report out of its sums.

    `estimated` names the cells that print with "≈"; `unbased` has for each month the readings that lack a base.
    """

    filters: Filters
    drawn: Sequence[Drawn]
    sums: YearSums
    estimated: Container[tuple[Part, str]] = frozenset()
    unbased: Mapping[int, int] = field(default_factory=dict)

    def by_team(self, teams: Sequence[Team], joined: dict[uuid.UUID, int]) -> Table:
        """A row for each team; what it took part in without leading stands in a column of its own (rule 4)."""
        shown = self._shown("team")
        rows = [self._row(named(each), ("team", each.id), shown, {"team": chosen_team(each)}, each) for each in teams]
        last = [self._joined(each, joined) for each in teams]
        notes = [Note(_("An event counts for the team that led it. What others took part in is added to nothing."))]
        if _has(shown, "enterprises"):
            notes.append(Note(_("An enterprise that two teams visited stands in both rows, and once in the whole.")))
        table = self._table(_("By team"), _("Team"), shown, rows, notes)
        whole = replace(table.total, numbers=(*table.total.numbers, Number("")))
        return replace(
            table,
            columns=(*table.columns, _("Took part")),
            rows=tuple(replace(row, numbers=(*row.numbers, extra)) for row, extra in zip(rows, last, strict=True)),
            total=whole,
        )

    def by_campaign(self, campaigns: Sequence[Campaign]) -> Table:
        """A row for each campaign that has something in the year."""
        shown = self._shown("campaign")
        rows = [
            self._row(named(each), ("campaign", each.id), shown, {"campaign": chosen_row(each)})
            for each in campaigns
            if ("campaign", each.id) in self.sums.cells
        ]
        notes = [Note(_("One event may serve several campaigns, and many serve none: the rows do not add up."))]
        return self._without_noughts(self._table(_("By campaign"), _("Campaign"), shown, rows, notes))

    def by_month(self) -> Table:
        """A row for each month of the period."""
        shown = self._shown("month")
        months = [(part.first.month, part & self.filters.period) for part in months_of(self.filters.period)]
        rows = [self._row(month_name(month), ("month", month), shown, {"period": cut}) for month, cut in months]
        notes = []
        if _has(shown, "enterprises"):
            notes.append(Note(_("An enterprise visited in two months stands in both rows, and once in the whole.")))
        if _has(shown, "views_times"):
            notes.append(Note(_("Views of a month need a reading before it, so that the months may not add up.")))
            notes.append(other_months(self.filters))
        if self.unbased and _has(shown, "views_times"):
            opened = tuple(self._lacking(days) for days in months_of(self.filters.period))
            said = _("Readings that have none before their month, and are not counted in it:")
            notes.append(Note(said, tuple(each for each in opened if each.href)))
        return self._table(_("By month"), _("Month"), shown, rows, notes)

    def _lacking(self, days: Period) -> Number:
        """How many readings of the month lack a base, opening to them."""
        count = self.unbased.get(days.first.month, 0)
        if not count:
            return Number("")
        period = days & self.filters.period
        said = f"{month_name(days.first.month)} {number(count)}"
        return Number(said, figure_href("unbased_times", self.filters, period=period))

    def by_place_kind(self) -> Table:
        """A row for each kind of place at which something took place."""
        shown = self._shown("place_kind")
        rows = [
            self._row(label, ("place_kind", kind), shown, {"place_kind": kind})
            for kind, label in KINDS.items()
            if ("place_kind", kind) in self.sums.cells
        ]
        return self._without_noughts(self._table(_("By kind of place"), _("Kind of place"), shown, rows))

    def by_place(self, places: Sequence[Place], holding: Container[uuid.UUID], notes: Sequence[Note] = ()) -> Table:
        """A row for each of the places with all that lies in it; one of `holding` leads to those inside it."""
        shown = self._shown("place")
        rows = [self._row(each.name, ("place", each.id), shown, {"place": chosen_row(each)}) for each in places]
        rows = [
            replace(row, href=places_href(self.filters, place=chosen_row(each))) if each.id in holding else row
            for row, each in zip(rows, places, strict=True)
        ]
        return self._table(_("By place"), _("Place"), shown, rows, notes)

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
        return charts.Stack(_short_month(part.first), _with_mark(whole), tuple(parts), whole.href)

    def _value(self, key: str, part: Part, team: Team, changes: dict[str, Any]) -> charts.Value:
        shown = self._number(key, part, changes)
        amount = self.sums.value(key, part)
        return charts.Value(named(team), amount, _with_mark(shown), shown.href, team.palette, team.mark)

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

    def _table(self, title: Any, head: Any, shown: list[Drawn], rows: list[Row], notes: Sequence[Note] = ()) -> Table:
        total = self._total(shown)
        if any(number.text.startswith(ABOUT) for row in (*rows, total) for number in row.numbers):
            notes = (*notes, Note(_("≈ before a number: a part of it was estimated, or rounded by its platform.")))
        if any(number.undecided for row in (*rows, total) for number in row.numbers):
            notes = (
                *notes,
                Note(_("Undecided: a part may be counted twice, until a lead decides.")),
            )
        return Table(title, head, tuple(each.figure.label for each in shown), tuple(rows), total, tuple(notes))

    def _without_noughts(self, table: Table) -> Table:
        """Without the rows in which nothing opens: a note says that they are left out."""
        kept = tuple(row for row in table.rows if any(number.href for number in row.numbers))
        left_out = len(table.rows) - len(kept)
        if not left_out:
            return table
        said = ngettext(
            "%(num)s row without any number is left out.", "%(num)s rows without any number are left out.", left_out
        )
        return replace(table, rows=kept, notes=(*table.notes, Note(said)))

    def _row(
        self, label: Any, part: Part, shown: list[Drawn], changes: dict[str, Any], team: Team | None = None
    ) -> Row:
        return Row(label, tuple(self._number(each.figure.key, part, changes) for each in shown), team)

    def _number(self, key: str, part: Part, changes: dict[str, Any]) -> Number:
        value = self.sums.value(key, part)
        if not value:
            return Number(NOTHING if value is None else "0")
        said = self._marked(value, (part, key) in self.estimated)
        return Number(said, figure_href(key, self.filters, **changes), self.sums.in_doubt(key, part))

    def _marked(self, value: int | None, is_estimated: bool) -> str:
        return f"{ABOUT if is_estimated else ''}{number(value)}"

    def _total(self, shown: list[Drawn]) -> Row:
        is_year = self.filters.is_whole_year and not self.filters.used
        numbers = (
            Number(
                self._marked(each.value, each.estimated != 0),
                figure_href(each.figure.key, self.filters),
                each.undecided,
            )
            for each in shown
        )
        return Row(_("Whole year") if is_year else _("Everything"), tuple(numbers))

    def _joined(self, team: Team, joined: dict[uuid.UUID, int]) -> Number:
        count = joined.get(team.id, 0)
        return Number(number(count), figure_href("took_part", self.filters, team=chosen_team(team)) if count else None)
