"""Putting away what stands where a backup is to come back: nothing is deleted, it lies in a folder of its own."""

from datetime import datetime
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from outreach import clock
from outreach.config import Settings
from outreach.db import db
from outreach.errors import Conflict

_BESIDE = ("-wal", "-shm")


def set_aside(*, now: datetime) -> Path | None:
    """Move a SQLite database into a folder beside it, which is given back; None where there is none.

    The evidence stays where it is: each file is named by its content, so that both databases find theirs. Raises
    Conflict while another program has the database open, and for PostgreSQL, where an empty database is made first.
    """
    if db.engine.dialect.name != "sqlite":
        said = _("Make an empty PostgreSQL database and name it in OUTREACH_DATABASE_URL: the old one stays as it is.")
        raise Conflict(said, code="not_sqlite")
    file = Path(str(db.engine.url.database))
    if not file.exists():
        return None
    _check_nobody_has_it(file)
    settings: Settings = current_app.config["SETTINGS"]
    folder = settings.data_dir / f"set-aside-{clock.wall(now):%Y%m%d-%H%M%S}"
    folder.mkdir(mode=0o700)
    file.replace(folder / file.name)
    return folder


def _check_nobody_has_it(file: Path) -> None:
    """The last connection that is closed takes the files beside the database with it: where they stay, one is open."""
    with db.engine.connect() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master")
    db.session.remove()
    db.engine.dispose()
    if any(file.with_name(file.name + end).exists() for end in _BESIDE):
        raise Conflict(_("Stop the program first: it has the database open."), code="in_use")
