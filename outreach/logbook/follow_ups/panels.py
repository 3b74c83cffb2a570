"""The feature's parts of other pages: an event, its logging page and the home board."""

from typing import Any

from flask import render_template, request

from outreach import clock
from outreach.logbook.follow_ups import labels, queries
from outreach.logbook.follow_ups.forms import new_form
from outreach.logbook.follow_ups.queries import Filters
from outreach.logbook.follow_ups.rules import is_overdue
from outreach.people.access import teams_acted_for
from outreach.people.models import Person
from outreach.schedule.models import Event
from outreach.web.access import Permission, acting_person

SHOWN = 3
SHOWN_OF_LEAVER = 10


def event_panel(event: Event) -> str:
    """What needs an answer from this event, and how many were sent where; nothing where there is neither."""
    found = queries.follow_ups_of(event.id)
    if not found:
        return ""
    return render_template(
        "logbook/follow_ups/panel.html",
        event=event,
        found=found,
        total=queries.count_of(Filters(state=None, event_id=event.id)),
        referrals=queries.referrals_of(event.id),
        labels=labels,
        is_overdue=is_overdue,
        today=clock.today(),
    )


def log_panel(event: Event) -> str:
    """The form behind one touch, and what was noted here already."""
    line = request.args.get("line")
    form = new_form(acting_person(), clock.now(), tally=line)
    total = queries.count_of(Filters(state=None, event_id=event.id))
    shown = {"event": event, "form": form, "total": total, "is_open": line is not None}
    return render_template("logbook/follow_ups/log.html", **shown)


def home_panel() -> str:
    """What the person owes, the longest overdue first, and what is overdue or left behind in the person's teams."""
    person, today = acting_person(), clock.today()
    mine = queries.page_of(Filters(owed_by_id=person.id), 1, SHOWN)
    overdue, left = _in_teams(person, overdue_on=today), _in_teams(person, of_who_left=True)
    if not (mine.total or overdue or left):
        return ""
    shown = {"mine": mine, "overdue": overdue, "left": left, "labels": labels, "is_overdue": is_overdue, "today": today}
    return render_template("logbook/follow_ups/home_panel.html", **shown)


def leaving_panel(person: Person) -> str:
    """The answers that the person still owes, on the page before the account is disabled."""
    page = queries.page_of(Filters(owed_by_id=person.id), 1, SHOWN_OF_LEAVER)
    if not page.total:
        return ""
    shown = {"person": person, "page": page, "labels": labels, "is_overdue": is_overdue, "today": clock.today()}
    return render_template("logbook/follow_ups/leaving_panel.html", **shown)


def _in_teams(person: Person, **asked: Any) -> int:
    """How many of those a lead, or the office, has to look after."""
    if not person.may(Permission.PLAN):
        return 0
    return queries.count_of(Filters(team_ids=teams_acted_for(person, clock.today()), **asked))
