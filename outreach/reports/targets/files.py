"""Targets, plan and done as a file."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from typing import Any, BinaryIO

from flask_babel import gettext as _

from outreach.reports.filters import Filters
from outreach.reports.targets.labels import OUTLOOKS
from outreach.reports.targets.queries import YearOfTargets
from outreach.reports.xlsx import facts_above
from outreach.schedule.targets.labels import MEASURES, scope_name
from outreach.sheets import Sheet, write_csv, write_workbook_into


def write_targets(file: BinaryIO, year: YearOfTargets, *, created: datetime) -> None:
    """Write the year's targets into `file` as a workbook."""
    above = facts_above(Filters.of_year(year.year), created)
    write_workbook_into(file, [Sheet(_("Targets, plan, done"), _header(), _rows(year), above)], created=created)


def targets_csv(year: YearOfTargets, *, created: datetime) -> bytes:
    """The year's targets as CSV, below rows that say what they are of."""
    first, *others = facts_above(Filters.of_year(year.year), created)
    return write_csv(first, chain(others, [_header()], _rows(year)))


def _header() -> list[str]:
    ends = [_("Missing"), _("At this pace"), _("How it stands")]
    return [_("Of whom"), _("Figure"), _("Target"), _("Planned ahead"), _("Done"), _("Undecided part"), *ends]


def _rows(year: YearOfTargets) -> Iterator[list[Any]]:
    for row in year.rows:
        course = row.course
        numbers = [course.target, course.planned, course.done, row.undecided or None, course.gap, course.pace]
        yield [scope_name(row.scope), str(MEASURES[row.measure]), *numbers, str(OUTLOOKS[course.outlook])]
