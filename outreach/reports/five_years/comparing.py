"""Five years side by side: each figure under the same filters and on the same days, every cell opening to its lines."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from outreach import periods
from outreach.errors import NotFound
from outreach.periods import Period
from outreach.reports.figure import Figure
from outreach.reports.figures import FIGURES, figures_among
from outreach.reports.filters import Filters
from outreach.reports.five_years.queries import first_day_recorded, was_recorded
from outreach.reports.five_years.rules import Change, change_between, is_begun_late
from outreach.reports.report import draw_from
from outreach.reports.sums import YearSums, whole_sums
from outreach.reports.tables import ABOUT, Number, figure_href
from outreach.reports.values import Drawn
from outreach.web import charts
from outreach.web.filters import NOTHING, number

YEARS = 5


@dataclass(frozen=True)
class YearColumn:
    """One of the years; `is_running` where today is one of its days, so that it is not over."""

    filters: Filters
    href: str
    is_running: bool
    drawn: dict[str, Drawn]

    @property
    def year(self) -> int:
        """Its number."""
        return self.filters.year


@dataclass(frozen=True)
class FigureRow:
    """One figure through the years, oldest first; `change` is that of the last year to the one before it."""

    figure: Figure
    numbers: tuple[Number, ...]
    change: Change | None
    chart: charts.Columns | None

    @property
    def title(self) -> str:
        """The figure with its unit, which stands in the names of those in other units already."""
        label = str(self.figure.label)
        if self.figure.key not in FIGURES:
            return label
        return str(_("%(label)s (%(unit)s)", label=label, unit=self.figure.unit))


@dataclass(frozen=True)
class FiveYears:
    """The table, and what its notes need: whether something is estimated, undecided, or was not recorded."""

    columns: tuple[YearColumn, ...]
    rows: tuple[FigureRow, ...]
    begun_late: date | None
    """From which day on there are records in one of the years, where that is not from its beginning."""

    @property
    def is_empty(self) -> bool:
        """Whether no year has anything."""
        return not any(each.href for row in self.rows for each in row.numbers)

    @property
    def has_estimates(self) -> bool:
        """Whether "≈" stands before a number."""
        return any(each.text.startswith(ABOUT) for row in self.rows for each in row.numbers)

    @property
    def has_gaps(self) -> bool:
        """Whether some year has "—"."""
        return any(each.text == NOTHING for row in self.rows for each in row.numbers)

    @property
    def is_unfair(self) -> bool:
        """Whether the last year is not over, and is held against whole ones."""
        return self.columns[-1].is_running and self.columns[-1].filters.is_whole_year


def five_years(filters: Filters, *, today: date, same_days: bool) -> FiveYears:
    """The year of the filters and the four before it; with `same_days` each only up to the day that today is.

    To be called inside `snapshot()`.
    """
    asked = _up_to(filters, today) if same_days else filters
    read = [(each, whole_sums(each)) for each in _years(asked)]
    columns = tuple(_column(each, sums, today) for each, sums in read)
    units = {pair for _each, sums in read for pair in sums.units}
    first_day = first_day_recorded()
    is_late = first_day is not None and is_begun_late(first_day) and first_day.year in {each.year for each in columns}
    begun_late = first_day if is_late else None
    rows = (_row(figure, columns, begun_late) for figure in figures_among(units) if figure.reason(asked) is None)
    return FiveYears(columns, tuple(row for row in rows if _is_shown(row)), begun_late)


def _years(filters: Filters) -> Iterator[Filters]:
    for back in reversed(range(YEARS)):
        try:
            yield filters.years_ago(back)
        except NotFound:  # before the first year that there is
            continue


def _up_to(filters: Filters, today: date) -> Filters:
    """The filters cut off at today's day of their year, where some days are left."""
    rest = filters.period & Period(periods.year(filters.year).first, periods.in_year(today, filters.year))
    return filters if rest is None else replace(filters, period=rest)


def _column(filters: Filters, sums: YearSums, today: date) -> YearColumn:
    drawn = {each.figure.key: each for each in draw_from(sums, filters)}
    arguments: dict[str, Any] = dict(filters.arguments())
    href = url_for("reports.year", year=filters.year, **arguments)
    return YearColumn(filters, href, today in filters.period and today < filters.period.last, drawn)


def _row(figure: Figure, columns: tuple[YearColumn, ...], begun_late: date | None) -> FigureRow:
    values = [_value(figure, column) for column in columns]
    numbers = tuple(_number(figure, column, value) for column, value in zip(columns, values, strict=True))
    is_whole = len(columns) > 1 and (begun_late is None or columns[-2].year != begun_late.year)
    change = change_between(*values[-2:]) if is_whole else None
    return FigureRow(figure, numbers, change, _chart(columns, values, numbers))


def _value(figure: Figure, column: YearColumn) -> int | None:
    """The figure in that year; None where nobody recorded such a thing then."""
    drawn = column.drawn.get(figure.key)
    if drawn is not None and (drawn.value or figure.of == "reading"):
        return drawn.value
    return 0 if was_recorded(figure, periods.year(column.year)) else None


def _number(figure: Figure, column: YearColumn, value: int | None) -> Number:
    if not value:
        return Number(NOTHING if value is None else "0")
    drawn = column.drawn[figure.key]
    said = f"{ABOUT if drawn.estimated else ''}{number(value)}"
    return Number(said, figure_href(figure.key, column.filters), drawn.undecided)


def _chart(columns: tuple[YearColumn, ...], values: list[Any], numbers: tuple[Number, ...]) -> charts.Columns | None:
    """A column for each year, where two have something to compare."""
    if sum(value is not None and value > 0 for value in values) < 2:
        return None
    stacks = []
    for column, value, shown in zip(columns, values, numbers, strict=True):
        part = charts.Value(str(column.year), value, shown.text, shown.href, series=1)
        stacks.append(charts.Stack(str(column.year), shown.text, (part,), shown.href))
    return charts.columns(stacks)


def _is_shown(row: FigureRow) -> bool:
    """Every figure of the contract that some year recorded, others where something was counted."""
    if row.figure.key in FIGURES:
        return any(each.text != NOTHING for each in row.numbers)
    return any(each.href for each in row.numbers)
