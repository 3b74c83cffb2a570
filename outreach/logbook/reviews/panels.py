"""What is owed on the home board of leads, and what looks odd below an event's log."""

from flask import g, render_template, url_for

from outreach import clock
from outreach.logbook.reviews import labels, queries
from outreach.logbook.reviews.forms import usual_days
from outreach.logbook.reviews.listing import oddities_of, oldest_owed, owed_at
from outreach.logbook.reviews.reminders import reminder_of
from outreach.logbook.reviews.rules import Debt
from outreach.people.access import teams_acted_for
from outreach.people.models import Person
from outreach.schedule.access import may_change
from outreach.schedule.models import Event
from outreach.web.access import acting_person

#: How many events the board lists; the count says how many there are.
SHOWN = 5
#: How many odd lines a phone's page lists; the review lists all.
MOST_ODD = 10


def home_panel() -> str:
    """The oldest of what is owed: what, since when and by whom; nothing where nothing is."""
    person = acting_person()
    owed = oldest_owed(scope_of(person), person, most=SHOWN)
    if not owed.total:
        return ""
    return render_template("logbook/reviews/home_panel.html", owed=owed, labels=labels, Debt=Debt)


def scope_of(person: Person) -> queries.Scope:
    """What the person answers for, the same for all parts of a page: late lines are then looked for once."""
    if "owed" not in g:
        team_ids = teams_acted_for(person, clock.today())
        g.owed = queries.Scope(usual_days(clock.today()), clock.now(), team_ids)
    scope: queries.Scope = g.owed
    return scope


def log_panel(event: Event) -> str:
    """What looks odd and was not checked, softly, below what was logged."""
    odd = [each for each in oddities_of([event.id])[event.id] if each.checked is None]
    if not odd:
        return ""
    person = acting_person()
    is_there = any(each.person_id == person.id for each in event.staff)
    may_say = is_there or may_change(person, event, clock.now())
    back = url_for("logbook.event", event_id=event.id)
    more = max(0, len(odd) - MOST_ODD)
    facts = {"odd": odd[:MOST_ODD], "more": more, "may_say": may_say, "back": back}
    return render_template("logbook/reviews/log_panel.html", event=event, **facts)


def reminder_panel(event: Event) -> str:
    """After the event, in the place of its notice: whom to remind of what; nothing where nothing is owed."""
    owed = owed_at(event, clock.now())
    if owed is None:
        return ""
    debt, by = owed
    text = reminder_of(by or [event.lead_team.name], [(event, debt)])
    return render_template("logbook/reviews/reminder_panel.html", text=text)
