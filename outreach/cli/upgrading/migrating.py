"""`migrate`: the database brought up to this program, or back to what the one before it knows."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.exc import DBAPIError

from outreach.cli.database import alone, back_up, bring_up_to_date, unreachable
from outreach.cli.terminal import CannotStart, say
from outreach.config import Settings
from outreach.db import db
from outreach.db.revisions import revision_of_database, revisions_in


@click.command()
@click.option("--to", "revision", help="退回到这个版本号 Go back to this migration, an earlier one.")
@click.pass_obj
def migrate(info: ScriptInfo, revision: str | None) -> None:
    """更新数据库。 Bring the database up to date, or back to an earlier migration."""
    app = info.load_app()
    with app.app_context():
        if revision is None:
            bring_up_to_date(app)
        else:
            go_back_to(app, revision)
        stands = revision_of_database()
    say(f"数据库版本：{stands}", f"The database stands at: {stands}")


def go_back_to(app: Flask, revision: str) -> None:
    """Undo the migrations after `revision`, with a backup before; needs an app context.

    Raises CannotStart for a revision that there is not, or where no backup can be made.
    """
    from alembic import command  # late: as rare as going back is

    folder = Path(app.extensions["migrate"].directory)
    known, _head = revisions_in(folder)
    settings: Settings = app.config["SETTINGS"]
    if revision not in known:
        raise CannotStart(f"没有数据库版本 {revision}。", f"There is no migration {revision}.")
    try:
        with alone(settings):
            if (stands := revision_of_database()) == revision:
                return
            if stands not in known:
                raise CannotStart(
                    "数据库由更新版本的程序建立，请用那个版本退回。",
                    "The database was made by a newer program: let that one go back.",
                )
            back_up()
            command.downgrade(app.extensions["migrate"].migrate.get_config(), revision)
            db.session.remove()
    except DBAPIError as error:
        raise unreachable(app, error) from error
