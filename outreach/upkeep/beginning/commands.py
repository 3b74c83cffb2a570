"""`begin`: the example year makes room for the bureau's own records."""

from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _

from outreach import clock
from outreach.config import Settings
from outreach.db import db
from outreach.errors import Conflict
from outreach.people.models import Bureau
from outreach.upkeep.backups.setting_aside import set_aside

#: What lies beside the database and is the example's, too.
_FILES = ("evidence", "uploads", "packs", "imports")


@click.command("begin")
@with_appcontext
def begin() -> None:
    """正式启用：示例数据整体移到一旁。 Begin for real: the example is put aside, an empty database takes its place."""
    folder = begin_for_real(now=clock.now())
    click.echo(_("The example lies in %(folder)s now; nothing of it is deleted.", folder=str(folder)))
    click.echo(_("To look at it again, start with OUTREACH_DATA_DIR set to that folder."))
    click.echo(_("Now start the program: it shows a link by which the first administrator sets up your bureau."))


def begin_for_real(*, now: datetime) -> Path:
    """Put the example aside, with its files; gives the folder. Raises Conflict for anything but an example.

    The secret key stays, and who was signed in to the example is not in the new database.
    """
    settings: Settings = current_app.config["SETTINGS"]
    bureau = db.session.get(Bureau, 1)
    if bureau is None:
        raise Conflict(_("The database is empty already: start the program and open the link that it shows."))
    if settings.practice or not bureau.is_example:
        said = _("These are the records of %(name)s and no example: nothing was touched.", name=bureau.name)
        raise Conflict(said, code="no_example")
    folder = set_aside(now=now)
    assert folder is not None  # a database that was read a moment ago
    for name in () if settings.evidence_url else _FILES:
        if (settings.data_dir / name).exists():
            (settings.data_dir / name).replace(folder / name)
    return folder
