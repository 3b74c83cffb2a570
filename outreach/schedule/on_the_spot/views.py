"""Making an event on the spot without a script, and the lead's list of what waits to be confirmed."""

import uuid
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.db import transaction
from outreach.errors import Conflict, NotFound
from outreach.places.actions import change_place, facts_of
from outreach.schedule import access, choices, labels, queries
from outreach.schedule.forms import concerned
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot import queries as spot_queries
from outreach.schedule.on_the_spot.actions import confirm_event, make_events
from outreach.schedule.on_the_spot.forms import ConfirmForm, SpotForm, begun_at, said_of_spot
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.on_the_spot.rules import is_far_away
from outreach.web.access import Permission, acting_person, permit
from outreach.web.answers import check_taken
from outreach.web.forms import submitted
from outreach.web.paging import page_number

blueprint = Blueprint("on_the_spot", __name__)


@blueprint.route("/events/on-the-spot", methods=["GET", "POST"])
@permit(Permission.LOG)
def new() -> Any:
    """A desk that nobody planned: saved, its counters open."""
    now = clock.now()
    form = SpotForm(data=begun_at(now))
    form.offer(acting_person(), now)
    if submitted(form, _made):
        flash(_("The event is there. Log to it; a lead confirms it later."), "success")
        return redirect(f"{request.script_root}/log/{form.event_id.data}")
    return render_template("schedule/on_the_spot/new.html", form=form, places=choices.places()), form.status


@blueprint.get("/events/to-confirm")
@permit(Permission.PLAN)
def to_confirm() -> str:
    """What was made on the spot and waits for the person's word."""
    page = spot_queries.open_page(acting_person(), page_number(), clock.now())
    return render_template(
        "schedule/on_the_spot/to_confirm.html",
        page=page,
        twins=spot_queries.twins_among(page),
        makers=spot_queries.makers_of(page),
        is_far_away=is_far_away,
        labels=labels,
    )


@blueprint.post("/events/<uuid:event_id>/confirm-as-it-is")
@permit(Permission.PLAN)
def confirm_as_it_is(event_id: uuid.UUID) -> AnyResponse:
    """Say at a touch that all of it is right."""
    try:
        with transaction():
            event, spot = _found(event_id, lock=True)
            confirm_event(event, spot, by=acting_person(), now=clock.now())
        flash(_("Confirmed."), "success")
    except Conflict as refusal:
        flash(str(refusal.message), "warning")
    return redirect(url_for(".to_confirm"))


@blueprint.route("/events/<uuid:event_id>/confirm", methods=["GET", "POST"])
@permit(Permission.PLAN)
def confirm(event_id: uuid.UUID) -> Any:
    """Look through it, put right what is wrong, and confirm it; or merge it, or cancel it."""
    if spot_queries.spot_of(event_id) is None:
        return redirect(url_for("events.page", event_id=event_id))
    event, spot = _found(event_id)
    access.check_may_change(acting_person(), event, clock.now())
    form = ConfirmForm(data=said_of_spot(event))
    form.offer(acting_person(), event, spot)
    if submitted(form, lambda form: _confirmed(event_id, form)):
        flash(_("Confirmed."), "success")
        return redirect(url_for("events.page", event_id=event_id))
    event, spot = _found(event_id)
    shown = {"event": event, "spot": spot, "form": form, "concerned": concerned(form)}
    shown |= {
        "others": spot_queries.events_to_merge_into(event),
        "is_far": is_far_away(event.starts_at, spot.received_at),
    }
    shown |= {"maker": queries.name_of(event.made_by_id), "is_settled": spot.outcome is not None}
    return render_template("schedule/on_the_spot/confirm.html", **shown), form.status


def _made(form: SpotForm) -> bool:
    facts = form.facts()
    check_taken(make_events([facts], sender=acting_person(), now=clock.now()))
    return True


def _confirmed(event_id: uuid.UUID, form: ConfirmForm) -> Event:
    event, spot = _found(event_id, lock=True)
    by, now, changes = acting_person(), clock.now(), form.changes()
    if "place_kind" in form and changes["place_id"] == spot.new_place_id and spot.new_place is not None:
        said = {"kind": form.place_kind.data, "parent_id": form.place_around.data}
        facts = replace(facts_of(spot.new_place), **said)
        change_place(place=spot.new_place, facts=facts, by=by, now=now, same_name_is_meant=form.confirmed("same_name"))
    return confirm_event(event, spot, by=by, now=now, anyway=form.anyway(), seen=form.known_of(event), **changes)


def _found(event_id: uuid.UUID, *, lock: bool = False) -> tuple[Event, SpotEvent]:
    event = queries.event(event_id, lock=lock)
    spot = spot_queries.spot_of(event_id, lock=lock)
    if spot is None:
        raise NotFound(code="not_made_on_the_spot", id=event_id)
    return event, spot
