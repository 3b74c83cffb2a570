"""What stands against an event, told while its form is filled in; nothing is stored."""

import uuid

from flask import Blueprint, Response, jsonify, render_template

from outreach import clock
from outreach.schedule import queries
from outreach.schedule.clashes.checking import checked
from outreach.schedule.forms import EventForm, MoveForm, TimesForm
from outreach.schedule.models import Event
from outreach.web.access import Permission, permit

blueprint = Blueprint("checking", __name__)


@blueprint.post("/events/check")
@permit(Permission.PLAN)
def new() -> Response:
    """What a new event would be asked about."""
    return _told(EventForm(), None)


@blueprint.post("/events/<uuid:event_id>/check")
@permit(Permission.PLAN)
def changed(event_id: uuid.UUID) -> Response:
    """What the event would be asked about, were it changed so."""
    return _told(EventForm(), queries.event(event_id))


@blueprint.post("/events/<uuid:event_id>/check-move")
@permit(Permission.PLAN)
def moved(event_id: uuid.UUID) -> Response:
    """What the event would be asked about at another time or place."""
    return _told(MoveForm(), queries.event(event_id))


def _told(form: TimesForm, event: Event | None) -> Response:
    """`all` and `people` are lists as HTML, `engaged` says who is not free, by the person's id."""
    found = checked(form, event, clock.now())
    if found is None:
        return jsonify({"all": "", "people": "", "engaged": {}})
    return jsonify(
        {
            "all": render_template(
                "schedule/clashes/checked.html", clashes=found.clashes, notes=found.notes, is_whole=True
            ),
            "people": render_template(
                "schedule/clashes/checked.html", clashes=found.of_people, notes=(), is_whole=False
            ),
            "engaged": {str(person_id): words for person_id, words in found.engaged.items()},
        }
    )
