"""What the papers add to the logging pages: the way to the sheets, and today's log to copy."""

from flask import render_template

from outreach.logbook.field import Field
from outreach.logbook.paper.plain_lines import lines_of
from outreach.people.rules import Role
from outreach.schedule.models import Event
from outreach.web.access import acting_person


def log_panel(event: Event) -> str:
    """The event's log as lines to copy, and its sheets."""
    return render_template("logbook/paper/lines_panel.html", event=event, text=lines_of(event))


def field_panel(field: Field) -> str:
    """The sheets to print, and the day's log of the person's team."""
    person = acting_person()
    teams = [each.team for each in person.memberships if each.covers(field.today)]
    team = teams[0].code if len(teams) == 1 and person.role in (Role.LEAD, Role.STAFF) else None
    return render_template("logbook/paper/panel.html", today=field.today, team=team)
