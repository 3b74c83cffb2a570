"""The steps of a notice: review, handing over, withdrawing, release, and the way back."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.check_ups.keeping import late_at
from outreach.check_ups.notices import actions, doubts, paper, queries, rights
from outreach.check_ups.notices.forms import (
    HandOverForm,
    MakeForm,
    ReasonForm,
    ReviewForm,
    RevisitDayForm,
    is_behind,
)
from outreach.check_ups.notices.models import Notice
from outreach.db import transaction
from outreach.errors import Conflict
from outreach.people.models import Person
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import BaseForm, submitted
from outreach.web.overwriting import check_as_shown

blueprint = Blueprint("notice_steps", __name__, url_prefix="/notices/<uuid:notice_id>")


@blueprint.route("/review", methods=["GET", "POST"])
@permit(Permission.REVIEW)
def review(notice_id: uuid.UUID) -> Any:
    """Say that the notice can go to the company."""
    notice, person = queries.notice(notice_id), acting_person()
    rights.check_may_review(person, notice.check_up.event, clock.now())
    form = ReviewForm(number=notice.number or queries.next_number(clock.today()))
    if notice.made_by_id != person.id:
        del form.reason

    def act(form: ReviewForm) -> Notice:
        reason, number = form.reason.data if "reason" in form else None, form.number.data
        locked = _as_shown(notice_id, form)
        actions.check_numbered(number, is_meant=form.confirmed("unnumbered"))
        doubts.check_late(locked.check_up_id, is_meant=form.confirmed(doubts.LATE))
        doubts.check_year(number, clock.today(), is_meant=form.confirmed(doubts.OTHER_YEAR))
        doubts.check_laws(locked, is_meant=form.confirmed(doubts.LAW_OUT))
        doubts.check_days(locked, clock.today(), is_meant=form.confirmed(doubts.DAYS_BEHIND))
        said = doubts.affirmed(locked, clock.today(), number=number)
        return actions.review_notice(locked, by=person, now=clock.now(), reason=reason, number=number, affirmed=said)

    told = {
        "heading": _("Review the notice"),
        "lead": _("You have read every item: what was found, its law, and what the company is to do."),
        "verb": _("It can go to the company"),
        "go_on": {
            "unnumbered": _("Review it without a number"),
            doubts.LATE: _("Review it without these answers"),
            doubts.OTHER_YEAR: _("Review it with this number"),
            doubts.LAW_OUT: _("Review it with this law"),
            doubts.DAYS_BEHIND: _("Review it with these days"),
        },
        "template": "review",
        "agrees": True,
    }
    return _step(notice_id, form, act, _("The notice is reviewed. Print it and hand it over."), **told)


@blueprint.post("/days-anew")
@permit(Permission.LOG)
def days_anew(notice_id: uuid.UUID) -> Any:
    """Count from today by when a draft's risks are to be mended, and when the revisit is."""
    _check_work(notice_id)
    with transaction():
        actions.count_anew(_locked(notice_id), by=acting_person(), now=clock.now())
    flash(_("The days are counted from today. Look at them."), "success")
    return redirect(url_for("notices.page", notice_id=notice_id))


@blueprint.post("/ask")
@permit(Permission.LOG)
def ask(notice_id: uuid.UUID) -> Any:
    """Lay the draft before those who review it."""
    _check_work(notice_id)
    form = MakeForm()
    try:
        with transaction():
            actions.ask_for_review(_as_shown(notice_id, form), by=acting_person(), now=clock.now())
        flash(_("It is laid before its reviewers, and stands on their boards."), "success")
    except Conflict as refusal:
        flash(str(refusal.message), "warn")
    return redirect(url_for("notices.page", notice_id=notice_id))


@blueprint.route("/reopen", methods=["GET", "POST"])
@permit(Permission.LOG)
def reopen(notice_id: uuid.UUID) -> Any:
    """Make it a draft again."""
    _check_work(notice_id)

    def act(form: ReasonForm) -> Notice:
        return actions.reopen_notice(_locked(notice_id), reason=form.reason.data, by=acting_person(), now=clock.now())

    told = {
        "heading": _("Back to a draft"),
        "lead": _("Its words can be changed then, and somebody reviews it anew."),
        "verb": _("Back to a draft"),
    }
    return _step(notice_id, ReasonForm(), act, _("The notice is a draft again."), **told)


@blueprint.route("/hand-over", methods=["GET", "POST"])
@permit(Permission.LOG)
def hand_over(notice_id: uuid.UUID) -> Any:
    """Say on which day the company got it."""
    _check_work(notice_id)

    def act(form: HandOverForm) -> Notice:
        notice = _as_shown(notice_id, form)
        actions.check_numbered(notice.number, is_meant=form.confirmed("unnumbered"))
        return actions.hand_over(notice, form.day.data or clock.today(), by=acting_person(), now=clock.now())

    told = {
        "heading": _("Hand it over"),
        "lead": _("The page that the company signed is added afterwards, as evidence."),
        "verb": _("It was handed over"),
        "go_on": {"unnumbered": _("It was handed over without a number")},
        "agrees": True,
    }
    return _step(notice_id, HandOverForm(), act, _("The notice is handed over. Add the signed page below."), **told)


