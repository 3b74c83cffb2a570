"""What is owed after events, the review of one and of many, and what looks odd."""

import uuid
from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import new_id, transaction_retried
from outreach.errors import Refusal
from outreach.logbook.actions import record_all, wait_for_turn
from outreach.logbook.labels import named, said
from outreach.logbook.reviews import actions, labels, queries
from outreach.logbook.reviews.forms import CheckForm, DebtFilterForm, ManyForm, UndoForm
from outreach.logbook.reviews.glance import glance_at
from outreach.logbook.reviews.listing import page_of_owed
from outreach.logbook.reviews.reminders import reminders_for
from outreach.logbook.reviews.rules import Debt
from outreach.logbook.rules import Line
from outreach.materials.rules import CountKind
from outreach.schedule import queries as schedule
from outreach.schedule.access import check_may_change, may_change
from outreach.schedule.actions import declare_held, review_event
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.paging import page_number
from outreach.web.returning import safe_path

pages = Blueprint("reviews", __name__, url_prefix="/reviews")
log_pages = Blueprint("oddities", __name__, url_prefix="/log")  # where a paired phone may write


@pages.get("")
@permit(Permission.REVIEW)
def index() -> str:
    """What is owed by whom since when, the oldest first."""
    person, now = acting_person(), clock.now()
    form = DebtFilterForm(person, clock.today())
    scope, debt = queries.Scope(form.days(), now, form.team_ids()), form.chosen_debt()
    owed = page_of_owed(scope, debt, person, number=page_number())
    return render_template(
        "logbook/reviews/list.html",
        form=form,
        owed=owed,
        reminders=reminders_for(owed.rows),
        counts=queries.counts(scope),
        debt=debt,
        labels=labels,
        Debt=Debt,
        done=_done_together(),
        new_id=new_id,
    )


@pages.get("/<uuid:event_id>")
@permit(Permission.READ)
def event(event_id: uuid.UUID) -> str:
    """One event at a glance."""
    found = schedule.event(event_id)
    return render_template(
        "logbook/reviews/event.html",
        event=found,
        glance=glance_at(found),
        may_review=may(Permission.REVIEW) and may_change(acting_person(), found, clock.now()),
        reviewer=schedule.name_of(found.reviewed_by_id),
        said=said,
        named=named,
        Kind=CountKind,
    )


@pages.post("/<uuid:event_id>")
@permit(Permission.REVIEW)
def review(event_id: uuid.UUID) -> Response:
    """Review the event, and go on to the list."""

    def act() -> Any:
        event = schedule.event(event_id, lock=True)
        review_event(event, by=acting_person(), now=clock.now())
        return _("Reviewed: %(title)s.", title=event.title)

    return _done(act, url_for(".index"))


@pages.post("/many")
@permit(Permission.REVIEW)
def many() -> Response:
    """Review all that are ticked."""
    form = ManyForm()
    try:
        events = transaction_retried(lambda: actions.review_many(form.ids(), by=acting_person(), now=clock.now()))
    except Refusal as refusal:
        flash(str(refusal.message), "warn")
        return redirect(url_for(".index"))
    if not events:
        flash(_("Tick the events that you have looked at. Those that changed meanwhile are left out."), "warn")
        return redirect(url_for(".index"))
    at = events[0].reviewed_at
    return redirect(url_for(".index", done=at.isoformat() if at else None))


@pages.post("/undo")
@permit(Permission.REVIEW)
def undo() -> Response:
    """Undo what was reviewed together."""
    form = UndoForm()

    def act() -> Any:
        count = actions.undo_reviews(form.instant(), by=acting_person(), now=clock.now())
        return ngettext("%(num)s review is undone.", "%(num)s reviews are undone.", count)

    return _done(act, url_for(".index"))


@pages.post("/<uuid:event_id>/held")
@permit(Permission.PLAN)
def held(event_id: uuid.UUID) -> Response:
    """It took place, though nothing was logged."""

    def act() -> Any:
        declare_held(schedule.event(event_id, lock=True), by=acting_person(), now=clock.now())
        return _("The event is marked as held.")

    return _done(act, url_for(".index"))


@pages.post("/<uuid:event_id>/none")
@permit(Permission.REVIEW)
def none(event_id: uuid.UUID) -> Response:
    """It was held, and none was handed out."""

    def act() -> Any:
        wait_for_turn([event_id])
        check_may_change(acting_person(), schedule.event(event_id), clock.now())
        line = Line(new_id(), event_id, CountKind.HANDOUT, None, 0, None)
        record_all([line], sender=acting_person(), now=clock.now())
        return _("None handed out: you said so.")

    return _done(act, url_for(".index"))


@log_pages.post("/<uuid:event_id>/checked")
@permit(Permission.LOG, phones=True)
def checked(event_id: uuid.UUID) -> Response:
    """What looks odd is right."""
    form = CheckForm()

    def act() -> Any:
        facts = {"by": acting_person(), "now": clock.now()}
        actions.check_oddity(schedule.event(event_id), form.print.data, word=form.word.data, **facts)
        return _("Noted. It is asked again only when the numbers change.")

    return _done(act, safe_path(request.form.get("next")) or url_for("reviews.event", event_id=event_id))


def _done(act: Callable[[], Any], back: str) -> Response:
    """Do what one button does, and go back with a word about it."""
    try:
        flash(str(transaction_retried(act)), "good")
    except Refusal as refusal:
        if refusal.status not in (409, 422):
            raise
        flash(str(refusal.message), "warn")
    return redirect(back)


def _done_together() -> dict[str, Any] | None:
    """What was reviewed together a moment ago, and can be undone together."""
    form = UndoForm(formdata=None, at=request.args.get("done", ""))
    try:
        at = form.instant()
    except Refusal:
        return None
    now = clock.now()
    if not now - actions.UNDONE_WITHIN <= at <= now:
        return None
    count = len(queries.reviewed_at_once(acting_person().id, at))
    return {"count": count, "at": request.args["done"]} if count else None
