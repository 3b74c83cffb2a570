"""Where an open question is told: to the lead at home, on the event's page, and beside its status in lists."""

import uuid

from flask import g, render_template

from outreach import clock
from outreach.logbook.doubles import queries
from outreach.logbook.doubles.asking import asked_at
from outreach.people.access import teams_acted_for
from outreach.schedule.access import may_change
from outreach.schedule.models import Event
from outreach.web.access import Permission, acting_person, may

SHOWN = 3


def home_panel() -> str:
    """The oldest open questions of the teams that the person answers for; nothing where there are none."""
    person = acting_person()
    teams = teams_acted_for(person, clock.today())
    events, count = queries.events_in_question(teams, SHOWN)
    if not count:
        return ""
    asked = [(event, [each for each in asked_at(event.id) if each.is_open]) for event in events]
    return render_template("logbook/doubles/home_panel.html", asked=asked, count=count)


def event_panel(event: Event) -> str:
    """That a question is open, and to whom it is put; decided ones can be opened again from here."""
    questions = asked_at(event.id)
    if not questions:
        return ""
    may_decide = may(Permission.REVIEW) and may_change(acting_person(), event, clock.now())
    return render_template("logbook/doubles/event_panel.html", event=event, questions=questions, may_decide=may_decide)


def status_tag(event: Event) -> str:
    """待核 beside the status of an event about which a question is open."""
    if event.held_at is None or event.id not in _open_events():
        return ""
    return render_template("logbook/doubles/status_tag.html")


def _open_events() -> frozenset[uuid.UUID]:
    """All events with an open question, few among many: read once for all lists of a page."""
    if "events_in_question" not in g:
        g.events_in_question = queries.all_open()
    found: frozenset[uuid.UUID] = g.events_in_question
    return found
