"""What the accounts add to the boards of who gives them, and to the question before a team ends."""

from datetime import date

from flask import render_template

from outreach import clock
from outreach.people.models import Team
from outreach.people.queries import count_members_after
from outreach.people.turned_away import turned_away


def turned_away_panel() -> str:
    """At which accounts sign-ins failed again and again since yesterday; nothing where at none."""
    found = turned_away(clock.now())
    return render_template("people/turned_away_panel.html", found=found) if found else ""


def team_closing_panel(team: Team, last_day: date) -> str:
    """Who still belongs to a team after what is to be its last day."""
    total = count_members_after(team, last_day)
    return render_template("people/team_closing_panel.html", team=team, total=total) if total else ""
