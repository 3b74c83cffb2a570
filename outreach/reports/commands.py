"""`report YEAR --xlsx F --json F`: the year's figures as files, `-` for the terminal's output."""

from io import BytesIO

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from outreach import clock
from outreach.reports.as_json import json_of_today
from outreach.reports.filters import Filters
from outreach.reports.xlsx import write_report


@click.command("report")
@click.argument("year", type=int)
@click.option("--json", "json_file", metavar="FILE", help="写出 JSON，- 为屏幕输出。 All figures with their lines.")
@click.option("--xlsx", "xlsx_file", metavar="FILE", help="写出 Excel。 Totals, and the lines of every figure.")
@with_appcontext
def report(year: int, json_file: str | None, xlsx_file: str | None) -> None:
    """统计一年的数字。 The figures of a year, with the lines behind each."""
    if json_file is None and xlsx_file is None:
        raise click.UsageError(_("Say where to write: --json FILE, --xlsx FILE, or - for the output."))
    if json_file == xlsx_file:
        raise click.UsageError(_("The two files can't be the same."))
    filters = Filters.of_year(year)
    if json_file is not None:
        with click.open_file(json_file, "wb") as file:
            for piece in json_of_today(filters, with_lines=True, address=_address):
                file.write(piece.encode())
    if xlsx_file is not None:
        workbook = BytesIO()
        write_report(workbook, filters, created=clock.now(), address=_address)
        with click.open_file(xlsx_file, "wb") as file:
            file.write(workbook.getvalue())


def _address(path: str) -> str:
    return f"{current_app.config.get('OUTREACH_BASE_URL') or ''}{path}"
