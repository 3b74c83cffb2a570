"""The companies at an event: added, looked at, taken over; and the page on which they sign in, switched on and off."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction
from outreach.errors import Conflict, NotFound, Question
from outreach.logbook.actions import wait_for_turn
from outreach.logbook.attendance import companies, queries
from outreach.logbook.attendance.door import token_of
from outreach.logbook.attendance.forms import CompanyForm, CorrectCompanyForm, TakeOverForm
from outreach.logbook.attendance.models import CompanyPresent
from outreach.logbook.attendance.rules import CompanyState, open_span
from outreach.logbook.attendance.views import ask_about_twice, attendance_page
from outreach.schedule import queries as schedule
from outreach.schedule.access import check_may_change
from outreach.schedule.models import Event
from outreach.web.access import Permission, acting_person, permit
from outreach.web.answers import Said
from outreach.web.forms import submitted
from outreach.web.reach import base_url, is_local, picture_of

blueprint = Blueprint("companies", __name__, url_prefix="/log/<uuid:event_id>")

#: The code of the question whether people who were counted already are others than those of the companies.
COUNTED = "counted_already"


@blueprint.post("/companies")
@permit(Permission.LOG, phones=True)
def add(event_id: uuid.UUID) -> Any:
    """Put a company on the list."""

    def act(form: CompanyForm) -> CompanyPresent:
        event = schedule.event(event_id)
        return companies.add_company(
            event,
            company_id=form.company_id.data,
            name=form.name.data,
            people=form.people.data,
            by=acting_person(),
            now=clock.now(),
        )

    form = CompanyForm(prefix="company")
    if submitted(form, act):
        return _back(event_id)
    return attendance_page(event_id, company=form)


@blueprint.post("/companies/<uuid:company_id>/accept")
@permit(Permission.LOG, phones=True)
def accept(event_id: uuid.UUID, company_id: uuid.UUID) -> Any:
    """What it says of itself is right."""
    with transaction():
        companies.accept_company(_locked(event_id, company_id), by=acting_person(), now=clock.now())
    return _back(event_id)


@blueprint.post("/companies/<uuid:company_id>/drop")
@permit(Permission.LOG, phones=True)
def drop(event_id: uuid.UUID, company_id: uuid.UUID) -> Any:
    """It was not there; it can be brought back."""
    try:
        with transaction():
            companies.drop_company(_locked(event_id, company_id), by=acting_person(), now=clock.now())
    except Conflict as refusal:
        flash(str(refusal.message), "warn")
    return _back(event_id)


@blueprint.post("/companies/drop-waiting")
@permit(Permission.LOG, phones=True)
def drop_waiting(event_id: uuid.UUID) -> Any:
    """None of those who signed in and wait is a company."""
    with transaction():
        wait_for_turn([event_id])
        waiting = [row for row in queries.companies_of([event_id]) if row.state is CompanyState.WAITING]
        for row in waiting:
            companies.drop_company(row, by=acting_person(), now=clock.now())
    flash(ngettext("%(num)s name dropped.", "%(num)s names dropped.", len(waiting)), "good")
    return _back(event_id)


@blueprint.route("/companies/<uuid:company_id>/correct", methods=["GET", "POST"])
@permit(Permission.LOG, phones=True)
def correct(event_id: uuid.UUID, company_id: uuid.UUID) -> Any:
    """The right name and number."""

    def act(form: CorrectCompanyForm) -> bool:
        row = _locked(event_id, company_id)
        companies.correct_company(
            row, name=form.name.data, people=form.people.data, by=acting_person(), now=clock.now()
        )
        return True

    row = _of_event(event_id, queries.company(company_id))
    form = CorrectCompanyForm(name=row.name, people=row.people)

    def now() -> CorrectCompanyForm:
        locked = _locked(event_id, company_id)
        return CorrectCompanyForm(name=locked.name, people=locked.people)

    if submitted(form, act, over=now):
        return _back(event_id)
    page = render_template("logbook/attendance/company.html", event=schedule.event(event_id), company=row, form=form)
    return page, form.status


@blueprint.post("/companies/take-over")
@permit(Permission.PLAN)
def take_over(event_id: uuid.UUID) -> Any:
    """Log the companies' people as attendance."""
    form = TakeOverForm(prefix="take")
    form.offer()
    said = submitted(form, lambda form: _taken(event_id, form))
    if not said:
        return attendance_page(event_id, take=form)
    flash(
        ngettext(
            "The people of %(num)s company are in the log.",
            "The people of %(num)s companies are in the log.",
            len(said),
        ),
        "good",
    )
    return _back(event_id)


@blueprint.post("/sign-in-page/open")
@permit(Permission.PLAN)
def open_page(event_id: uuid.UUID) -> Any:
    """Let companies sign in by a code that they scan."""
    with transaction():
        event = _own(event_id)
        companies.open_sheet(event, by=acting_person(), now=clock.now())
    return redirect(url_for("attendance.page", event_id=event_id) + "#sign-in")


@blueprint.post("/sign-in-page/close")
@permit(Permission.PLAN)
def close_page(event_id: uuid.UUID) -> Any:
    """Let nobody sign in any more."""
    with transaction():
        companies.close_sheet(_own(event_id), by=acting_person(), now=clock.now())
    flash(_("Switched off: the code opens nothing any more."), "good")
    return redirect(url_for("attendance.page", event_id=event_id) + "#sign-in")


@blueprint.get("/sign-in-poster")
@permit(Permission.LOG, phones=True)
def poster(event_id: uuid.UUID) -> Any:
    """The code to hang up at the entrance."""
    event = schedule.event(event_id)
    sheet = queries.open_sheet_of(event_id)
    if sheet is None:
        raise NotFound(_("The sign-in page of this event is switched off."))
    address = base_url() + url_for("sign_in_sheet.page", token=token_of(sheet))
    picture = None if is_local(address) else picture_of(address)
    span = open_span(event.days)
    return render_template(
        "logbook/attendance/sign_in_poster.html", event=event, address=address, picture=picture, span=span
    )


def _taken(event_id: uuid.UUID, form: TakeOverForm) -> list[Said]:
    event = _own(event_id)
    wait_for_turn([event_id])
    before = sum(queries.headcount_of(event_id).values())
    said = companies.take_over(event, group=form.group.data, by=acting_person(), now=clock.now())
    if before > 0 and not form.confirmed(COUNTED):
        message = _("%(count)s people stand in the log already. Are the companies' people others?", count=before)
        raise Question(message, code=COUNTED)
    ask_about_twice(event_id, form)
    return said


def _own(event_id: uuid.UUID) -> Event:
    event = schedule.event(event_id)
    check_may_change(acting_person(), event, clock.now())
    return event


def _locked(event_id: uuid.UUID, company_id: uuid.UUID) -> CompanyPresent:
    wait_for_turn([event_id])
    return _of_event(event_id, queries.company(company_id, lock=True))


def _of_event(event_id: uuid.UUID, row: CompanyPresent) -> CompanyPresent:
    if row.event_id != event_id:
        raise NotFound(code="no_such_company", id=row.id)
    return row


def _back(event_id: uuid.UUID) -> Response:
    return redirect(url_for("attendance.page", event_id=event_id) + "#companies")
