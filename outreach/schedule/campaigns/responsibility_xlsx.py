"""The responsibility list as a workbook: headings of two rows, A4 across, ready to print and to fill in."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import BinaryIO

import xlsxwriter
from flask_babel import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from outreach.schedule.campaigns.responsibility import Line

#: The heading, its parts where it has some, and how wide the columns are.
WIDTHS = (5, 30, 10, 14, 16, 18, 26, 20, 22)
A4 = 9


def headings() -> list[tuple[str, tuple[str, ...]]]:
    """The columns as the form prints them, each with its parts."""
    return [
        (_("No."), ()),
        (_("List of contents"), ()),
        (_("List of responsibilities"), (_("Leading official"), _("Person in charge"), _("Office in charge"))),
        (_("List of measures"), (_("Audience"), _("Carriers"), _("Forms and measures"))),
        (_("List of standards"), ()),
    ]


def write_responsibility(file: BinaryIO, lines: Sequence[Line], *, title: str, created: datetime) -> None:
    """Write the list into `file`; text is never a formula or a link."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"created": created.astimezone(UTC).replace(tzinfo=None), "title": title})
        sheet = workbook.add_worksheet(_("Responsibility list"))
        top = workbook.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
        head = workbook.add_format(
            {"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True}
        )
        body = workbook.add_format({"valign": "top", "border": 1, "text_wrap": True})
        sheet.merge_range(0, 0, 0, len(WIDTHS) - 1, title, top)
        _write_headings(sheet, head)
        for row, line in enumerate(lines, start=3):
            for column, cell in enumerate(line.cells):
                sheet.write(row, column, cell, body)
        _set_page(sheet)


def _write_headings(sheet: Worksheet, look: Format) -> None:
    column = 0
    for heading, parts in headings():
        if not parts:
            sheet.merge_range(1, column, 2, column, heading, look)
            column += 1
            continue
        sheet.merge_range(1, column, 1, column + len(parts) - 1, heading, look)
        for part in parts:
            sheet.write_string(2, column, part, look)
            column += 1


def _set_page(sheet: Worksheet) -> None:
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 32)
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1, 2)
    sheet.freeze_panes(3, 2)
    sheet.set_footer("&C&P / &N")
