"""Joins closings to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.closings import views
from outreach.web import tabs


def join(app: Flask) -> None:
    """Add the pages of closings and their tab above the report."""
    app.register_blueprint(views.pages)
    tabs.add(app, "reports", _("Closings"), endpoint="closings.index", position=55)
