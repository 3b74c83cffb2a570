"""What is owed on the home board of leads, and what looks odd below an event's log."""

from datetime import timedelta

from flask import render_template, url_for

from outreach import clock
from outreach.logbook.field import DAYS_OWED
from outreach.logbook.reviews import labels, queries
from outreach.logbook.reviews.listing import oddities_of
from outreach.logbook.reviews.rules import Debt
from outreach.people.rules import EVERY_TEAM
from outreach.periods import Period
from outreach.schedule.access import may_change
from outreach.schedule.models import Event
from outreach.web.access import acting_person

#: The board shows the events to review, those with late lines, and questions about desks, by themselves.
_COUNTED = (Debt.WORD, Debt.LOG)


def home_panel() -> str:
    """How many events are past without a word, or held without a log; nothing where none is."""
    person, today = acting_person(), clock.today()
    days = Period(today - timedelta(days=DAYS_OWED), today)
    team_ids = None if person.role in EVERY_TEAM else person.team_ids_on(today)
    found = queries.counts(queries.Scope(days, clock.now(), team_ids), _COUNTED)
    counts = [(debt, found[debt]) for debt in _COUNTED if found[debt]]
    return render_template("logbook/reviews/home_panel.html", counts=counts, labels=labels) if counts else ""


def log_panel(event: Event) -> str:
    """What looks odd and was not checked, softly, below what was logged."""
    odd = [each for each in oddities_of([event.id])[event.id] if each.checked is None]
    if not odd:
        return ""
    person = acting_person()
    is_there = any(each.person_id == person.id for each in event.staff)
    may_say = is_there or may_change(person, event, clock.now())
    back = url_for("logbook.event", event_id=event.id)
    return render_template("logbook/reviews/log_panel.html", event=event, odd=odd, may_say=may_say, back=back)
