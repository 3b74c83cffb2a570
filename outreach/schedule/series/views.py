"""The pages of series: repeating an event, a series with all its days, and adding further ones."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.db import transaction
from outreach.errors import Invalid, Refusal
from outreach.schedule import access, labels, queries
from outreach.schedule.forms import concerned
from outreach.schedule.models import Event
from outreach.schedule.series import actions as series_actions
from outreach.schedule.series import labels as series_labels
from outreach.schedule.series import preview as series_preview
from outreach.schedule.series import queries as series_queries
from outreach.schedule.series.actions import TAKE_BACK_WITHIN, Made
from outreach.schedule.series.forms import DaysForm, EndForm, PatternForm, beginning
from outreach.schedule.series.models import Series
from outreach.schedule.series.preview import ShownDay
from outreach.schedule.series.rules import Pattern
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

blueprint = Blueprint("series", __name__)


@blueprint.route("/events/<uuid:event_id>/repeat", methods=["GET", "POST"])
@permit(Permission.PLAN)
def repeat(event_id: uuid.UUID) -> Any:
    """Choose a pattern, see its days, and make events of those that are ticked."""
    event = queries.event(event_id)
    access.check_may_change(acting_person(), event, clock.now())
    known = series_queries.series_of(event)
    if known is not None:
        return redirect(url_for(".extend", series_id=known.id))
    asked = PatternForm(data=beginning(event))
    asked.offer(event.place)
    pattern, shown = _days_of_pattern(asked, event)
    days = DaysForm()
    days.offer([each.occasion for each in shown])

    def make(form: DaysForm) -> Made:
        assert pattern is not None
        return series_actions.make_series(
            queries.event(event_id, lock=True),
            pattern=pattern,
            occasions=[each.occasion for each in shown],
            wanted=form.days.data or (),
            by=acting_person(),
            now=clock.now(),
            anyway=form.anyway(),
        )

    made = submitted(days, make) if shown else None
    if made:
        return _made(made)
    return _choosing(queries.event(event_id), None, asked, days, shown)


@blueprint.get("/series/<uuid:series_id>")
@permit(Permission.READ)
def page(series_id: uuid.UUID) -> str:
    """A series: its pattern, and its days with their events."""
    series = series_queries.series(series_id)
    event = series_queries.pattern_event(series_id)
    slots = series_queries.page_of_slots(series_id, page_number())
    now = clock.now()
    may_change = access.may_change(acting_person(), event, now)
    return render_template(
        "schedule/series/series.html",
        series=series,
        event=event,
        words=series_labels.pattern_words(series.pattern),
        page=slots,
        events=series_queries.events_by_slot(slots.rows),
        counts=series_queries.counts_by_status(series_id),
        labels=labels,
        may_change=may_change,
        just_made=len(series_queries.made_together(series_id, now - TAKE_BACK_WITHIN)) if may_change else 0,
    )


@blueprint.route("/series/<uuid:series_id>/extend", methods=["GET", "POST"])
@permit(Permission.PLAN)
def extend(series_id: uuid.UUID) -> Any:
    """Add further days of the pattern, or those that were left out."""
    series = series_queries.series(series_id)
    event = series_queries.pattern_event(series_id)
    access.check_may_change(acting_person(), event, clock.now())
    end = EndForm()
    shown = _further_days(end, series, event)
    days = DaysForm()
    days.offer([each.occasion for each in shown])

    def add(form: DaysForm) -> Made:
        return series_actions.extend_series(
            series_queries.series(series_id, lock=True),
            occasions=[each.occasion for each in shown],
            wanted=form.days.data or (),
            by=acting_person(),
            now=clock.now(),
            anyway=form.anyway(),
        )

    made = submitted(days, add) if shown else None
    if made:
        return _made(made)
    return _choosing(series_queries.pattern_event(series_id), series_queries.series(series_id), end, days, shown)


@blueprint.post("/series/<uuid:series_id>/take-back")
@permit(Permission.PLAN)
def take_back(series_id: uuid.UUID) -> AnyResponse:
    """Cancel what was just made, and go back to the event with which the series began."""
    first = series_queries.first_event_id(series_id)
    try:
        with transaction():
            series = series_queries.series(series_id, lock=True)
            count = series_actions.take_back(series, by=acting_person(), now=clock.now())
        flash(ngettext("%(num)d event is taken back.", "%(num)d events are taken back.", count), "success")
    except Refusal as refusal:
        if refusal.status != 409:
            raise
        flash(str(refusal.message), "warning")
    return redirect(url_for("events.page", event_id=first))


def _days_of_pattern(form: PatternForm, event: Event) -> tuple[Pattern | None, list[ShownDay]]:
    """The pattern that the form says, and its days; nothing yet, or what is wrong at its field."""
    if not form.is_asked() or not form.validate():
        return None, []
    try:
        pattern = form.pattern(event)
        return pattern, series_preview.days_for(
            event, pattern, now=clock.now(), until=form.end(event.day), count=form.count.data
        )
    except Invalid as refusal:
        form.refuse(refusal)
        return None, []


def _further_days(form: EndForm, series: Series, event: Event) -> list[ShownDay]:
    if not form.is_asked() or not form.validate():
        return []
    try:
        return series_preview.further_days(series, event, now=clock.now(), until=form.last_day(event.day))
    except Invalid as refusal:
        form.refuse(refusal)
        return []


def _choosing(event: Event, series: Series | None, asked: EndForm, days: DaysForm, shown: Sequence[ShownDay]) -> Any:
    status = days.status if days.status != 200 else asked.status
    return render_template(
        "schedule/series/repeat.html",
        event=event,
        series=series,
        asked=asked,
        days=days,
        shown=shown,
        words=None if series is None else series_labels.pattern_words(series.pattern),
        concerned=concerned(days),
        labels=series_labels,
    ), status


def _made(made: Made) -> AnyResponse:
    count = len(made.events)
    flash(ngettext("%(num)d event is planned.", "%(num)d events are planned.", count), "success")
    return redirect(url_for(".page", series_id=made.series.id))
