"""The numbers of a published report beside the ledger's as a workbook."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, BinaryIO

from flask_babel import gettext as _

from outreach.reports.drawings.models import Drawing
from outreach.reports.published.comparing import Compared
from outreach.reports.published.labels import VERDICTS
from outreach.reports.published.models import PublishedReport
from outreach.sheets import Sheet, write_workbook_into
from outreach.web.filters import moment


def write_comparison(
    file: BinaryIO, report: PublishedReport, rows: Sequence[Compared], drawing: Drawing | None, *, created: datetime
) -> None:
    """Write the rows into `file` as a workbook; what they were held against stands above them."""
    against = (
        _("the ledger as of %(at)s", at=moment(created)) if drawing is None else f"{drawing.title} {moment(drawing.at)}"
    )
    above = [
        [_("Title"), report.title],
        [_("Published where"), report.source],
        [_("Published on"), report.day],
        [_("Held against"), against],
    ]
    write_workbook_into(file, [Sheet(_("Published and ledger"), _header(), _rows(rows), above)], created=created)


def _header() -> list[str]:
    names = [_("What the report says"), _("In print"), _("At least"), _("At most"), _("Figure"), _("Ledger")]
    return [
        *names,
        _("As the program prints it"),
        _("How it stands"),
        _("Gap"),
        _("Look at"),
        _("Explanation of the gap"),
    ]


def _rows(rows: Sequence[Compared]) -> Iterator[list[Any]]:
    for row in rows:
        printed, resolved = row.printed, row.resolved
        bounds = [None if bound is None else _number(bound) for bound in (printed.low, printed.high)]
        ledger = [resolved.label, _number(resolved.number), resolved.wording] if resolved else [None, None, None]
        gap = _number(row.gap) if row.said_gap else None
        faults = " ".join(str(fault) for fault in row.faults) or None
        said = [str(VERDICTS[row.verdict]), gap, faults, row.number.explanation or None]
        yield [row.number.says, row.number.printed, *bounds, *ledger, *said]


def _number(value: Any) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)
