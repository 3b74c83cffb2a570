"""`export DIR`: everything in open formats, for whoever reads it without this program."""

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.db import transaction
from outreach.upkeep.exporting.writing import write_export


@click.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@with_appcontext
def export(folder: Path) -> None:
    """导出全部数据（开放格式）。 Write every table as CSV and JSON lines, and every file, into one zip."""
    now = clock.now()
    try:
        file = write_export(folder.absolute(), now=now, tell=click.echo)
    except OSError as error:
        said = _("The export can't be written to %(folder)s: %(reason)s", folder=folder, reason=error.strerror or error)
        raise click.ClickException(said) from error
    with transaction():
        record_act("everything.exported", by=Machine(), now=now, file=file.name)
    click.echo(_("Everything is written: %(file)s (%(size).1f MB)", file=file, size=file.stat().st_size / 1e6))
