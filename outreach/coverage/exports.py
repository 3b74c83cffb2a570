"""The table of coverage for a spreadsheet: every place that is asked for, not a page of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from flask_babel import gettext as _

from outreach.coverage import queries
from outreach.coverage.queries import Asked
from outreach.coverage.tables import Cell, lines_of
from outreach.people.models import Team
from outreach.places.labels import said
from outreach.sheets import Sheet, write_csv, write_workbook_into
from outreach.web.filters import named

#: How many places are read at once.
_PART = 500


def coverage_csv(teams: Sequence[Team], asked: Asked) -> bytes:
    """The table as CSV."""
    return write_csv(_header(teams), _rows(teams, asked))


def coverage_xlsx(teams: Sequence[Team], asked: Asked, *, created: datetime) -> BytesIO:
    """The table as a workbook, open at its beginning."""
    file = BytesIO()
    sheet = Sheet(_("Coverage %(year)s", year=asked.year), _header(teams), _rows(teams, asked))
    write_workbook_into(file, [sheet], created=created)
    file.seek(0)
    return file


def _header(teams: Sequence[Team]) -> list[str]:
    columns = [_("Place"), _("Kind"), _("Lies in")]
    for name in (*map(named, teams), _("All teams")):
        columns += [
            _("%(team)s: visits", team=name),
            _("%(team)s: took part", team=name),
            _("%(team)s: last visit", team=name),
            _("%(team)s: days since", team=name),
            _("%(team)s: next planned", team=name),
        ]
    return columns


def _rows(teams: Sequence[Team], asked: Asked) -> Iterator[Sequence[Any]]:
    number, page = 1, queries.page_of_places(asked, 1, _PART)
    while page.rows:
        for line in lines_of(page, teams, asked):
            around = line.place.parent.name if line.place.parent else None
            told = [part for _team, cell in line.cells for part in _told(cell)]
            yield [line.place.name, said(line.place.kind), around, *told, *_told(line.whole)]
        if page.next is None:
            return
        number += 1
        page = queries.page_of_places(asked, number, _PART)


def _told(cell: Cell) -> list[Any]:
    visits = cell.visits
    return [visits.held, visits.joined, visits.last or _("Never visited"), cell.days, visits.next]
