"""The list of check-ups, one of them with its points, and answering a point at a desk."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement

from outreach import clock
from outreach.anonymity.checking import NO_REAL_NAME, ask_about_people
from outreach.check_ups import actions, erasing, labels, queries
from outreach.check_ups.forms import (
    AnswerForm,
    BeginForm,
    ChangeCompanyForm,
    CheckUpFilterForm,
    VoidForm,
    answer_form,
)
from outreach.check_ups.models import CheckUp, VoidedCheckUp
from outreach.check_ups.moving import change_company
from outreach.check_ups.notices.queries import standing_notice
from outreach.check_ups.queries import Filters, State
from outreach.check_ups.rights import (
    check_may_finish,
    check_may_join,
    check_may_see,
    check_may_void,
    may_finish,
    may_replace,
    may_void,
    seen_by,
    sees_all,
    told_before,
)
from outreach.check_ups.rules import Found
from outreach.check_ups.sheet import row_of, sheet_of
from outreach.check_ups.voiding import check_not_voided, restore_check_up, void_check_up
from outreach.db import transaction
from outreach.errors import Conflict
from outreach.laws.labels import SUBJECTS
from outreach.logbook.actions import wait_for_turn
from outreach.logbook.erasing import check_may_erase, may_erase
from outreach.logbook.rules import is_to_come
from outreach.people.models import Person
from outreach.schedule import queries as schedule
from outreach.schedule.access import may_change
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import BaseForm, submitted
from outreach.web.paging import page_number

blueprint = Blueprint("check_ups", __name__, url_prefix="/check-ups")


@blueprint.get("")
@permit(Permission.LOG)
def index() -> Any:
    """Those that the person sees, the latest first; `?event=` and `?place=` show those of one event or company."""
    form = CheckUpFilterForm()
    filters = Filters(
        words=form.words.data or "",
        state=form.said("state"),
        team_id=form.said("team"),
        place_id=request.args.get("place", type=uuid.UUID),
        event_id=request.args.get("event", type=uuid.UUID),
    )
    page = queries.page_of_check_ups(filters, page_number(), seen=seen_by(acting_person(), clock.today()))
    counts = queries.counts_of(page)
    facts = {"counts": counts, "are_voided": filters.state is State.VOIDED, "Found": Found}
    knows_all = sees_all(acting_person())
    return render_template("check_ups/index.html", form=form, page=page, knows_all=knows_all, **facts)


@blueprint.get("/<uuid:check_up_id>")
@permit(Permission.LOG)
def page(check_up_id: uuid.UUID) -> Any:
    """The points with what was found; a row's anchor is the key of its point."""
    check_up = _seen(check_up_id)
    if check_up.id != check_up_id:
        return redirect(url_for(".page", check_up_id=check_up.id))
    void = queries.void_of(check_up)
    return render_template(
        "check_ups/check_up.html",
        check_up=check_up,
        void=void,
        since_void=queries.answers_since_void(void) if void else 0,
        sheet=sheet_of(check_up, _told(check_up)),
        labels=labels,
        subjects=SUBJECTS,
        may_finish=void is None and may_finish(acting_person(), check_up, clock.now()),
        may_void=may_void(acting_person(), check_up, clock.now()),
        may_erase=may_erase(acting_person(), check_up.event, clock.now()),
        outside=_outside(check_up),
        Found=Found,
    )


@blueprint.route("/new", methods=["GET", "POST"])
@permit(Permission.LOG)
def new() -> Any:
    """Begin one at the event that the address names; one that was begun is opened."""
    event = schedule.event(request.args.get("event", type=uuid.UUID) or uuid.UUID(int=0))
    form = BeginForm(company=queries.company_at(event))
    form.offer()

    def act(form: BeginForm) -> CheckUp:
        wait_for_turn([event.id])
        by, now = acting_person(), clock.now()
        begun = actions.begin_check_up(event, form.company.data, chosen=form.chosen, by=by, now=now)
        check_may_join(by, begun, clock.today())
        return check_not_voided(begun)

    if (begun := submitted(form, act)) is not None:
        return redirect(url_for(".page", check_up_id=begun.id))
    facts = {"offered": queries.companies_for(event), "is_early": is_to_come(event.status, event.day, clock.today())}
    return render_template("check_ups/new.html", form=form, event=event, **facts), form.status


@blueprint.route("/<uuid:check_up_id>/company", methods=["GET", "POST"])
@permit(Permission.LOG)
def company(check_up_id: uuid.UUID) -> Any:
    """Say of which company it was all along."""
    check_up = _seen(check_up_id)
    check_may_finish(acting_person(), check_up, clock.now())
    form = ChangeCompanyForm()
    form.offer()

    def act(form: ChangeCompanyForm) -> CheckUp:
        wait_for_turn([check_up.event_id])
        wrong, name, reason = queries.check_up(check_up_id, lock=True), form.company.data, form.reason.data
        by, now = acting_person(), clock.now()
        return change_company(wrong, name, chosen=form.chosen, reason=reason, by=by, now=now)

    if (moved := submitted(form, act)) is not None:
        flash(_("The check-up is of %(company)s now, with all that was found.", company=moved.place.name), "good")
        return redirect(url_for(".page", check_up_id=moved.id))
    offered = queries.companies_for(check_up.event)
    return render_template("check_ups/company.html", form=form, check_up=check_up, offered=offered), form.status


