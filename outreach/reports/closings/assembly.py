"""Joins closings to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.db.soundness import add_check
from outreach.reports.closings import panels as parts
from outreach.reports.closings import soundness, views
from outreach.web import panels, tabs
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages of closings, their tab above the report, their parts of other pages, and the doctor's check."""
    app.register_blueprint(views.pages)
    tabs.add(app, "reports", _("Closings"), endpoint="closings.index", position=60)
    panels.add(app, "figures", parts.figures_panel, position=10)
    panels.add(app, "event", parts.event_panel, position=20)
    panels.add(app, "log_head", parts.log_panel, permission=Permission.LOG)
    panels.add(app, "closing", parts.month_panel)
    panels.add(app, "home", parts.home_panel, permission=Permission.REVIEW, position=70)
    add_check(app, "closings", _("Closings"), soundness.findings, position=65)
