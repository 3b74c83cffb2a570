"""The page of who was there, and the sign-in sheet on paper."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from outreach import clock
from outreach.errors import Question
from outreach.logbook import actions as ledger
from outreach.logbook.attendance import actions, queries
from outreach.logbook.attendance.door import token_of
from outreach.logbook.attendance.forms import (
    CompanyForm,
    HeadcountForm,
    PresenceForm,
    TakeOverForm,
    group_counters,
    headcount_form,
)
from outreach.logbook.attendance.listing import listed_companies, our_people, waiting_for
from outreach.logbook.attendance.rules import counts_twice, open_span
from outreach.logbook.desk import desk_of
from outreach.materials.rules import CountKind
from outreach.people.queries import active_people
from outreach.schedule import labels
from outreach.schedule import queries as schedule
from outreach.schedule.access import may_change
from outreach.schedule.models import Event
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import BaseForm, submitted
from outreach.web.reach import base_url

blueprint = Blueprint("attendance", __name__, url_prefix="/log/<uuid:event_id>")

#: The code of the question about people who may be counted twice.
TWICE = "counted_twice"


@blueprint.get("/attendance")
@permit(Permission.LOG, phones=True)
def page(event_id):
    """Who of us, how many of the public, which companies."""
    return attendance_page(event_id)


@blueprint.post("/attendance/us")
@permit(Permission.LOG, phones=True)
def us(event_id):
    """Say who of us was there."""
    form = presence_form(schedule.event(event_id))
    if submitted(form, lambda form: _said(event_id, form)):
        flash(_("Saved who was there."), "good")
        return redirect(url_for("logbook.event", event_id=event_id) + "#who")
    return attendance_page(event_id, us=form)


@blueprint.post("/attendance/headcount")
@permit(Permission.LOG, phones=True)
def headcount(event_id):
    """Say how many came, by group."""
    form = count_form(event_id)
    answers = submitted(form, lambda form: _counted(event_id, form))
    if not answers:
        return attendance_page(event_id, headcount=form)
    for message in {each.message for each in answers if each.code not in ("recorded", "already_there")}:
        flash(str(message), "warn")
    count = sum(each.code != "already_there" for each in answers)
    flash(ngettext("Saved: %(num)s number.", "Saved: %(num)s numbers.", count), "good")
    return redirect(url_for(".page", event_id=event_id) + "#headcount")


def presence_form(event: Event) -> PresenceForm:
    """The form of who of us was there."""
    form = PresenceForm(prefix="us")
    form.offer(our_people(event, waiting=waiting_for(acting_person(), event, clock.today())))
    return form


def count_form(event_id: uuid.UUID) -> HeadcountForm:
    """The form of how many came."""
    counters = desk_of(schedule.event(event_id)).everything(CountKind.ATTENDANCE)
    return headcount_form(group_counters(counters), prefix="count")


def attendance_page(event_id: uuid.UUID, **forms: Any) -> tuple[str, int]:
    """The page, with the form that was refused, if any."""
    event = schedule.event(event_id)
    shown = {
        "us": forms.get("us") or presence_form(event),
        "headcount": forms.get("headcount") or count_form(event_id),
        "company": forms.get("company") or CompanyForm(formdata=None, prefix="company"),
        "take": forms.get("take") or _take_form(),
    }
    sheet = queries.open_sheet_of(event_id)
    page = render_template(
        "logbook/attendance/page.html",
        event=event,
        twice=counts_twice(queries.headcount_of(event_id)),
        labels=labels,
        names=[each.name for each in active_people()],
        companies=listed_companies(event_id),
        dropped=queries.dropped_companies_of(event_id),
        around=queries.enterprises_around(event.place),
        may_change=may_change(acting_person(), event, clock.now()) and may(Permission.PLAN),
        sheet=sheet,
        address=sheet and base_url() + url_for("sign_in_sheet.page", token=token_of(sheet)),
        span=open_span(event.days),
        **shown,
    )
    return page, max(form.status for form in shown.values())


def _take_form() -> TakeOverForm:
    form = TakeOverForm(formdata=None, prefix="take")
    form.offer()
    return form


def _said(event_id: uuid.UUID, form) -> bool:
    there, absent = form.said()
    actions.say_who_was_there(
        event_id, form_id=form.form_id.data, there=there, absent=absent, by=acting_person(), now=clock.now()
    )
    return True


def _counted(event_id, form):
    ledger.wait_for_turn([event_id])
    lines = form.lines(schedule.event(event_id))
    answers = ledger.record_all(lines, sender=acting_person(), now=clock.now())
    ask_about_twice(event_id, form)
    return answers


def ask_about_twice(event_id: uuid.UUID, form: BaseForm) -> None:
    """Ask where people without a group now stand beside people by group: they may be the same."""
    twice = counts_twice(queries.headcount_of(event_id))
    if twice and not form.confirmed(TWICE):
        message = _(
            "Then %(bare)s people without a group stand beside %(grouped)s by group. Are they other people?",
            bare=twice[0],
            grouped=twice[1],
        )
        raise Question(message, code=TWICE)
