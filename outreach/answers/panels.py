"""What the answers add to the home board."""

from flask import render_template

from outreach import clock
from outreach.answers import queries
from outreach.people.access import teams_acted_for
from outreach.web.access import acting_person


def home_panel() -> str:
    """How many answers of the person's teams are marked, of all for who has all; nothing where none is."""
    person, today = acting_person(), clock.today()
    team_ids = teams_acted_for(person, today)
    count = queries.count_marked(today, team_ids)
    return render_template("answers/home_panel.html", count=count) if count else ""
