"""Joins the papers to the app."""

from flask import Flask

from outreach.logbook.paper import panels, views
from outreach.web import panels as slots
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the sheets and the parts of the logging pages."""
    app.register_blueprint(views.blueprint)
    slots.add(app, "log", panels.log_panel, permission=Permission.LOG, position=60)
    slots.add(app, "field", panels.field_panel, permission=Permission.LOG, position=60)
