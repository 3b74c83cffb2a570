"""What notices add to other pages: a check-up, an event, and the home board of the team."""

from typing import Any

from flask import render_template

from outreach import clock
from outreach.cases.models import Case
from outreach.check_ups.models import CheckAnswer, CheckUp
from outreach.check_ups.notices import comparing, labels, queries, revisits, rights
from outreach.check_ups.notices.forms import is_late
from outreach.check_ups.rights import told_before
from outreach.db import db
from outreach.people.access import teams_acted_for
from outreach.schedule.models import Event
from outreach.web.access import Permission, acting_person, may

#: How many revisits the board lists, and notices the page of a case.
SHOWN = 5


def check_up_panel(check_up: CheckUp, **_facts: Any) -> str:
    """The notice of the check-up, or the way to one, and what became of what was found before."""
    told = told_before(acting_person(), check_up.event, check_up.place, clock.today())
    facts = {
        "notice": queries.standing_notice(check_up.id),
        "may_work": rights.may_work_on(acting_person(), check_up.event, clock.now()),
        "has_before": comparing.had_check_up_before(check_up, told),
    }
    return render_template("check_ups/notices/panel.html", check_up=check_up, labels=labels, **facts)


def event_panel(event: Event) -> str:
    """Of which notice the event is the revisit; nothing for any other."""
    if not may(Permission.LOG):
        return ""
    found = queries.notices_revisited_at(event.id, rights.seen_by(acting_person(), clock.today()))
    if not found:
        return ""
    return render_template("check_ups/notices/event_panel.html", notices=found, day=queries.event_day)


def case_panel(case: Case) -> str:
    """Which notices tell the case to a company, for who may read notices; nothing where none does."""
    seen = rights.seen_by(acting_person(), clock.today())
    found = list(db.session.scalars(queries.notices_quoting(case.id, seen).limit(SHOWN + 1)))
    if not found:
        return ""
    facts = {"notices": found[:SHOWN], "more": len(found) > SHOWN, "day": queries.event_day, "labels": labels}
    return render_template("check_ups/notices/case_panel.html", **facts)


def review_panel() -> str:
    """The notices that wait for the person's review: those of the own teams, for who has all of every team."""
    person = acting_person()
    team_ids = teams_acted_for(person, clock.today())
    waiting = queries.waiting_for_review(team_ids, but_of=person.id, most=SHOWN)
    return render_template("check_ups/notices/review_panel.html", notices=waiting) if waiting else ""


def note_panel(answer: CheckAnswer, check_up: CheckUp) -> str:
    """Which notices of the check-up hold the words of the answer's note: as kept papers, and in their items."""
    note = answer.note.text if answer.note else ""
    kept, taken = queries.notices_with_words(check_up.id, note)
    if not (kept or taken):
        return ""
    return render_template("check_ups/notices/note_panel.html", kept=kept, taken=taken)


def home_panel() -> str:
    """The revisits that are due within two weeks and not planned, of the person's teams; of all for who has all."""
    person, today = acting_person(), clock.today()
    team_ids = teams_acted_for(person, today)
    due = queries.revisits_due(team_ids, today + revisits.AHEAD, most=SHOWN)
    if not due:
        return ""
    return render_template(
        "check_ups/notices/home_panel.html", notices=due, is_late=is_late, may_plan=may(Permission.PLAN)
    )
