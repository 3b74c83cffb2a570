"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.coverage import panels as parts
from outreach.coverage.views import blueprint
from outreach.web import nav, panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the page of coverage, and its parts of a place's page, of the home board and of the calendar."""
    app.register_blueprint(blueprint)
    nav.add(app, "coverage", _("Coverage"), endpoint="coverage.page", icon="map", position=30, group="plan")
    panels.add(app, "place", parts.place_panel, position=20)
    panels.add(app, "home", parts.home_panel, permission=Permission.PLAN, position=70)
    panels.add(app, "calendar", parts.calendar_line, permission=Permission.PLAN)
