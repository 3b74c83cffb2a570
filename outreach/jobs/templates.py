"""The workbook to fill in: the headings on the first sheet, and on the second how it looks when it is filled."""

from datetime import datetime

from flask_babel import gettext as _

from outreach.jobs.imports import Importer, heading_of
from outreach.sheets.xlsx_files import Sheet, write_workbook


def template_workbook(importer: Importer, *, now: datetime) -> bytes:
    """The bytes of an .xlsx file whose first sheet is empty below its headings, so that no sample gets imported."""
    header = [heading_of(column) for column in importer.columns]
    sheets = (
        Sheet(name=str(importer.label), header=header, rows=()),
        Sheet(name=_("Example"), header=header, rows=importer.samples),
    )
    return write_workbook(sheets, created=now)
