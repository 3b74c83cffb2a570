"""People on events: one's own duties and what one says to them, and what the coming events lack in people."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction
from outreach.errors import Conflict
from outreach.schedule import labels, queries
from outreach.schedule.duties import gap_queries
from outreach.schedule.duties.actions import LONGEST_REASON, accept_duty, decline_duty, may_answer
from outreach.schedule.models import Assignment
from outreach.web.access import Permission, acting_person, permit
from outreach.web.fields import TextField
from outreach.web.forms import BaseForm, submitted
from outreach.web.paging import SIZE, page_number
from outreach.web.returning import next_path

blueprint = Blueprint("duties", __name__)


class DeclineForm(BaseForm):
    """Why somebody can't make it."""

    reason = TextField(lazy_gettext("Why you can't make it"), most=LONGEST_REASON)


@blueprint.get("/events/mine")
@permit(Permission.LOG)
def mine() -> str:
    """The events ahead on which the person is, and what was answered."""
    person, now = acting_person(), clock.now()
    page = gap_queries.own_duties(person, now, unanswered=False, number=page_number(), size=SIZE)
    return render_template("schedule/duties/mine.html", page=page, labels=labels)


@blueprint.get("/events/gaps")
@permit(Permission.PLAN)
def gaps() -> str:
    """All coming events that lack people, each with the link that mends it."""
    page = gap_queries.lacking(acting_person(), clock.today(), number=page_number(), size=SIZE)
    return render_template("schedule/duties/gaps.html", page=page, labels=labels)


@blueprint.post("/events/<uuid:event_id>/accept")
@permit(Permission.LOG)
def accept(event_id: uuid.UUID) -> Response:
    """Say that one will be there."""
    try:
        with transaction():
            accept_duty(queries.event(event_id, lock=True), by=acting_person(), now=clock.now())
        flash(_("Thank you. Your lead sees that you will be there."), "success")
    except Conflict as refusal:
        flash(str(refusal.message), "warning")
    return redirect(next_path(f"/events/{event_id}"))


@blueprint.route("/events/<uuid:event_id>/decline", methods=["GET", "POST"])
@permit(Permission.LOG)
def decline(event_id: uuid.UUID) -> Any:
    """Say that one can't make it, and why."""
    form = DeclineForm()

    def act(form: DeclineForm) -> Assignment:
        event = queries.event(event_id, lock=True)
        return decline_duty(event, reason=form.reason.data, by=acting_person(), now=clock.now())

    if submitted(form, act):
        flash(_("Your lead sees that somebody else is needed."), "success")
        return redirect(url_for("events.page", event_id=event_id))
    event = queries.event(event_id)
    if not (form.is_submitted() or may_answer(event, acting_person(), clock.now())):
        flash(_("There is nothing for you to answer at this event."), "info")
        return redirect(url_for("events.page", event_id=event_id))
    return render_template("schedule/duties/decline.html", form=form, event=event), form.status
