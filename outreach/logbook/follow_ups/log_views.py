"""Noting a question at an event, without a script."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.anonymity.checking import NO_REAL_NAME, ask_about_people
from outreach.errors import Conflict, Invalid
from outreach.logbook.follow_ups.actions import record_follow_ups
from outreach.logbook.follow_ups.forms import FollowUpForm, new_form
from outreach.schedule import queries as schedule
from outreach.web.access import Permission, acting_person, permit
from outreach.web.answers import Answer
from outreach.web.forms import submitted

blueprint = Blueprint("follow_up_log", __name__)


@blueprint.route("/log/<uuid:event_id>/follow-up", methods=["GET", "POST"])
@permit(Permission.LOG, phones=True)
def new(event_id: uuid.UUID) -> Any:
    """What was asked, and who owes the answer; `?line=` is the consultation that it belongs to."""
    form = new_form(acting_person(), clock.now(), tally=request.args.get("line"))
    if submitted(form, lambda form: _noted(event_id, form)):
        flash(_("Saved. It stands on the list of follow-ups."), "good")
        return redirect(url_for("logbook.event", event_id=event_id) + "#follow-up")
    return render_template("logbook/follow_ups/new.html", event=schedule.event(event_id), form=form), form.status


def _noted(event_id: uuid.UUID, form: FollowUpForm) -> bool:
    ask_about_people(form.asked.data, names_are_none=form.confirmed(NO_REAL_NAME))
    said = record_follow_ups([form.wanted(event_id)], sender=acting_person(), now=clock.now())[0]
    if said.answer is Answer.DIFFERS:
        raise Conflict(said.message, code=said.code)
    if said.answer is Answer.REFUSED:
        raise Invalid(said.message, field=_FIELDS.get(said.code), code=said.code)
    return True


#: At which field a refusal stands.
_FIELDS = {
    "asked_missing": "asked",
    "asked_too_long": "asked",
    "referral_to_missing": "referral_to",
    "number_and_contact": "contact",
    "person_inactive": "owed_by",
    "unknown_person": "owed_by",
    "unknown_item": "topic",
    "day_out_of_range": "due_on",
}
