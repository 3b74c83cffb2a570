"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.people.actions.founding import FOUNDING
from outreach.web import nav
from outreach.workdays.founding import add_known_years
from outreach.workdays.views import blueprint


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    app.register_blueprint(blueprint)
    nav.add(
        app, "workdays", _("Public holidays"), endpoint="workdays.index", icon="lantern", position=76, group="lists"
    )
    app.extensions.setdefault(FOUNDING, []).append(add_known_years)
