"""Merging at a touch, from the page on which a lead confirms an event made on the spot."""

import uuid

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction
from outreach.errors import Conflict, NotFound
from outreach.logbook.actions import wait_for_turn
from outreach.logbook.merging.actions import merge_events
from outreach.schedule import queries as schedule
from outreach.schedule.on_the_spot.queries import spot_of
from outreach.web.access import Permission, acting_person, permit

blueprint = Blueprint("merging", __name__)


@blueprint.post("/log/<uuid:event_id>/merge")
@permit(Permission.PLAN)
def merge(event_id: uuid.UUID) -> Response:
    """Take the event made on the spot into the one that the form names."""
    into_id = request.form.get("into", type=uuid.UUID)
    if into_id is None:
        raise NotFound(code="no_such_event")
    try:
        with transaction():
            wait_for_turn([event_id, into_id])
            event, into, spot = schedule.event(event_id), schedule.event(into_id), spot_of(event_id)
            if spot is None:
                raise NotFound(code="not_made_on_the_spot", id=event_id)
            merge_events(event, spot, into, by=acting_person(), now=clock.now())
        flash(_("Merged: every number stands here now."), "success")
    except Conflict as refusal:
        flash(str(refusal.message), "warning")
    return redirect(url_for("events.page", event_id=into_id))
