"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.laws.founding import add_standard_laws
from outreach.laws.views import blueprint
from outreach.people.actions.founding import FOUNDING
from outreach.web import nav


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    app.register_blueprint(blueprint)
    nav.add(app, "laws", _("Laws"), endpoint="laws.index", icon="book", position=74, group="lists")
    app.extensions.setdefault(FOUNDING, []).append(add_standard_laws)
