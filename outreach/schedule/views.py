"""The list of events, an event's page, and what is done there with one button."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.db import transaction, transaction_retried
from outreach.errors import Invalid, Refusal
from outreach.schedule import access, actions, changes, labels, queries
from outreach.schedule.cautions import cautions
from outreach.schedule.clashes.asking import standing_clashes
from outreach.schedule.discretion import changes_for, clashes_for
from outreach.schedule.duties.actions import may_answer
from outreach.schedule.filter_forms import ListFilterForm
from outreach.schedule.forms import CancelForm, ReasonForm, concerned
from outreach.schedule.lists import exports
from outreach.schedule.models import Event
from outreach.schedule.news import queries as news_queries
from outreach.schedule.news.actions import mark_seen
from outreach.schedule.news.queries import Look
from outreach.schedule.on_the_spot.queries import spot_of
from outreach.schedule.papers.notices import address_of, notice_of
from outreach.schedule.series import changes as series_changes
from outreach.schedule.series import queries as series_queries
from outreach.schedule.series.spreading import say_spread
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

blueprint = Blueprint("events", __name__)

Act = Callable[..., Event]


@blueprint.get("/events")
@permit(Permission.READ)
def index() -> Any:
    """The list of events: those ahead, those behind, or of any days; what a form sends empty leaves the address."""
    if "" in request.args.values():
        return redirect(_href())
    form = ListFilterForm()
    filters, period, order = _asked(form)
    page = queries.page_of_events(filters, period=period, order=order, number=page_number())
    return render_template(
        "schedule/events.html", form=form, page=page, order=order, href=_href, labels=labels, when=_when(form)
    )


@blueprint.get("/events.csv")
@permit(Permission.READ)
def as_csv() -> Response:
    """The list as it is filtered, as CSV."""
    filters, period, _order = _asked(ListFilterForm())
    response = Response(exports.events_csv(period, filters), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="events.csv"'
    return response


@blueprint.get("/events.xlsx")
@permit(Permission.READ)
def as_xlsx() -> Response:
    """The list as it is filtered, as a workbook."""
    filters, period, _order = _asked(ListFilterForm())
    file = exports.events_xlsx(period, filters, created=clock.now())
    return send_file(file, as_attachment=True, download_name="events.xlsx")


@blueprint.get("/events/<uuid:event_id>")
@permit(Permission.READ)
def page(event_id: uuid.UUID) -> str:
    """Everything about one event."""
    now = clock.now()
    look = _looked(event_id, now)
    event, reader = queries.event(event_id), acting_person()
    news = None if look is None else news_queries.news_since(look, reader)
    return render_template(
        "schedule/event.html",
        event=event,
        labels=labels,
        cautions=cautions(event),
        clashes=clashes_for(reader, standing_clashes(event, now)),
        series=series_queries.neighbours(event),
        history=changes.entries(changes_for(reader, changes_of(event))),
        maker=queries.name_of(event.made_by_id),
        reviewer=queries.name_of(event.reviewed_by_id),
        has_begun=event.starts_at <= now,
        spot=spot_of(event_id),
        news=() if news is None else changes.entries(changes_for(reader, news.changes)),
        notice_text=notice_of(event, address_of(event)),
        may_change=access.may_change(reader, event, now),
        may_answer=may_answer(event, reader, now),
    )


@blueprint.post("/events/<uuid:event_id>/held")
@permit(Permission.PLAN)
def declare_held(event_id: uuid.UUID) -> AnyResponse:
    """Say that the event took place, though nothing was logged."""
    return _done(event_id, actions.declare_held, _("The event is marked as held."))


@blueprint.post("/events/<uuid:event_id>/review")
@permit(Permission.REVIEW)
def review(event_id: uuid.UUID) -> AnyResponse:
    """Say that what was logged is right."""
    return _done(event_id, actions.review_event, _("The event is reviewed."))


@blueprint.route("/events/<uuid:event_id>/cancel", methods=["GET", "POST"])
@permit(Permission.PLAN)
def cancel(event_id: uuid.UUID) -> Any:
    """Cancel the event, with a reason, and others of its series with it where that is meant."""
    form = CancelForm()
    form.offer_scope(queries.event(event_id), clock.now())

    def act(form: CancelForm) -> series_changes.Done:
        return series_changes.cancel_events(
            queries.event(event_id, lock=True),
            scope=form.chosen_scope(),
            reason=form.reason.data,
            by=acting_person(),
            now=clock.now(),
        )

    done = submitted(form, act)
    if done is None:
        return _reason_form(event_id, "cancel", form)
    flash(_("The event is cancelled."), "success")
    say_spread(done)
    return redirect(url_for(".page", event_id=event_id))


@blueprint.route("/events/<uuid:event_id>/reinstate", methods=["GET", "POST"])
@permit(Permission.PLAN)
def reinstate(event_id: uuid.UUID) -> Any:
    """Put a cancelled event back into the plan."""

    def act(event: Event, **facts: Any) -> Event:
        return actions.reinstate_event(event, anyway=form.anyway(), **facts)

    form = ReasonForm()
    return _with_reason(event_id, "reinstate", act, _("The event is back in the plan."), form)


@blueprint.route("/events/<uuid:event_id>/not-held", methods=["GET", "POST"])
@permit(Permission.PLAN)
def declare_not_held(event_id: uuid.UUID) -> Any:
    """Say that the event did not take place after all."""
    return _with_reason(event_id, "not_held", actions.declare_not_held, _("The event counts as planned again."))


@blueprint.route("/events/<uuid:event_id>/undo-review", methods=["GET", "POST"])
@permit(Permission.REVIEW)
def undo_review(event_id: uuid.UUID) -> Any:
    """Open a reviewed event for corrections."""
    return _with_reason(event_id, "undo_review", actions.unreview_event, _("The review is undone."))


def _looked(event_id: uuid.UUID, now: datetime) -> Look | None:
    """How the person saw the event before; from now on it is seen, unless only a browser looks ahead."""
    person = acting_person()
    look = news_queries.look_of(person, event_id, clock.local_day(now))
    looks_ahead = "prefetch" in (request.headers.get("Sec-Purpose", ""), request.headers.get("Purpose", ""))
    if look is not None and look.is_due and request.method == "GET" and not looks_ahead:
        transaction_retried(lambda: mark_seen(look, by=person, now=now))
    return look


def _asked(form: ListFilterForm) -> tuple[queries.Filters, Any, str]:
    """Filters, days and order that the address asks for."""
    today = clock.today()
    try:
        period = form.days()
    except Invalid as refusal:
        form.refuse(Invalid(refusal.message, field="last"))
        period = None
    when = _when(form)
    if period is None and when != "all":
        period = queries.ahead_of(today) if when == "ahead" else queries.before(today)
    order = request.args.get("order", "")
    if order.removeprefix("-") not in queries.ORDERS:
        order = "-day" if when == "past" else "day"
    return form.filters(acting_person()), period, order


def _when(form: ListFilterForm) -> str:
    """Which of the tabs is open: ahead, past, all, or none of them where days were typed."""
    if form.said("first") or form.said("last"):
        return "days"
    when = request.args.get("when", "ahead")
    return when if when in ("ahead", "past", "all") else "ahead"


def _href(endpoint: str = ".index", **changes: Any) -> str:
    """The address of the same list with some arguments changed; the page number falls away."""
    arguments = {name: value for name, value in request.args.items() if value and name != "page"}
    said: dict[str, Any] = {name: value for name, value in {**arguments, **changes}.items() if value}
    return url_for(endpoint, **said)


def _done(event_id: uuid.UUID, act: Act, said: str) -> AnyResponse:
    """Do what one button does, and go back to the event with a word about it."""
    try:
        with transaction():
            act(queries.event(event_id, lock=True), by=acting_person(), now=clock.now())
        flash(said, "success")
    except Refusal as refusal:
        if refusal.status != 409:
            raise
        flash(str(refusal.message), "warning")
    return redirect(url_for(".page", event_id=event_id))


def _with_reason(event_id: uuid.UUID, kind: str, act: Act, said: str, form: ReasonForm | None = None) -> Any:
    """Ask for a reason, then do it."""
    form = form or ReasonForm()

    def do(form: ReasonForm) -> Event:
        event = queries.event(event_id, lock=True)
        return act(event, reason=form.reason.data, by=acting_person(), now=clock.now())

    if submitted(form, do):
        flash(said, "success")
        return redirect(url_for(".page", event_id=event_id))
    return _reason_form(event_id, kind, form)


def _reason_form(event_id: uuid.UUID, kind: str, form: ReasonForm) -> Any:
    event = queries.event(event_id)
    access.check_may_change(acting_person(), event, clock.now())
    shown = {"form": form, "event": event, "kind": kind, "concerned": concerned(form)}
    return render_template("schedule/reason.html", **shown), form.status
