"""Joins the texts to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.texts import views
from outreach.web import tabs


def join(app: Flask) -> None:
    """Add the pages and their tab."""
    app.register_blueprint(views.pages)
    tabs.add(app, "reports", _("Texts"), endpoint="report_texts.index", position=20)
