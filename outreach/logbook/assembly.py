"""Joins the feature to the app."""

from flask import Flask

from outreach.logbook import models as models
from outreach.logbook.api_views import api


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    app.register_blueprint(api)
