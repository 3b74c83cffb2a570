"""The deadlines of a year, and the form that keeps one."""

import uuid
from dataclasses import asdict
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock, periods
from outreach.audit.histories import changes_of
from outreach.db import transaction
from outreach.schedule.deadlines import actions as deadline_actions
from outreach.schedule.deadlines import queries as deadline_queries
from outreach.schedule.deadlines.forms import DeadlineForm
from outreach.schedule.deadlines.rules import deadline_state
from outreach.schedule.models import Deadline
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.returning import next_path
from outreach.web.years import asked_year, check_year

blueprint = Blueprint("deadlines", __name__)


@blueprint.get("/deadlines")
@permit(Permission.READ)
def index() -> str:
    """What is due in a year, and what of it was sent."""
    year = asked_year()
    return render_template(
        "schedule/deadlines/index.html",
        year=year,
        deadlines=deadline_queries.deadlines_in(periods.year(year)),
        lacking=deadline_queries.usual_deadlines_lacking(year),
        state=deadline_state,
    )


@blueprint.post("/deadlines/years/<int:year>/usual")
@permit(Permission.LISTS)
def add_usual(year: int) -> AnyResponse:
    """Add what is due every year."""
    check_year(year)
    with transaction():
        added = deadline_actions.add_usual_deadlines(year, by=acting_person(), now=clock.now())
    flash(ngettext("%(num)d deadline is added.", "%(num)d deadlines are added.", added))
    return redirect(url_for(".index", year=year))


@blueprint.route("/deadlines/new", methods=["GET", "POST"])
@permit(Permission.LISTS)
def new() -> Any:
    """Add a deadline."""
    form = DeadlineForm()

    def add(form: DeadlineForm) -> Deadline:
        return deadline_actions.add_deadline(facts=form.facts(), by=acting_person(), now=clock.now())

    deadline = submitted(form, add)
    if deadline:
        return _saved(deadline)
    return render_template("schedule/deadlines/form.html", form=form, deadline=None, changes=(), fields={}), form.status


@blueprint.route("/deadlines/<uuid:deadline_id>/edit", methods=["GET", "POST"])
@permit(Permission.LISTS)
def edit(deadline_id: uuid.UUID) -> Any:
    """Change a deadline."""
    form = _form_of(deadline_id)

    def change(form: DeadlineForm) -> Deadline:
        deadline = deadline_queries.deadline(deadline_id)
        return deadline_actions.change_deadline(deadline, facts=form.facts(), by=acting_person(), now=clock.now())

    changed = submitted(form, change, over=lambda: _form_of(deadline_id))
    if changed:
        return _saved(changed)
    deadline = deadline_queries.deadline(deadline_id)
    fields = {field.name: field.label.text for field in form}
    shown = {"form": form, "deadline": deadline, "changes": changes_of(deadline), "fields": fields}
    return render_template("schedule/deadlines/form.html", **shown), form.status


def _form_of(deadline_id: uuid.UUID) -> DeadlineForm:
    deadline = deadline_queries.deadline(deadline_id)
    return DeadlineForm(data=asdict(deadline_actions.facts_of_deadline(deadline)))


@blueprint.post("/deadlines/<uuid:deadline_id>/sent")
@permit(Permission.LISTS)
def mark_sent(deadline_id: uuid.UUID) -> AnyResponse:
    """Say that it was sent today; `undo` takes that back."""
    sent_on = None if "undo" in request.form else clock.today()
    with transaction():
        deadline = deadline_queries.deadline(deadline_id)
        deadline_actions.mark_sent(deadline, sent_on=sent_on, by=acting_person(), now=clock.now())
        said = _("“%(title)s” is marked as sent today.") if sent_on else _("“%(title)s” is open again.")
        flash(said % {"title": deadline.title})
        page = url_for(".index", year=deadline.day.year)
    return redirect(next_path(page.removeprefix(request.script_root)))


@blueprint.post("/deadlines/<uuid:deadline_id>/remove")
@permit(Permission.LISTS)
def remove(deadline_id: uuid.UUID) -> AnyResponse:
    """Take a deadline away."""
    with transaction():
        deadline = deadline_queries.deadline(deadline_id)
        year = deadline.day.year
        deadline_actions.remove_deadline(deadline, by=acting_person(), now=clock.now())
    flash(_("The deadline is removed."))
    return redirect(url_for(".index", year=year))


def home_panel() -> str:
    """What is due within a month, and what is overdue; nothing where there is neither."""
    today = clock.today()
    deadlines = deadline_queries.deadlines_open(today)
    if not deadlines:
        return ""
    return render_template("schedule/deadlines/panel.html", deadlines=deadlines, state=deadline_state)


def _saved(deadline: Deadline) -> AnyResponse:
    flash(_("The deadline is saved."), "success")
    return redirect(url_for(".index", year=deadline.day.year))
