"""Joins the score sheet to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.packs.pieces import add_leader
from outreach.reports.scores import packing, panels, views
from outreach.web import panels as slots
from outreach.web import tabs
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages, their tab, and what stands first in an evidence pack."""
    app.register_blueprint(views.pages)
    tabs.add(app, "reports", _("Score sheets"), endpoint="scores.index", position=50)
    slots.add(app, "leaving", panels.leaving_panel, permission=Permission.ACCOUNTS, position=40)
    add_leader(app, packing.leader, position=10)
