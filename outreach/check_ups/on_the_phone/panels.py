"""The way to the check-up from an event's log, and its shapes on the page that the phone keeps."""

from flask import render_template

from outreach.check_ups.on_the_phone.words import facts
from outreach.schedule.models import Event
from outreach.schedule.rules import Form, Track


def way_in(event: Event) -> str:
    """The link, where a company is visited or a check-up is planned."""
    is_planned = any(each.form is Form.CHECK_UP for each in event.forms)
    if event.track is not Track.ENTERPRISE and not is_planned:
        return ""
    return render_template("check_ups/on_the_phone/way_in.html", event_id=event.id, is_shape=False)


def blank_way_in() -> str:
    """The same link without an event, for the page that the phone keeps."""
    return render_template("check_ups/on_the_phone/way_in.html", event_id="", is_shape=True)


def shapes() -> str:
    """The page's parts, to be drawn from without a signal; nobody's data is in them."""
    return render_template("check_ups/on_the_phone/shapes.html", facts=facts())
