"""The charts of the board: how a figure adds up over the year, reads and plays by month, and bars against targets."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import format_date, gettext

from outreach.periods import Period, months_of
from outreach.reports.course import Run
from outreach.reports.filters import Filters
from outreach.reports.sums import YearSums
from outreach.reports.tables import figure_href
from outreach.reports.targets.queries import TargetRow, YearOfTargets
from outreach.web import charts
from outreach.web.bullets import Bullet, bullet
from outreach.web.filters import number

#: The colours of the lines: the year before is grey, dashed, with hollow points.
_SERIES = (1, 6)


@dataclass(frozen=True)
class Course:
    """A line of the chart: the days of a year up to `until`, and the sums that its months are added from."""

    filters: Filters
    until: date
    sums: tuple[YearSums, ...]


def cumulative(key: str, courses: Sequence[Course], targets: YearOfTargets) -> charts.Lines | None:
    """What each year has brought by the end of each month, the first one's beside the bureau's target."""
    lines = [
        charts.Series(str(course.filters.year), tuple(_points(key, course)), series=series, mark=mark)
        for course, series, mark in zip(courses, _SERIES, "12", strict=False)
    ]
    if not any(value and value.amount for line in lines for value in line.values):
        return None
    labels = [_short(part.first) for part in months_of(courses[0].filters.period)]
    row = next((row for row in targets.of("bureau") if row.measure == key), None)
    return charts.lines(labels, lines, level=_goal(row, targets.year) if row else None)


def months_of_views(filters: Filters, sums: YearSums) -> charts.Columns | None:
    """Reads and plays, month by month; None where no month has a reading."""
    stacks = [_month_of_views(part, filters, sums) for part in months_of(filters.period)]
    return charts.columns(stacks) if any(part.amount for stack in stacks for part in stack.parts) else None


def bullet_of(row: TargetRow, run: Run | None) -> Bullet:
    """The bar of a target; `run` says where it should be by today, where a pace is known."""
    course = row.course
    value = charts.Value("", course.done, number(course.done), row.done_href)
    goal = charts.Value("", course.target, number(course.target), row.planned_href)
    known = run is not None and 0 < run.elapsed < run.whole
    share = run.elapsed / run.whole if run is not None and known else None
    return bullet(value, goal, planned=course.planned or 0, share_of_time=share)


def _points(key: str, course: Course) -> Iterator[charts.Value | None]:
    total, filters = 0, course.filters
    for part in months_of(filters.period):
        if part.first > course.until:
            yield None
            continue
        total += sum(each.value(key, ("month", part.first.month)) or 0 for each in course.sums)
        days = Period(filters.period.first, part.last)
        yield charts.Value(_short(part.first), total, number(total), figure_href(key, filters, period=days))


def _goal(row: TargetRow, year: int) -> charts.Value:
    target = row.course.target
    return charts.Value(gettext("Target"), target, number(target), url_for("targets.page", year=year))


def _month_of_views(part: Period, filters: Filters, sums: YearSums) -> charts.Stack:
    amount = sums.value("views_times", ("month", part.first.month))
    href = figure_href("views_times", filters, period=part) if amount else None
    text = number(amount)
    value = charts.Value(_short(part.first), amount, text, href, series=1)
    return charts.Stack(_short(part.first), text, (value,), href)


def _short(day: date) -> str:
    return str(format_date(day, "LLL"))
