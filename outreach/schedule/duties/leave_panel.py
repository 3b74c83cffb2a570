"""The part of the page of leave that says which events fall into it."""

from collections.abc import Sequence

from flask import render_template

from outreach import clock
from outreach.people.models import Leave
from outreach.schedule.access import may_change
from outreach.schedule.duties.leave_queries import events_in_leaves
from outreach.web.access import acting_person


def leave_panel(leaves: Sequence[Leave]) -> str:
    """The planned events of people in their leave, each with the link that mends it; nothing where there are none."""
    person, now = acting_person(), clock.now()
    found = events_in_leaves(leaves, now)
    if not found:
        return ""
    rows = [(leave, event, may_change(person, event, now), leave.person_id == person.id) for leave, event in found]
    return render_template("schedule/duties/leave_panel.html", rows=rows)
