"""The database before a command uses it: reached, neither newer than the program nor older when we go on."""

from contextlib import AbstractContextManager
from pathlib import Path

from flask import Flask
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from outreach.cli.lock import held
from outreach.cli.terminal import CannotStart, say
from outreach.config import Settings
from outreach.db import db
from outreach.db.holding import held_in_database
from outreach.db.revisions import revision_of_database, revisions_in
from outreach.errors import Refusal


def bring_up_to_date(app: Flask) -> None:
    """Run the migrations that the database lacks; needs an app context.

    Raises CannotStart for a database that is out of reach or was made by a newer program.
    """
    revisions, head = revisions_in(Path(app.extensions["migrate"].directory))
    settings: Settings = app.config["SETTINGS"]
    try:
        if revision_of_database() == head:
            return
        with alone(settings):
            current = revision_of_database()
            if current not in {None, *revisions}:
                raise _newer(app, str(current))
            if current != head:
                if current is not None:
                    back_up()
                _migrate(app)
    except DBAPIError as error:
        raise unreachable(app, error) from error


def alone(settings: Settings) -> AbstractContextManager[object]:
    """While this is held no other process migrates: on this machine, or on any that uses the PostgreSQL database."""
    if db.engine.dialect.name == "postgresql":
        return held_in_database("migration", waiting=_say_waiting)
    return held(settings.data_dir / ".migration.lock", waiting=_say_waiting)


def unreachable(app: Flask, error: DBAPIError) -> CannotStart:
    """Why the database can't be used, and what to do."""
    url = _shown(app)
    return CannotStart(
        f"无法使用数据库 {url}。请检查它是否在运行、地址和密码（OUTREACH_DATABASE_URL）以及文件权限。",
        f"The database {url} can't be used. Check that it runs, its address and password (OUTREACH_DATABASE_URL), "
        "and who may write its file.",
        detail=str(error.orig).strip(),
    )


def back_up() -> None:
    """Before a database with something in it is changed, it is put aside as it is; raises CannotStart, unchanged."""
    from outreach.upkeep.backups.keeping import make_before_migration  # late: as rare as a migration is

    try:
        taken = make_before_migration()
    except (OSError, Refusal) as error:
        raise CannotStart(
            "改动数据库之前的备份没有做成，所以数据库未作任何改动。请检查磁盘空间和 OUTREACH_BACKUP_DIR。",
            "No backup could be made before the database is changed, so nothing was. "
            "Check the room on the disk, and OUTREACH_BACKUP_DIR.",
            detail=str(error.message if isinstance(error, Refusal) else error),
        ) from error
    say(f"改动数据库之前已备份：{taken.file}", f"Backed up before the database is changed: {taken.file}")


def _migrate(app: Flask) -> None:
    from alembic import command  # late: a start with nothing to migrate is the usual one

    migrate = app.extensions["migrate"].migrate
    command.upgrade(migrate.get_config(), "head")
    db.session.remove()


def _newer(app: Flask, revision: str) -> CannotStart:
    return CannotStart(
        f"数据库 {_shown(app)} 由更新版本的程序建立（{revision}）。请更新本程序，或换回原来的数据库。",
        f"The database {_shown(app)} was made by a newer version of this program ({revision}). "
        "Update the program, or go back to the earlier database.",
    )


def _shown(app: Flask) -> str:
    settings: Settings = app.config["SETTINGS"]
    return make_url(settings.database_url).render_as_string(hide_password=True)


def _say_waiting() -> None:
    say("另一个进程正在更新数据库，请稍候……", "Another process is bringing the database up to date; waiting for it ...")
