"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports import drawing_views, home_views, stock_views, target_views, views
from outreach.reports.briefs import assembly as briefs
from outreach.reports.commands import report
from outreach.reports.online_year import assembly as online_year
from outreach.web import nav, panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the home board, the report, the drawings, the briefs and the command `report`."""
    for pages in (home_views.pages, views.pages, target_views.pages, drawing_views.pages, stock_views.pages):
        app.register_blueprint(pages)
    briefs.join(app)
    online_year.join(app)
    nav.add(app, "home", _("Today"), endpoint="home.board", icon="today", in_bar=True, position=10)
    nav.add(app, "reports", _("Figures"), endpoint="reports.this_year", icon="report", in_bar=True, position=40)
    nav.add(app, "targets", _("Targets"), endpoint="targets.this_year", icon="target", position=32, group="plan")
    panels.add(app, "home", target_views.home_panel, permission=Permission.PLAN, position=60)
    app.cli.add_command(report)
