"""Leave: the list of who is away, and entering it."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import db, transaction
from outreach.people.actions.leaves import enter_leave, remove_leave
from outreach.people.forms.leaves import LeaveForm
from outreach.people.leave_queries import leave_by_id, leaves_ahead, leaves_past, people_to_enter_for
from outreach.people.models import Leave
from outreach.people.queries import person_by_id
from outreach.web import filters
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

pages = Blueprint("leaves", __name__, url_prefix="/leaves")


@pages.route("", methods=["GET", "POST"])
@permit(Permission.LOG)
def index() -> Any:
    """Who is away, or was with `?when=past`, and the form that enters a leave."""
    person, today = acting_person(), clock.today()
    form = LeaveForm(data={"person": person.id})
    form.offer(people_to_enter_for(person, today))
    leave = submitted(form, _entered)
    if leave is not None:
        flash(_said(leave), "success")
        return redirect(url_for(".index"))
    is_past = request.args.get("when") == "past"
    wanted = leaves_past(person, today) if is_past else leaves_ahead(person, today)
    page = paged(db.session(), wanted, page_number())
    return render_template("people/leaves.html", form=form, page=page, is_past=is_past), form.status


@pages.post("/<uuid:leave_id>/remove")
@permit(Permission.LOG)
def remove(leave_id: uuid.UUID) -> Response:
    """Take a leave out of the list."""
    with transaction():
        remove_leave(leave_by_id(leave_id), by=acting_person(), now=clock.now())
    flash(_("The leave is removed."), "success")
    return redirect(url_for(".index"))


def _entered(form: LeaveForm) -> Leave:
    first_day: Any = form.first_day.data
    return enter_leave(
        person=person_by_id(form.person.data or acting_person().id),
        first_day=first_day,
        last_day=form.last_day.data or first_day,
        by=acting_person(),
        now=clock.now(),
    )


def _said(leave: Leave) -> str:
    days = {"first": filters.day(leave.first_day), "last": filters.day(leave.last_day)}
    return str(_("%(person)s is on leave from %(first)s to %(last)s.", person=leave.person.name, **days))