@blueprint.route("/<uuid:check_up_id>/points/<uuid:point_id>", methods=["GET", "POST"])
@permit(Permission.LOG)
def answer(check_up_id: uuid.UUID, point_id: uuid.UUID) -> Any:
    """Answer one point, or decide where two people found different things."""
    check_up, point = _seen(check_up_id), queries.point(point_id)
    if queries.void_of(check_up) is not None:
        return redirect(url_for(".page", check_up_id=check_up.id))
    row = row_of(check_up, point, _told(check_up))
    form = answer_form(row)

    def act(form: AnswerForm) -> bool:
        ask_about_people(form.note.data, names_are_none=form.confirmed(NO_REAL_NAME))
        wait_for_turn([check_up.event_id])
        wanted = form.wanted(check_up, row.point)
        actions.record_all_checks([wanted], sender=acting_person(), now=clock.now())
        return True

    if submitted(form, act):
        flash(_("Saved."), "good")
        return redirect(url_for(".page", check_up_id=check_up.id, _anchor=str(row.point.key)))
    own = may_replace(acting_person(), check_up.event, clock.now())
    shown = {"check_up": check_up, "row": row, "form": form, "labels": labels, "may_replace": own}
    return render_template("check_ups/answer.html", **shown), form.status


@blueprint.route("/answers/<uuid:answer_id>/erase-note", methods=["GET", "POST"])
@permit(Permission.PLAN)
def erase_note(answer_id: uuid.UUID) -> Any:
    """Erase what was noted at an answer, for good."""
    answered = queries.answer(answer_id)
    check_up = _seen(answered.check_up_id)
    check_may_erase(acting_person(), check_up.event, clock.now())
    back = url_for(".page", check_up_id=check_up.id, _anchor=str(answered.point.key))
    if answered.note is None:
        return redirect(back)

    def act(_form: BaseForm) -> bool:
        erasing.erase_note(queries.answer(answer_id), by=acting_person(), now=clock.now())
        return True

    form = BaseForm()
    if submitted(form, act):
        flash(_("The note is erased."), "good")
        return redirect(back)
    shown = {"check_up": check_up, "answer": queries.answer(answer_id), "back": back}
    return render_template("check_ups/erase_note.html", form=form, **shown), form.status


@blueprint.post("/<uuid:check_up_id>/finish")
@permit(Permission.LOG)
def finish(check_up_id: uuid.UUID) -> Any:
    """Say that all was looked at."""
    return _ended(check_up_id, actions.finish_check_up, _("Finished. What phones still send is added all the same."))


@blueprint.post("/<uuid:check_up_id>/reopen")
@permit(Permission.LOG)
def reopen(check_up_id: uuid.UUID) -> Any:
    """Open it again."""
    return _ended(check_up_id, actions.reopen_check_up, _("It is open again."))


@blueprint.route("/<uuid:check_up_id>/void", methods=["GET", "POST"])
@permit(Permission.PLAN)
def void(check_up_id: uuid.UUID) -> Any:
    """Say that it was begun wrongly, and why."""
    check_up = _seen(check_up_id)
    check_may_void(acting_person(), check_up, clock.now())

    def act(form: VoidForm) -> VoidedCheckUp:
        wait_for_turn([check_up.event_id])
        wrong = queries.check_up(check_up_id, lock=True)
        return void_check_up(wrong, reason=form.reason.data, by=acting_person(), now=clock.now())

    form = VoidForm()
    if submitted(form, act) is not None:
        flash(_("The check-up is voided. It counts nowhere, and can be restored on this page."), "good")
        return redirect(url_for(".page", check_up_id=check_up.id))
    standing = standing_notice(check_up.id)
    return render_template("check_ups/void.html", form=form, check_up=check_up, standing=standing), form.status


@blueprint.post("/<uuid:check_up_id>/restore")
@permit(Permission.PLAN)
def restore(check_up_id: uuid.UUID) -> Any:
    """Let a voided one count again."""
    return _ended(check_up_id, restore_check_up, _("The check-up counts again."))


def _told(check_up: CheckUp) -> ColumnElement[bool]:
    return told_before(acting_person(), check_up.event, check_up.place, clock.today())


def _outside(check_up: CheckUp) -> list[Person]:
    """Who answered without a part in the event, told to who puts people down for it."""
    if not may_change(acting_person(), check_up.event, clock.now()):
        return []
    return queries.answered_from_outside(check_up.event, clock.today())


def _ended(check_up_id: uuid.UUID, act: Any, said: str) -> Any:
    try:
        with transaction():
            act(_seen(check_up_id, lock=True), by=acting_person(), now=clock.now())
        flash(said, "good")
    except Conflict as refusal:
        flash(str(refusal.message), "warn")
    return redirect(url_for(".page", check_up_id=check_up_id))


def _seen(check_up_id: uuid.UUID, *, lock: bool = False) -> CheckUp:
    check_up = queries.check_up(check_up_id, lock=lock)
    check_may_see(acting_person(), check_up, clock.today())
    return check_up
