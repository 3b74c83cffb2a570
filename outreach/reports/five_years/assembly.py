"""Joins the five years to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.five_years import views
from outreach.web import tabs


def join(app: Flask) -> None:
    """Add the page, and its tab."""
    app.register_blueprint(views.pages)
    tabs.add(app, "reports", _("Five years"), endpoint="five_years.page", position=15)
