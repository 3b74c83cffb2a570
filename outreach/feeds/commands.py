"""The command that writes a calendar feed to standard output."""

import sys

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from outreach import clock
from outreach.feeds.ics import Ending, calendar_text
from outreach.feeds.queries import events_in_feed
from outreach.people.queries import team_by_code, teams


@click.command("feed")
@click.option("--team", "code", metavar="CODE", help="Only the events that this team leads or joins.")
@with_appcontext
def feed(code: str | None) -> None:
    """Print the calendar of the bureau, or of one team, as an .ics file."""
    settings = current_app.config["SETTINGS"]
    now, name, asked = clock.now(), "普法台账", {}
    if code is not None:
        team = team_by_code(code)
        if team is None:
            codes = ", ".join(team.code for team in teams())
            raise click.ClickException(f"There is no team {code!r}. The teams are: {codes or 'none yet'}.")
        name, asked = f"普法台账 {team.name}", {"team_id": team.id}
    with force_locale(settings.locale):
        body = calendar_text(events_in_feed(now, **asked), name=name, ending=Ending(settings.base_url), now=now)
    sys.stdout.buffer.write(body)
