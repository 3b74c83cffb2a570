"""Where packs are offered: on the page of an event and of a campaign's edition."""

from flask import render_template

from outreach.schedule.models import Edition, Event
from outreach.schedule.rules import Status


def event_panel(event: Event) -> str:
    """The way to the pack of an event that was held."""
    return render_template("reports/packs/event_panel.html", event=event) if event.status is Status.HELD else ""


def edition_panel(edition: Edition) -> str:
    """The way to the pack of an edition."""
    return render_template("reports/packs/edition_panel.html", edition=edition)
