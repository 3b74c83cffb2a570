"""The command that writes a calendar feed to standard output."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from outreach import clock
from outreach.db.snapshot import snapshot
from outreach.feeds.ics import Ending
from outreach.feeds.queries import EVERYBODYS, Scope
from outreach.feeds.streaming import feed_pieces, writer_in
from outreach.people.queries import team_by_code, teams


@click.command("feed")
@click.option("--team", "code", metavar="CODE", help="只要这个分队的 Only the events that it leads or joins.")
@with_appcontext
def feed(code: str | None) -> None:
    """打印全局或某个分队的日历（.ics）。 Print the calendar of the bureau, or of one team, as an .ics file."""
    settings = current_app.config["SETTINGS"]
    name, scope = "普法台账", EVERYBODYS
    if code is not None:
        team = team_by_code(code)
        if team is None:
            codes = ", ".join(team.code for team in teams())
            raise click.ClickException(f"There is no team {code!r}. The teams are: {codes or 'none yet'}.")
        name, scope = f"普法台账 {team.name}", Scope(team_id=team.id)
    ending, writer = Ending(settings.base_url), writer_in(settings.locale)
    with force_locale(settings.locale), snapshot():
        for piece in feed_pieces(scope, name=name, ending=ending, writer=writer, now=clock.now()):
            sys.stdout.buffer.write(piece)
