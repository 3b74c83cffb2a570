"""The files of a list: one to fill in, and the list as it is now in the same columns."""

from datetime import datetime

from flask_babel import gettext as _

from outreach.jobs.imports import Importer, heading_of
from outreach.sheets.csv_files import write_csv
from outreach.sheets.xlsx_files import Sheet, write_workbook


def template_workbook(importer: Importer, *, now: datetime) -> bytes:
    """The bytes of an .xlsx file whose first sheet is empty below its headings, so that no sample gets imported."""
    header = _header(importer)
    sheets = (
        Sheet(name=str(importer.label), header=header, rows=()),
        Sheet(name=_("Example"), header=header, rows=importer.samples),
    )
    return write_workbook(sheets, created=now)


def template_csv(importer: Importer) -> bytes:
    """The headings alone as CSV: a sample row in it would be imported."""
    return write_csv(_header(importer), ())


def list_workbook(importer: Importer, *, now: datetime) -> bytes:
    """The list as it is now, as an .xlsx file."""
    return write_workbook([Sheet(str(importer.label), _header(importer), importer.listed())], created=now)


def list_csv(importer: Importer) -> bytes:
    """The list as it is now, as CSV."""
    return write_csv(_header(importer), importer.listed())


def _header(importer: Importer) -> list[str]:
    return [heading_of(column) for column in importer.columns]
