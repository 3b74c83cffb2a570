"""The warehouse as files."""

from io import BytesIO
from typing import Any

from flask import Blueprint, send_file

from outreach import clock
from outreach.sheets import Sheet, write_csv, write_workbook
from outreach.stock.exports import movements_sheet, stock_sheet
from outreach.web.access import Permission, permit

pages = Blueprint("stock_files", __name__)


@pages.get("/materials/stock.<any(xlsx, csv):kind>")
@permit(Permission.READ)
def stock(kind: str) -> Any:
    """What lies there of every material."""
    return _file(stock_sheet(clock.today()), kind)


@pages.get("/materials/stock-movements.<any(xlsx, csv):kind>")
@permit(Permission.READ)
def movements(kind: str) -> Any:
    """Every movement."""
    return _file(movements_sheet(), kind)


def _file(sheet: Sheet, kind: str) -> Any:
    name = f"{sheet.name}-{clock.today().isoformat()}.{kind}"
    if kind == "csv":
        content = write_csv(sheet.header, sheet.rows)
        return send_file(BytesIO(content), mimetype="text/csv", as_attachment=True, download_name=name)
    content = write_workbook([sheet], created=clock.now())
    return send_file(BytesIO(content), as_attachment=True, download_name=name)
