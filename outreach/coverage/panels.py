"""The feature's parts of other pages: who was at a place, and what a lead's team has forgotten."""

from datetime import timedelta

from flask import render_template

from outreach import clock
from outreach.coverage import queries
from outreach.coverage.labels import said_since
from outreach.coverage.queries import Asked
from outreach.coverage.rules import WHILE_DAYS
from outreach.coverage.tables import lines_of
from outreach.people.rules import Role
from outreach.places.models import Place
from outreach.places.rules import PlaceKind
from outreach.schedule.choices import teams_to_plan_for
from outreach.web.access import acting_person

#: What a team is expected to reach: the kinds that the board asks about.
EXPECTED = (PlaceKind.TOWNSHIP, PlaceKind.PARK, PlaceKind.WORKSITE)
MOST, MOST_IN_A_LINE = 5, 3


def place_panel(place: Place) -> str:
    """Each team's visits to the place, with all that lies in it."""
    today = clock.today()
    asked = Asked(today.year, today, (place.kind,))
    (line,) = lines_of([place], queries.teams_of(asked.period), asked)
    planned_for = {team.id for team in teams_to_plan_for(acting_person(), today)} if not place.retired_at else set()
    return render_template(
        "coverage/place_panel.html", line=line, asked=asked, planned_for=planned_for, said_since=said_since
    )


def home_panel() -> str:
    """For a lead: the places that the own team has not visited for the longest, and has no visit planned to."""
    return _neglected("coverage/home_panel.html", MOST)


def calendar_line() -> str:
    """The first of them in one line above the calendar, each a click away from its visit."""
    return _neglected("coverage/calendar_line.html", MOST_IN_A_LINE)


def _neglected(template: str, most: int) -> str:
    person, today = acting_person(), clock.today()
    own = teams_to_plan_for(person, today) if person.role is Role.LEAD else []
    if not own or queries.first_year() is None:
        return ""
    asked = Asked(today.year, today, EXPECTED, team_id=own[0].id)
    places = queries.forgotten(asked, today - timedelta(days=WHILE_DAYS), most)
    lines = lines_of(places, own[:1], asked)
    return render_template(template, lines=lines, asked=asked, said_since=said_since) if lines else ""
