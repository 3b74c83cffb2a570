"""Two drawings compared, as a workbook: figure by figure, and every line that differs."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from outreach.reports.drawings.comparing import Moved, Way, all_lines, compared
from outreach.reports.drawings.models import Drawing
from outreach.sheets import Sheet, write_workbook_into
from outreach.web.filters import moment

WAYS: dict[Way, Any] = {
    Way.CAME: lazy_gettext("Newly counted"),
    Way.GONE: lazy_gettext("No longer counts"),
    Way.DIFFERENT: lazy_gettext("Different"),
}


def write_comparison(file: BinaryIO, earlier: Drawing, later: Drawing, *, created: datetime) -> None:
    """Write what became different between the two into `file`. To be called inside `snapshot()`."""
    above = [
        [_("Earlier drawing"), earlier.title, moment(earlier.at)],
        [_("Later drawing"), later.title, moment(later.at)],
        [],
    ]
    header = [
        _("Figure"),
        _("Unit"),
        _("Earlier drawing"),
        _("Later drawing"),
        _("Difference"),
        *(str(each) for each in WAYS.values()),
    ]
    lines = [
        _("Figure"),
        _("What became of it"),
        _("Day"),
        _("Line"),
        _("Earlier drawing"),
        _("Later drawing"),
        _("Difference"),
        _("Logged by"),
        _("Reason"),
        _("Changed meanwhile"),
        _("Address"),
    ]
    sheets = [
        Sheet(str(_("Figures")), header, _figures(earlier, later), above),
        Sheet(str(_("Lines")), lines, _lines(earlier, later), above),
    ]
    write_workbook_into(file, sheets, created=created)


def _figures(earlier: Drawing, later: Drawing) -> Iterator[Sequence[Any]]:
    for each in compared(earlier, later):
        then, now = (kept.value if kept else None for kept in (each.then, each.now))
        yield [each.label, each.unit, then, now, each.moved_by, *(each.counts.get(way, 0) for way in Way)]


def _lines(earlier: Drawing, later: Drawing) -> Iterator[Sequence[Any]]:
    labels = {each.key: each.label for each in compared(earlier, later)}
    for line in all_lines(earlier, later):
        day = line.now_day or line.then_day
        numbers = [line.then, line.now, line.moved_by]
        said = [line.by, line.reason, said_causes(line), line.url]
        yield [labels[line.key], str(WAYS[line.way]), day, line.label, *numbers, *said]


def said_causes(line: Moved) -> str | None:
    """What was changed meanwhile about the line's event or article, by whom and why, in one cell."""
    said = []
    for each in line.causes:
        change = f"{each.field}: {each.old or '—'} → {each.new or '—'}"
        said.append(" ".join(filter(None, (moment(each.at), each.by_name, change, each.reason))))
    return "; ".join(said) or None
