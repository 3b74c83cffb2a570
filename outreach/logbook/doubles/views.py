"""The page that puts two tallies of one desk side by side, and what a lead decides there."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction_retried
from outreach.errors import NotFound, Refusal
from outreach.logbook.actions import wait_for_turn
from outreach.logbook.doubles import queries
from outreach.logbook.doubles.actions import decide_double, reopen_double
from outreach.logbook.doubles.asking import Asked, asked_at
from outreach.logbook.doubles.forms import DecisionForm, ReopenForm, decision_form
from outreach.logbook.doubles.rules import Choice
from outreach.logbook.labels import named, said
from outreach.schedule import queries as schedule
from outreach.schedule.access import may_change
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import submitted

pages = Blueprint("doubles", __name__, url_prefix="/doubles")


@pages.get("/<uuid:event_id>")
@permit(Permission.READ)
def event(event_id: uuid.UUID) -> Any:
    """Every question about one event."""
    return _page(event_id)


@pages.post("/<uuid:event_id>/<uuid:double_id>")
@permit(Permission.REVIEW)
def decide(event_id: uuid.UUID, double_id: uuid.UUID) -> Any:
    """Say what counts."""
    asked = _asked(event_id, double_id)
    form = decision_form(asked)

    def act(form: DecisionForm) -> Any:
        wait_for_turn([event_id])
        return decide_double(
            queries.double(double_id),
            choice=form.said,
            wanted=form.wanted(),
            word=form.word.data,
            seen_lines=form.seen.data,
            decision_id=form.decision_id.data,
            for_later=form.for_later.data,
            late_lines_too=form.confirmed("late_lines"),
            by=acting_person(),
            now=clock.now(),
        )

    if submitted(form, act):
        flash(_("Decided. It can be decided otherwise at any time."), "good")
        return redirect(url_for(".event", event_id=event_id))
    return _page(event_id, {double_id: form})


@pages.post("/<uuid:event_id>/<uuid:double_id>/reopen")
@permit(Permission.REVIEW)
def reopen(event_id: uuid.UUID, double_id: uuid.UUID) -> Response:
    """Take the decision back."""
    _asked(event_id, double_id)
    form = ReopenForm()

    def act() -> Any:
        wait_for_turn([event_id])
        facts = {"by": acting_person(), "now": clock.now()}
        return reopen_double(queries.double(double_id), word=form.word.data, **facts)

    try:
        transaction_retried(act)
        flash(_("The decision is taken back. Both tallies count until it is decided again."), "good")
    except Refusal as refusal:
        if refusal.status not in (409, 422):
            raise
        flash(str(refusal.message), "warn")
    return redirect(url_for(".event", event_id=event_id) + f"#double-{double_id}")


def _asked(event_id: uuid.UUID, double_id: uuid.UUID) -> Asked:
    found = next((each for each in asked_at(event_id) if each.double.id == double_id), None)
    if found is None:
        raise NotFound(code="no_such_double", id=double_id)
    return found


def _page(event_id: uuid.UUID, forms: dict[uuid.UUID, DecisionForm] | None = None) -> Any:
    found, forms = schedule.event(event_id), forms or {}
    questions = asked_at(event_id)
    shown = {each.double.id: forms.get(each.double.id) or decision_form(each) for each in questions}
    for each in questions:
        shown[each.double.id].seen.data = each.seen  # what is shown now is what the next touch decides about
    page = render_template(
        "logbook/doubles/event.html",
        event=found,
        questions=questions,
        forms=shown,
        may_decide=may(Permission.REVIEW) and may_change(acting_person(), found, clock.now()),
        choices=Choice,
        said=said,
        named=named,
    )
    return page, max((form.status for form in shown.values()), default=200)
