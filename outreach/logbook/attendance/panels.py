"""What who was there adds to the event's page and to its logging page."""

from flask import render_template

from outreach import clock
from outreach.logbook.attendance import queries
from outreach.logbook.attendance.listing import companies_there, listed_companies, names_there, our_people
from outreach.logbook.attendance.rules import counts_twice
from outreach.logbook.attendance.views import presence_form
from outreach.schedule import labels
from outreach.schedule.models import Event


def log_panel(event: Event) -> str:
    """The form of who of us was there, and the way to the rest."""
    return render_template(
        "logbook/attendance/who_panel.html",
        event=event,
        form=presence_form(event),
        twice=counts_twice(queries.headcount_of(event.id)),
        labels=labels,
        as_of=int(clock.now().timestamp() * 1000),
    )


def event_panel(event: Event) -> str:
    """The ledger's columns: who took part, which companies."""
    people = our_people(event)
    companies = listed_companies(event.id)
    return render_template(
        "logbook/attendance/panel.html",
        event=event,
        names=names_there(people),
        absent=[each.name for each in people if each.there is False and each.duty],
        companies=companies_there(companies),
        waiting=sum(each.waits for each in companies),
        twice=counts_twice(queries.headcount_of(event.id)),
    )
