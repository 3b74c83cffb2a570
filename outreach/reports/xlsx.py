"""The report as a workbook: a cover with every total, then a sheet of lines for each figure.

Each total is a formula over the lines of its sheet, and the cover refers to it: whoever opens the file can take a line
out and see the number follow. The values they are stored with are those of the named selects.
"""

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
from outreach.reports.inside import LINES_STAY, is_withheld
from outreach.reports.labels import UNDECIDED
from outreach.reports.queries import count_of
from outreach.reports.stated import rules_of
from outreach.reports.told import Told, figure_sheet, write_told
from outreach.reports.values import Drawn, draw, draw_all
from outreach.sheets import write_csv, write_workbook_into
from outreach.web.filters import moment


def write_report(
    file: BinaryIO, filters: Filters, *, created: datetime, address: Address, drawn: Sequence[Drawn] | None = None
) -> None:
    """Write the workbook of the filters' days into `file`, all of it read from one instant.

    `drawn` are its figures, for who has drawn them in the same snapshot.
    """
    with snapshot():
        told = [_told(each, filters, address) for each in drawn or draw_all(filters)]
        write_told(file, facts_above(filters, created), told, created=created)


def write_lines(file: BinaryIO, figure: Figure, filters: Filters, *, created: datetime, address: Address) -> None:
    """Write the lines of one figure into `file` as a workbook."""
    with snapshot():
        told = _told(draw(figure, filters), filters, address)
        sheet = figure_sheet(told, told.label, facts_above(filters, created))
        write_workbook_into(file, [sheet], created=created)


def lines_csv(figure: Figure, filters: Filters, *, created: datetime, address: Address) -> bytes:
    """The lines of one figure as CSV, below rows that say what they are of."""
    with snapshot():
        told = _told(draw(figure, filters), filters, address)
        first, *others = facts_above(filters, created)
        about = [*others, [_("Figure"), told.label], [_("Definition"), told.definition], [_("Sum"), told.value], []]
        return write_csv(first, chain(about, [told.header], told.rows))


def facts_above(filters: Filters, created: datetime) -> list[list[Any]]:
    """What a file of figures says of itself, so that a part never passes for the whole: whose, of when, of what."""
    bureau = the_bureau()
    return [
        [_("Bureau"), bureau.name if bureau else ""],
        [_("Days"), said_days(filters)],
        [_("Filters"), said_filters(filters)],
        [_("Drawn at"), moment(created)],
        [],
    ]


def _told(drawn: Drawn, filters: Filters, address: Address) -> Told:
    figure, stay = drawn.figure, is_withheld(drawn.figure.key)
    has_lines = drawn.value is not None and not stay
    return Told(
        label=str(figure.label),
        value=drawn.value,
        unit=figure.unit,
        wording=drawn.wording,
        definition=str(figure.definition),
        rules=" ".join(str(rule.text) for rule in rules_of(figure)),
        reason=drawn.reason or (str(LINES_STAY) if stay else None),
        is_closed=stay,
        estimated=drawn.estimated,
        undecided=drawn.undecided,
        header=_lines_header(figure),
        rows=_rows(figure, filters, address) if has_lines else iter(()),
        count=count_of(figure.lines(filters)) if has_lines else 0,
    )


def _lines_header(figure: Figure) -> list[str]:
    heads = [_("No."), _("Day"), _("Title"), _("Team"), *_own_heads(figure)]
    return [*heads, _("Quantity"), _("Unit"), _("Opens at")]


def _own_heads(figure: Figure) -> list[str]:
    if figure.of == "tally":
        back = [_("Takes back No."), _("Takes a line back because")]
        return [_("Place"), _("What"), _("How counted"), _("Logged by"), *back, _("Undecided")]
    if figure.of == "reading":
        shown = [_("Channel"), _("Metric"), _("Reading"), _("Reading before"), _("Remark"), _("As it was written")]
        return [*shown, _("Where the number is from"), _("File"), _("Row"), _("SHA-256")]
    if not figure.names_place:
        return []
    return [_("Company") if figure.of in ("visit", "enterprise") else _("Place")]


def _rows(figure: Figure, filters: Filters, address: Address) -> Iterator[list[Any]]:
    """The lines, numbered; of those that are taken back the number is kept until their reversal comes."""
    numbers: dict[Any, int] = {}
    for number, line in enumerate(lines_behind(figure, filters), 1):
        if line.reversed_by_id is not None:
            numbers[line.id] = number
        last = [line.quantity, figure.unit, address(line.path)]
        yield [number, line.day, line.title, line.team_name, *_own_cells(figure, line, numbers), *last]


def _own_cells(figure: Figure, line: Line, numbers: dict[Any, int]) -> Sequence[Any]:
    if figure.of == "tally":
        basis = said_basis(line.basis) if line.basis else None
        back = [numbers.get(line.reverses_id), line.reason if line.reverses_id else None]
        return [line.place, line.item, basis, line.by, *back, str(UNDECIDED) if line.is_undecided else None]
    if figure.of == "reading":
        metric = said_metric(line.metric) if line.metric else None
        remark = _("New in the period") if line.is_new else None
        source = [line.proof_note, _("Typed") if line.file is None else line.file or _("Pasted rows")]
        shown = [line.channel, metric, line.reading, line.base, remark, line.written]
        return [*shown, *source, line.file_row, line.sha256]
    return [line.place] if figure.names_place else []
