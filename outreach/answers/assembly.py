"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.answers import panels, views
from outreach.answers.on_the_phone import assembly as on_the_phone
from outreach.web import nav
from outreach.web import panels as slots
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the answers' pages, what phones ask for, and the line of the home board."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(views.api)
    slots.add(app, "home", panels.home_panel, permission=Permission.PLAN, position=38)
    nav.add(
        app, "answers", _("Standard answers"), endpoint="answers.index", icon="answers", position=45, group="companies"
    )
    on_the_phone.join(app)
