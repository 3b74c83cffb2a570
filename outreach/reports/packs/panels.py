"""Where packs are offered: on the page of an event and of a campaign's edition."""

from typing import Any

from flask import render_template, url_for

from outreach.reports.drawings.models import Drawing
from outreach.reports.filters import Filters
from outreach.schedule.models import Edition, Event
from outreach.schedule.rules import Status


def event_panel(event: Event) -> str:
    """The way to the pack of an event that was held."""
    return render_template("reports/packs/event_panel.html", event=event) if event.status is Status.HELD else ""


def edition_panel(edition: Edition) -> str:
    """The way to the pack of an edition."""
    return _button(url_for("packs.edition", campaign_id=edition.campaign_id, edition_id=edition.id))


def drawing_panel(drawing: Drawing, **_facts: Any) -> str:
    """The way to the pack of stored figures; a closing has its own."""
    return _button(url_for("packs.drawing", year=drawing.year, drawing_id=drawing.id))


def report_panel(filters: Filters, **_facts: Any) -> str:
    """The way to the pack of what the year's page shows."""
    arguments: dict[str, Any] = filters.arguments()
    return _button(url_for("packs.index", year=filters.year, **arguments))


def assessor_panel(year: int, **_facts: Any) -> str:
    """The way to a year's packs on the assessor's board."""
    return render_template("reports/packs/assessor_panel.html", year=year)


def _button(href: str) -> str:
    return render_template("reports/packs/button.html", href=href)
