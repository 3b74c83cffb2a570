"""`move-to`: the bureau's database goes from SQLite to PostgreSQL, and is proved to be the same."""

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy.engine import make_url

from outreach.config import BadSetting, Settings, database_url
from outreach.db import db
from outreach.errors import Conflict
from outreach.upkeep.moving import source
from outreach.upkeep.moving.moving import Moved, Step, move


@click.command("move-to")
@click.argument("url", required=False)
@click.option("--anew", is_flag=True, help="重新复制。 Forget what a move that broke off has copied, and begin again.")
@click.option("--stay", is_flag=True, help="留在原库。 Open the old database again after a move.")
@with_appcontext
def move_to(url: str | None, anew: bool, stay: bool) -> None:
    """把 SQLite 数据库迁到 PostgreSQL 并逐项核对。 Move the SQLite database into an empty PostgreSQL one."""
    if stay:
        _stay()
        return
    checked = _checked(url)
    try:
        moved = move(checked, anew=anew, at=lambda step: click.echo(_STEPS[step]()), told=_Progress())
    except source.Lapsed:
        raise Conflict(_("The move was held up for too long. Nothing is lost: run the command again.")) from None
    if moved.differences:
        _tell_differences(moved)
    _tell_how_to_switch(checked, moved)


def _stay() -> None:
    if db.engine.dialect.name != "sqlite" or not source.is_closed_for_good(db.engine):
        raise Conflict(_("This database is open."), code="is_open")
    source.close_for_good(db.engine, is_closed=False)
    click.echo(_("This database is open again. What was entered in the new one since the move is not in it."))


def _tell_differences(moved: Moved) -> None:
    click.echo(_("These are not the same in both databases; this one goes on as it was:"), err=True)
    for each in moved.differences[:50]:
        click.echo(f"  {each}", err=True)
    click.echo(_("Run the command again with --anew; if it stays, keep this list for whoever helps you."), err=True)
    raise click.exceptions.Exit(1)


def _tell_how_to_switch(url: str, moved: Moved) -> None:
    settings: Settings = current_app.config["SETTINGS"]
    shown = make_url(url).set(drivername="postgresql").render_as_string(hide_password=True)
    said = _("Proved equal: %(compared)d tables and figures with their lines.", compared=moved.compared)
    waited = _("Nobody could save for %(seconds)d seconds, and can't in the old database from now on.")
    click.echo(said)
    click.echo(waited % {"seconds": round(moved.seconds_closed)})
    click.echo(_("Now: 1. Stop the program. 2. Set OUTREACH_DATABASE_URL to %(url)s. 3. Start it.", url=shown))
    click.echo(_("Keep the data folder %(folder)s with its secret key and evidence.", folder=str(settings.data_dir)))
    click.echo(_("Phones send what waits as soon as it runs. To go on with the old database instead: move-to --stay"))


class _Progress:
    """Says how far a table is, now and then."""

    def __init__(self) -> None:
        self._said: tuple[str, int] = ("", 0)

    def __call__(self, name: str, done: int, whole: int) -> None:
        tenth = 10 * done // max(1, whole)
        if self._said != (name, tenth):
            self._said = (name, tenth)
            click.echo(f"  {name}: {done} / {whole}")


_STEPS = {
    Step.PREPARING: lambda: _("Preparing the new database ..."),
    Step.AHEAD: lambda: _("Copying what is only added to; everybody goes on working ..."),
    Step.CLOSING: lambda: _("From now on nobody can save for a while; phones keep their numbers ..."),
    Step.REST: lambda: _("Copying the rest ..."),
    Step.PROVING: lambda: _("Comparing every row and every figure ..."),
}


def _checked(url: str | None) -> str:
    try:
        checked = database_url(url or "")
    except BadSetting:
        checked = ""
    if not checked.startswith("postgresql"):
        raise click.BadParameter("postgresql://user:password@host/name")
    return checked
