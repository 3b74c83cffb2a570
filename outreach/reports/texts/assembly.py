"""Joins the texts to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.texts import beside_views, drawn_views, sentence_views, views
from outreach.reports.texts import panels as parts
from outreach.web import panels, tabs
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages, their tab, and the ways to a text from a year and from a campaign."""
    for pages in (views.pages, beside_views.pages, drawn_views.pages, sentence_views.pages):
        app.register_blueprint(pages)
    tabs.add(app, "reports", _("Texts"), endpoint="report_texts.index", position=40)
    panels.add(app, "year_head", parts.year_head, permission=Permission.CLOSE, position=10)
    panels.add(app, "edition_head", parts.edition_head, permission=Permission.CLOSE, position=20)
