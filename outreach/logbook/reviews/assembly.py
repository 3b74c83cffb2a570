"""Joins the subject to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.evidence.views import panel as evidence_panel
from outreach.logbook.attendance import panels as attendance
from outreach.logbook.reviews import panels as parts
from outreach.logbook.reviews.views import log_pages, pages
from outreach.web import nav, panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the list of what is owed, the page of a review, and their parts of other pages."""
    app.register_blueprint(pages)
    app.register_blueprint(log_pages)
    panels.add(app, "owed", parts.home_panel, permission=Permission.REVIEW, position=14)
    panels.add(app, "log", parts.log_panel, permission=Permission.LOG, position=10)
    panels.add(app, "instead_of_notice", parts.reminder_panel)
    panels.add(app, "review", attendance.event_panel, position=20)
    panels.add(app, "review", evidence_panel, position=30)
    nav.add(
        app,
        "reviews",
        _("What is owed"),
        endpoint="reviews.index",
        icon="shield",
        permission=Permission.REVIEW,
        position=36,
    )
