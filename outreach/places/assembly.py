"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.jobs import imports
from outreach.places.importer import PLACES
from outreach.places.views import blueprint
from outreach.web import nav


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    app.register_blueprint(blueprint)
    nav.add(app, "places", _("Places"), endpoint="places.index", icon="place", position=70, group="lists")
    imports.add(app, PLACES)
