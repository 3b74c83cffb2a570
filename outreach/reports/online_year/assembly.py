"""Joins the pictures of the online year to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.online_year import beside_views, publishing_views, views
from outreach.web import tabs


def join(app: Flask) -> None:
    """Add the pages, and the way to them above the pages of the online ledger."""
    for blueprint in (views.pages, publishing_views.pages, beside_views.pages):
        app.register_blueprint(blueprint)
    tabs.add(app, "media", _("In pictures"), endpoint="online_year.this_year", position=50)
