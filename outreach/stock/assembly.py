"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.stock import event_views, file_views, views
from outreach.stock import panels as parts
from outreach.web import nav, panels


def join(app: Flask) -> None:
    """Add the warehouse's pages, and its parts of an event's and a material's page."""
    for pages in (views.pages, event_views.pages, file_views.pages):
        app.register_blueprint(pages)
    nav.add(app, "stock", _("Stock"), endpoint="stock.overview", icon="box", position=72, group="lists")
    panels.add(app, "event", parts.event_panel, position=10)
    panels.add(app, "item", parts.item_panel, position=10)
