"""The report as a plain workbook: the totals, then one sheet of lines for each figure."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, BinaryIO

from flask_babel import gettext as _

from outreach.db.snapshot import snapshot
from outreach.logbook.labels import said as said_basis
from outreach.media.labels import said as said_metric
from outreach.people.queries import the_bureau
from outreach.reports.as_json import Address
from outreach.reports.behind import Line, lines_behind
from outreach.reports.chips import said_days, said_filters
from outreach.reports.figure import Figure
from outreach.reports.filters import Filters
from outreach.reports.labels import UNDECIDED
from outreach.reports.values import Drawn, draw_all
from outreach.sheets import Sheet, write_csv, write_workbook_into
from outreach.web.filters import moment


def write_report(file: BinaryIO, filters: Filters, *, created: datetime, address: Address) -> None:
    """Write the workbook of the filters' days into `file`, all of it read from one instant."""
    with snapshot():
        drawn = draw_all(filters)
        sheets = [Sheet(_("Totals"), _totals_header(), _totals(drawn), above=facts_above(filters, created))]
        sheets += [_sheet(each.figure, filters, address) for each in drawn if each.value is not None]
        write_workbook_into(file, sheets, created=created)


def write_lines(file: BinaryIO, figure: Figure, filters: Filters, *, created: datetime, address: Address) -> None:
    """Write the lines of one figure into `file` as a workbook."""
    with snapshot():
        above = facts_above(filters, created)
        write_workbook_into(file, [_sheet(figure, filters, address, above)], created=created)


def lines_csv(figure: Figure, filters: Filters, *, created: datetime, address: Address) -> bytes:
    """The lines of one figure as CSV, below rows that say what they are of."""
    with snapshot():
        first, *others = facts_above(filters, created)
        return write_csv(first, chain(others, [_lines_header(figure)], _rows(figure, filters, address)))


def facts_above(filters: Filters, created: datetime) -> list[list[str]]:
    """What a file of figures says of itself, so that a part never passes for the whole: whose, of when, of what."""
    bureau = the_bureau()
    return [
        [_("Bureau"), bureau.name if bureau else ""],
        [_("Days"), said_days(filters)],
        [_("Filters"), said_filters(filters)],
        [_("Drawn at"), moment(created)],
        [],
    ]


def _sheet(figure: Figure, filters: Filters, address: Address, above: Sequence[Sequence[str]] = ()) -> Sheet:
    return Sheet(str(figure.label), _lines_header(figure), _rows(figure, filters, address), above)


def _totals_header() -> list[str]:
    return [
        _("Figure"),
        _("Value"),
        _("Unit"),
        _("Wording"),
        _("Estimated part"),
        _("Undecided part"),
        _("Remark"),
        _("Definition"),
    ]


def _totals(drawn: Sequence[Drawn]) -> Iterator[list[Any]]:
    for each in drawn:
        figure = each.figure
        facts = [each.value, figure.unit, each.wording, each.estimated or None, each.undecided or None, each.reason]
        yield [str(figure.label), *facts, str(figure.definition)]


def _lines_header(figure: Figure) -> list[str]:
    return [_("Day"), _("Title"), _("Team"), *_own_heads(figure), _("Quantity"), _("Unit"), _("Opens at")]


def _own_heads(figure: Figure) -> list[str]:
    if figure.of == "tally":
        return [_("Place"), _("What"), _("How counted"), _("Logged by"), _("Takes a line back because"), _("Undecided")]
    if figure.of == "reading":
        shown = [_("Channel"), _("Metric"), _("Reading"), _("Reading before"), _("Remark"), _("As it was written")]
        return [*shown, _("Where the number is from"), _("File"), _("Row"), _("SHA-256")]
    return [] if figure.of == "article" else [_("Place")]


def _rows(figure: Figure, filters: Filters, address: Address) -> Iterator[list[Any]]:
    for line in lines_behind(figure, filters):
        last = [line.quantity, figure.unit, address(line.path)]
        yield [line.day, line.title, line.team_name, *_own_cells(figure, line), *last]


def _own_cells(figure: Figure, line: Line) -> list[Any]:
    if figure.of == "tally":
        basis = said_basis(line.basis) if line.basis else None
        return [
            line.place,
            line.item,
            basis,
            line.by,
            line.reason if line.reverses_id else None,
            str(UNDECIDED) if line.is_undecided else None,
        ]
    if figure.of == "reading":
        metric = said_metric(line.metric) if line.metric else None
        remark = _("New in the period") if line.is_new else None
        source = [line.proof_note, _("Typed") if line.file is None else line.file or _("Pasted rows")]
        shown = [line.channel, metric, line.reading, line.base, remark, line.written]
        return [*shown, *source, line.file_row, line.sha256]
    return [] if figure.of == "article" else [line.place]
