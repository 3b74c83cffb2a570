"""The command that imports a list from a file."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.errors import NotFound, Refusal
from outreach.jobs.actions import judged_before, judged_still, new_source, store_reading
from outreach.jobs.imports import Importer, all_importers, importer
from outreach.jobs.previews import VERDICTS
from outreach.jobs.reading import Reading, match
from outreach.jobs.verdicts import Verdict
from outreach.sheets.columns import Chosen


@click.command("import")
@click.argument("kind")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--leave-refused-out", is_flag=True, help="略过不能导入的行。 Import the other rows when some are refused."
)
@click.option("--dry-run", is_flag=True, help="只看结果，不导入。 Tell what would come of it, store nothing.")
@click.option(
    "--same",
    multiple=True,
    metavar="COLUMN=VALUE",
    help="所有行相同的一列。 What holds for every row, like team=employment; may stand several times.",
)
@with_appcontext
def import_list(kind: str, file: Path, leave_refused_out: bool, dry_run: bool, same: tuple[str, ...]) -> None:
    """导入地点、资料、人员、活动安排、往年台账或稿件。 Import places, materials, people, events, tallies or articles.

    FILE may be "-" for standard input. "tallies" is a ledger of past years, as it was kept by hand.

    The file is .xlsx, .xls or .csv.

    The whole list is imported, or nothing: a row that is refused is named, and ends the command with 1.
    """
    wanted = _importer(kind)
    content, name = _content(file)
    try:
        matched = match(wanted, content, name, Chosen(same=_said(same)))
        before = judged_before(wanted, matched, today=clock.today())
        source = new_source(name, content)
        with wanted.beside(source), transaction():
            reading = judged_still(wanted, matched, before, today=clock.today())
            _say(reading)
            for line in wanted.told(reading) if wanted.told else ():
                click.echo(line)
            if dry_run:
                click.echo(_("Nothing was imported."))
                return
            store_reading(
                reading=reading,
                importer=wanted,
                source=source,
                leave_refused_out=leave_refused_out,
                by=None,
                now=clock.now(),
            )
    except Refusal as refusal:
        click.echo(str(refusal.message), err=True)
        raise click.exceptions.Exit(1) from None
    click.echo(_("Imported. The same file once more would change nothing."))


def _importer(kind: str) -> Importer:
    try:
        return importer(kind)
    except NotFound:
        known = ", ".join(each.key for each in all_importers())
        message = _("There is no list called “%(kind)s”. The lists are: %(known)s.", kind=kind, known=known)
        raise click.ClickException(message) from None


def _said(same: Sequence[str]) -> dict[str, str]:
    """What was said for every row, by column."""
    pairs = [each.partition("=") for each in same]
    if wrong := [key for key, sign, _value in pairs if not (key and sign)]:
        raise click.BadParameter(wrong[0], param_hint="--same")
    return {key.strip(): value.strip() for key, _sign, value in pairs}


def _content(file: Path) -> tuple[bytes, str]:
    if str(file) == "-":
        return sys.stdin.buffer.read(), "-"
    try:
        return file.read_bytes(), file.name
    except OSError as error:
        message = _("The file %(file)s can't be read: %(why)s", file=str(file), why=error.strerror or str(error))
        raise click.ClickException(message) from None


def _say(reading: Reading) -> None:
    for unknown in reading.matched.unknown:
        click.echo(_("Column not used: %(name)s", name=unknown), err=True)
    if reading.totals:
        click.echo(_("Totals, left out: row %(numbers)s.", numbers=", ".join(map(str, reading.totals))), err=True)
    for row in reading.rows:
        if row.verdict is Verdict.REFUSED:
            notes = " ".join(str(note) for note in row.notes)
            click.echo(
                _("Row %(number)s, %(label)s: %(notes)s", number=row.number, label=row.label, notes=notes), err=True
            )
    counts = (f"{VERDICTS[verdict]} {count}" for verdict, count in reading.counts.items())
    click.echo(" · ".join(counts))
