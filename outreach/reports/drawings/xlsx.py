"""A kept drawing as a workbook: its values and lines as they were kept, in the same sheets as today's."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from flask_babel import gettext as _

from outreach.db.snapshot import snapshot
from outreach.logbook.labels import said as said_basis
from outreach.people.queries import the_bureau
from outreach.reports.as_json import Address
from outreach.reports.drawings.checking import said_code
from outreach.reports.drawings.models import Drawing, DrawnFigure
from outreach.reports.drawings.queries import (
    has_tallies,
    label_of,
    lines_select,
    lines_with_tallies,
    numbers_taken_back,
    open_figures_in,
    said_filters_of,
)
from outreach.reports.inside import LINES_STAY, is_withheld
from outreach.reports.labels import UNDECIDED
from outreach.reports.queries import count_of
from outreach.reports.told import Told, write_told
from outreach.web.filters import day, moment


def write_drawing(file: BinaryIO, kept: Drawing, *, address: Address) -> None:
    """Write the workbook of the drawing into `file`; the same drawing gives the same file."""
    with snapshot():
        told = [_told(each, address) for each in open_figures_in(kept)]
        write_told(file, _about(kept), told, created=kept.at)


def _about(kept: Drawing) -> list[list[Any]]:
    bureau = the_bureau()
    days = _("%(first)s to %(last)s", first=day(kept.first_day), last=day(kept.last_day))
    about = [[_("Bureau"), bureau.name if bureau else ""], [_("Drawing"), kept.title], [_("Days"), days]]
    about += [[_("Filters"), said_filters_of(kept)], [_("Drawn at"), moment(kept.at)]]
    return [*about, *([[_("Check code"), said_code(kept.seal.code)]] if kept.seal else []), []]


def _told(kept: DrawnFigure, address: Address) -> Told:
    stay = is_withheld(kept.key)
    has_lines = kept.value is not None and not stay
    is_of_tallies = has_lines and has_tallies(kept.drawing_id, kept.key)
    return Told(
        label=kept.label or label_of(kept.key),
        value=kept.value,
        unit=kept.unit,
        wording=kept.wording,
        definition=kept.definition,
        reason=kept.reason or (str(LINES_STAY) if stay else None),
        estimated=kept.estimated,
        undecided=kept.undecided,
        header=_header(is_of_tallies),
        is_closed=stay,
        rows=_rows(kept, is_of_tallies, address) if has_lines else iter(()),
        count=count_of(lines_select(kept.drawing_id, kept.key)) if has_lines else 0,
    )


def _header(is_of_tallies: bool) -> list[str]:
    words = [_("No."), _("Day"), _("Line"), _("Team")]
    words += [_("How counted")] if is_of_tallies else []
    words += [_("Logged by")]
    words += [_("Takes back No."), _("Takes a line back because")] if is_of_tallies else []
    return [*words, _("Undecided"), _("Quantity"), _("Unit"), _("Opens at")]


def _rows(kept: DrawnFigure, is_of_tallies: bool, address: Address) -> Iterator[list[Any]]:
    numbers = numbers_taken_back(kept.drawing_id, kept.key) if is_of_tallies else {}
    for number, line in enumerate(lines_with_tallies(kept.drawing_id, kept.key), 1):
        basis = [said_basis(line.basis) if line.basis else None] if is_of_tallies else []
        back = [numbers.get(line.reverses_id), line.reason if line.reverses_id else None] if is_of_tallies else []
        mark = str(UNDECIDED) if line.is_undecided else None
        said = [number, line.day, line.label, line.team, *basis, line.by_name, *back, mark]
        yield [*said, line.quantity, kept.unit, address(line.url)]
