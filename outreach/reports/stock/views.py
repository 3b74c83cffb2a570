"""The page of the four numbers: printed, issued, left over and handed out."""

from io import BytesIO
from typing import Any

from flask import Blueprint, render_template, send_file

from outreach import clock
from outreach.db import transaction
from outreach.db.snapshot import snapshot
from outreach.materials.labels import said_more_than_out
from outreach.reports.actions import note_export
from outreach.reports.chips import file_name
from outreach.reports.filters import Filters
from outreach.reports.stock.four_numbers import four_numbers, stock_sheet
from outreach.reports.xlsx import facts_above
from outreach.sheets import write_csv, write_workbook
from outreach.web.access import Permission, acting_person, permit

pages = Blueprint("report_stock", __name__, url_prefix="/reports")


@pages.get("/<int:year>/stock")
@permit(Permission.READ)
def table(year: int) -> str:
    """The four numbers of every material of the year."""
    with snapshot():
        filters = Filters.of_year(year)
        return render_template(
            "reports/stock/stock.html",
            filters=filters,
            rows=four_numbers(filters),
            said_more_than_out=said_more_than_out,
        )


@pages.get("/<int:year>/stock.<any(xlsx, csv):kind>")
@permit(Permission.READ)
def file(year: int, kind: str) -> Any:
    """The same as a file."""
    filters, now = Filters.of_year(year), clock.now()
    with snapshot():
        sheet = stock_sheet(filters, facts_above(filters, now))
        name = file_name(filters, kind, str(sheet.name))
        content = write_csv(sheet.header, sheet.rows) if kind == "csv" else write_workbook([sheet], created=now)
    with transaction():
        note_export(filters, file=name, by=acting_person(), now=now)
    return send_file(BytesIO(content), as_attachment=True, download_name=name)
