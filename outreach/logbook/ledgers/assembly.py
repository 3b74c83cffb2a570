"""Joins the ledgers of past years to the app."""

from flask import Flask

from outreach.jobs import imports
from outreach.logbook.ledgers.importer import TALLIES
from outreach.logbook.ledgers.panels import event_panel
from outreach.logbook.ledgers.views import pages
from outreach.web import panels


def join(app: Flask) -> None:
    """Add the list that can be brought in, the pages of what came, and the mark on its events."""
    app.register_blueprint(pages)
    imports.add(app, TALLIES)
    panels.add(app, "event", event_panel, position=90)
