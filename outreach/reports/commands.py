"""`report YEAR --docx F --xlsx F --json F`: the year's text and figures as files, `-` for the terminal's output."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from outreach import clock
from outreach.reports.as_json import json_of_today
from outreach.reports.filters import Filters
from outreach.reports.word.commands import word_file
from outreach.reports.word.copies import Kind
from outreach.reports.xlsx import write_report


@click.command("report")
@click.argument("year", type=int)
@click.option("--json", "json_file", metavar="FILE", help="写出 JSON，- 为屏幕输出。 All figures with their lines.")
@click.option("--xlsx", "xlsx_file", metavar="FILE", help="写出 Excel。 Totals, and the lines of every figure.")
@click.option("--docx", "docx_file", metavar="FILE", help="写出 Word 清稿。 The text of the year, clean copy.")
@click.option("--proof-docx", "proof_file", metavar="FILE", help="写出 Word 佐证稿。 Its proof copy.")
@with_appcontext
def report(
    year: int, json_file: str | None, xlsx_file: str | None, docx_file: str | None, proof_file: str | None
) -> None:
    """统计一年的数字。 The figures of a year, with the lines behind each, and its text."""
    files = [each for each in (json_file, xlsx_file, docx_file, proof_file) if each is not None]
    if not files:
        raise click.UsageError(_("Say where to write: --docx, --proof-docx, --xlsx or --json FILE."))
    if len(set(files)) < len(files):
        raise click.UsageError(_("Two files can't be the same."))
    filters = Filters.of_year(year)
    _warn_of_dead_links()
    for kind, file in ((Kind.CLEAN, docx_file), (Kind.PROOF, proof_file)):
        if file is not None:
            content = word_file(year, kind, address=_address)
            with _opened(file) as docx:
                assert docx is not None
                docx.write(content)
    with _opened(xlsx_file) as xlsx, _opened(json_file) as json:
        if json is not None:
            for piece in json_of_today(filters, with_lines=True, address=_address):
                json.write(piece.encode())
        if xlsx is not None:
            workbook = BytesIO()
            write_report(workbook, filters, created=clock.now(), address=_address)
            xlsx.write(workbook.getvalue())


def _warn_of_dead_links() -> None:
    if not current_app.config["SETTINGS"].base_url:
        said = _("Links in these files lead nowhere: OUTREACH_BASE_URL does not say where the program is opened.")
        click.echo(said, err=True)


@contextmanager
def _opened(path: str | None) -> Iterator[IO[bytes] | None]:
    """The file to write, None where none is asked for; a ClickException where it can't be written."""
    if path is None:
        yield None
        return
    try:
        with click.open_file(path, "wb") as file:
            yield file
    except OSError as error:
        said = _("The file “%(path)s” can't be written: %(reason)s.", path=path, reason=error.strerror or error)
        raise click.ClickException(said) from error


def _address(path: str) -> str:
    return f"{current_app.config.get('OUTREACH_BASE_URL') or ''}{path}"
