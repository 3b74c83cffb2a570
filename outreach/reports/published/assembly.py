"""Joins the published reports to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.published.number_views import pages as numbers
from outreach.reports.published.views import pages
from outreach.web import tabs


def join(app: Flask) -> None:
    """Add the pages and their tab."""
    app.register_blueprint(pages)
    app.register_blueprint(numbers)
    tabs.add(app, "reports", _("Published reports"), endpoint="published.index", position=75)
