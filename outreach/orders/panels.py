"""What orders add to an event's page and to the home board."""

from flask import render_template

from outreach import clock
from outreach.orders import queries
from outreach.people.access import teams_acted_for
from outreach.schedule.models import Event
from outreach.web.access import Permission, acting_person, may

#: How many of the longest waiting the board lists.
SHOWN = 5


def event_panel(event: Event) -> str:
    """Who ordered the event; what the company wrote is for who logs alone, since it may name people."""
    ordered = queries.orders_of(event.id)
    if not ordered:
        return ""
    return render_template(
        "orders/event_panel.html", orders=ordered, opens=may(Permission.PLAN), logs=may(Permission.LOG)
    )


def home_panel() -> str:
    """The requests that wait for an answer of the person's teams; of all for who has all."""
    person, today = acting_person(), clock.today()
    team_ids = teams_acted_for(person, today)
    found = queries.waiting(team_ids, today, most=SHOWN)
    return render_template("orders/home_panel.html", lines=found) if found else ""
