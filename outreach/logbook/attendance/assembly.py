"""Joins who was there to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.logbook.attendance import api_views, company_views, panels, public_views, sheet_views, views
from outreach.logbook.attendance.models import CompanyPresent
from outreach.places.merging import movers
from outreach.web import panels as slots
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages, what phones send, and the parts of the event's page and of its logging page."""
    for pages in (views, api_views, company_views, sheet_views, public_views):
        app.register_blueprint(pages.blueprint)
    movers.add_column(app, CompanyPresent.place_id, _("Companies present at events"), position=50)
    slots.add(app, "event", panels.event_panel, position=21)
    slots.add(app, "log", panels.log_panel, permission=Permission.LOG, position=40)
