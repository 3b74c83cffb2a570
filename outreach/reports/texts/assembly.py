"""Joins the texts to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.texts import beside_views, drawn_views, sentence_views, views
from outreach.web import tabs


def join(app: Flask) -> None:
    """Add the pages and their tab."""
    for pages in (views.pages, beside_views.pages, drawn_views.pages, sentence_views.pages):
        app.register_blueprint(pages)
    tabs.add(app, "reports", _("Texts"), endpoint="report_texts.index", position=20)
