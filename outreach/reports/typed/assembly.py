"""Joins the figures typed by hand to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.typed import panels, views
from outreach.web import panels as slots
from outreach.web import tabs
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages, their tab, and what is owed on the home board."""
    app.register_blueprint(views.pages)
    tabs.add(app, "reports", _("Typed figures"), endpoint="typed.index", position=20)
    slots.add(app, "leaving", panels.leaving_panel, permission=Permission.ACCOUNTS, position=30)
    slots.add(app, "owed", panels.owed_panel, permission=Permission.LOG, position=50)
