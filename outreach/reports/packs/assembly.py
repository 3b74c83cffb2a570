"""Joins evidence packs to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.packs import panels as parts
from outreach.reports.packs import views
from outreach.reports.packs.pieces import init_leaders
from outreach.web import panels, tabs


def join(app: Flask) -> None:
    """Add the pages, their tab, the parts on other pages, and the list of what leads a pack."""
    init_leaders(app)
    app.register_blueprint(views.pages)
    tabs.add(app, "reports", _("Evidence packs"), endpoint="packs.index", position=55)
    panels.add(app, "event", parts.event_panel, position=90)
    panels.add(app, "edition_head", parts.edition_panel, position=60)
    panels.add(app, "drawing", parts.drawing_panel, position=40)
    panels.add(app, "closing_head", parts.drawing_panel, position=40)
    panels.add(app, "report_head", parts.report_panel, position=40)
    panels.add(app, "assessor_evidence", parts.assessor_panel, position=40)
