"""The check-up of an event as a phone fills it: the page holds shapes and words, the phone draws what it knows."""

import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from outreach.check_ups.on_the_phone.words import facts
from outreach.schedule import queries as schedule
from outreach.web.access import Permission, permit

pages = Blueprint("check_up_on_the_phone", __name__)


@pages.get("/log/<uuid:event_id>/check-up")
@permit(Permission.LOG, phones=True)
def page(event_id: uuid.UUID) -> ResponseReturnValue:
    """What is found goes up by the phone's one queue; without scripts there is the form of the event's page."""
    event = schedule.event(event_id)
    return render_template("check_ups/on_the_phone/page.html", event=event, facts=facts())
