"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.cases import panels, telling_views, views
from outreach.web import nav
from outreach.web import panels as slots


def join(app: Flask) -> None:
    """Add the library's pages, and its parts of the pages of events and articles."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(telling_views.blueprint)
    slots.add(app, "event", panels.event_panel, position=45)
    slots.add(app, "article", panels.article_panel, position=45)
    nav.add(app, "cases", _("Case library"), endpoint="cases.index", icon="cases", position=44, group="companies")