@blueprint.route("/withdraw", methods=["GET", "POST"])
@permit(Permission.LOG)
def withdraw(notice_id: uuid.UUID) -> Any:
    """Take it back for good."""
    _check_work(notice_id)

    def act(form: ReasonForm) -> Notice:
        return actions.withdraw_notice(_locked(notice_id), reason=form.reason.data, by=acting_person(), now=clock.now())

    told = {
        "heading": _("Withdraw the notice"),
        "lead": _("It stays here with its history, and another one can be made of the same check-up."),
        "verb": _("Withdraw it for good"),
        "danger": True,
    }
    return _step(notice_id, ReasonForm(), act, _("The notice is withdrawn."), **told)


@blueprint.route("/release", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def release(notice_id: uuid.UUID) -> Any:
    """Show it to everybody in the house."""

    def act(form: MakeForm) -> Notice:
        meant = form.confirmed("release")
        return actions.release_notice(_locked(notice_id), is_meant=meant, by=acting_person(), now=clock.now())

    told = {
        "heading": _("Release the notice"),
        "lead": _("Notices are internal. A released one can be read by everybody who signs in, viewers too."),
        "verb": _("Release it"),
        "go_on": {"release": _("Release it all the same")},
    }
    return _step(notice_id, MakeForm(), act, _("The notice is released."), **told)


@blueprint.post("/hold-back")
@permit(Permission.CLOSE)
def hold_back(notice_id: uuid.UUID) -> Any:
    """Take the release back."""
    with transaction():
        actions.hold_back(_locked(notice_id), by=acting_person(), now=clock.now())
    flash(_("The notice is internal again."), "success")
    return redirect(url_for("notices.page", notice_id=notice_id))


@blueprint.route("/revisit-day", methods=["GET", "POST"])
@permit(Permission.LOG)
def revisit_day(notice_id: uuid.UUID) -> Any:
    """Another day for the revisit; what the reviewed paper says stays."""
    _check_work(notice_id)

    def act(form: RevisitDayForm) -> Notice:
        reason = form.reason.data if "reason" in form else None
        day = form.revisit_on.data
        return actions.move_revisit(_locked(notice_id), day, by=acting_person(), now=clock.now(), reason=reason)

    notice = queries.notice(notice_id)
    form = RevisitDayForm(data={"revisit_on": notice.revisit_on})
    if notice.reviewed_at is None:
        del form.reason
    told = {
        "heading": _("Day of the revisit"),
        "lead": _("The home board of the team reminds of it from two weeks before."),
        "verb": _("Save the day"),
    }
    return _step(notice_id, form, act, _("The day is saved."), **told)


def _step(
    notice_id: uuid.UUID, form: BaseForm, act: Callable[[Any], Notice], done: str, *, agrees: bool = False, **told: Any
) -> Any:
    """The page of a step, or back to the notice once it is taken. What a step `agrees` to stands on its page."""
    if agrees and not form.is_submitted():
        form.stood.show(paper.words_of(queries.notice(notice_id)))
    if submitted(form, act):
        flash(done, "success")
        return redirect(url_for("notices.page", notice_id=notice_id))
    facts = {"danger": False, "go_on": {}, "template": "step"} | told
    notice = queries.notice(notice_id)
    facts["text"] = paper.paper_of(notice, today=clock.today()) if agrees else None
    facts |= {"notice": notice, "late": late_at(notice.check_up_id), "laws_out": doubts.laws_out(notice)}
    facts["cases_out"] = doubts.cases_out(notice, clock.today())
    facts |= {"behind": doubts.items_behind(notice, clock.today()), "is_behind": is_behind}
    return render_template(f"check_ups/notices/{facts.pop('template')}.html", form=form, **facts), form.status


def _locked(notice_id: uuid.UUID) -> Notice:
    return queries.notice(notice_id, lock=True)


def _as_shown(notice_id: uuid.UUID, form: BaseForm) -> Notice:
    """The notice, kept from others, with the words that the page of the form showed; raises Conflict for others."""
    notice = _locked(notice_id)
    check_as_shown(form, paper.words_of(notice))
    return notice


def _check_work(notice_id: uuid.UUID) -> None:
    person: Person = acting_person()
    notice = queries.notice(notice_id)
    rights.check_may_see(person, notice, clock.today())
    rights.check_may_work_on(person, notice.check_up.event, clock.now())
