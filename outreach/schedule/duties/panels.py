"""The parts of the home board about people on events: what one is asked to do, and what one's events lack."""

from datetime import date, timedelta

from flask import render_template

from outreach import clock
from outreach.people.models import Person, Team
from outreach.schedule import labels, queries
from outreach.schedule.duties import gap_queries
from outreach.schedule.queries import Filters
from outreach.schedule.rules import Status
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


def team_closing_panel(team: Team, last_day: date) -> str:
    """The planned events after what is to be the last day of a team that leads or joins them."""
    after = last_day + timedelta(days=1)
    wanted = Filters(team_id=team.id, status=Status.PLANNED)
    page = queries.page_of_events(wanted, period=queries.ahead_of(after), size=1)
    facts = {"team": team, "after": after, "total": page.total}
    return render_template("schedule/duties/team_closing_panel.html", **facts) if page.total else ""
