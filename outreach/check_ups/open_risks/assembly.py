"""Joins open risks to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.check_ups.open_risks.views import blueprint
from outreach.web import nav
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the page, and the way to it."""
    app.register_blueprint(blueprint)
    nav.add(
        app,
        "risks",
        _("Open risks"),
        endpoint="open_risks.index",
        icon="warning",
        permission=Permission.LOG,
        position=43,
        group="companies",
    )
