"""Joins briefs to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.briefs import panels as parts
from outreach.reports.briefs import views
from outreach.web import panels, tabs


def join(app: Flask) -> None:
    """Add the pages, their tab, and the parts on an event's and an article's page."""
    app.register_blueprint(views.pages)
    tabs.add(app, "media", _("Briefs"), endpoint="briefs.index", position=15)
    panels.add(app, "event", parts.event_panel, position=55)
    panels.add(app, "article", parts.article_panel, position=20)
