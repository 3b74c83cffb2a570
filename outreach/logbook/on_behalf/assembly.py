"""Joins logging for a colleague to the app."""

from flask import Flask

from outreach.logbook.on_behalf.panels import field_panel, person_panel
from outreach.logbook.on_behalf.views import pages
from outreach.web import panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the page and the ways to it."""
    app.register_blueprint(pages)
    panels.add(app, "field", field_panel, permission=Permission.LOG, position=50)
    panels.add(app, "person", person_panel, permission=Permission.LOG, position=60)
