"""Joins link checks to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.media.links.views import blueprint
from outreach.web import tabs


def join(app: Flask) -> None:
    """Add the pages and their tab."""
    app.register_blueprint(blueprint)
    tabs.add(app, "media", _("Links"), endpoint="links.index", position=54)
