"""The parts of the home board about people on events: what one is asked to do, and what one's events lack."""

from flask import render_template

from outreach import clock
from outreach.people.models import Person
from outreach.schedule import labels
from outreach.schedule.duties import gap_queries
from outreach.web.access import Permission, acting_person, may
from outreach.web.paging import SIZE, page_number

SHOWN = 3
#: Of the duties that wait for an answer the field sees the next one only: its board is about today.
SHOWN_IN_THE_FIELD = 1


def asked_panel() -> str:
    """The person's duties that wait for an answer; nothing where there are none."""
    size = SHOWN if may(Permission.PLAN) else SHOWN_IN_THE_FIELD
    page = gap_queries.own_duties(acting_person(), clock.now(), unanswered=True, number=1, size=size)
    return render_template("schedule/duties/asked_panel.html", page=page, labels=labels) if page.total else ""


def gaps_panel() -> str:
    """The next events that lack people; nothing where all have whom they need."""
    page = gap_queries.lacking(acting_person(), clock.today(), size=SHOWN)
    return render_template("schedule/duties/gaps_panel.html", page=page, labels=labels) if page.total else ""


def leaving_panel(person: Person) -> str:
    """The events ahead on which the person is, on the page before the account is disabled."""
    now = clock.now()
    page = gap_queries.own_duties(person, now, unanswered=False, number=page_number(), size=SIZE)
    if not page.total:
        return ""
    facts = {"page": page, "alone": gap_queries.count_alone(person, now), "labels": labels}
    return render_template("schedule/duties/leaving_panel.html", person=person, **facts)
