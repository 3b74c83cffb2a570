"""A kept drawing as a workbook: its values and lines as they were kept, in the same sheets as today's."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from flask_babel import gettext as _

from outreach.db.snapshot import snapshot
from outreach.people.queries import the_bureau
from outreach.reports.as_json import Address
from outreach.reports.drawings.checking import said_code
from outreach.reports.drawings.models import Drawing, DrawnFigure
from outreach.reports.drawings.queries import label_of, lines_in, lines_select, open_figures_in, said_filters_of
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
    return Told(
        label=kept.label or label_of(kept.key),
        value=kept.value,
        unit=kept.unit,
        wording=kept.wording,
        definition=kept.definition,
        reason=kept.reason or (str(LINES_STAY) if stay else None),
        estimated=kept.estimated,
        undecided=kept.undecided,
        header=_header(),
        is_closed=stay,
        rows=_rows(kept, address) if has_lines else iter(()),
        count=count_of(lines_select(kept.drawing_id, kept.key)) if has_lines else 0,
    )


def _header() -> list[str]:
    words = [_("No."), _("Day"), _("Line"), _("Team"), _("Logged by"), _("Undecided")]
    return [*words, _("Quantity"), _("Unit"), _("Opens at")]


def _rows(kept: DrawnFigure, address: Address) -> Iterator[list[Any]]:
    for number, line in enumerate(lines_in(kept.drawing_id, kept.key), 1):
        mark = str(UNDECIDED) if line.is_undecided else None
        said = [number, line.day, line.label, line.team, line.by_name, mark]
        yield [*said, line.quantity, kept.unit, address(line.url)]
