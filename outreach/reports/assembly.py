"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.db.soundness import add_check
from outreach.reports import soundness, views
from outreach.reports.blanks import assembly as blanks
from outreach.reports.boards import views as boards
from outreach.reports.briefs import assembly as briefs
from outreach.reports.closings import assembly as closings
from outreach.reports.commands import report
from outreach.reports.drawings import soundness as drawn
from outreach.reports.drawings import views as drawings
from outreach.reports.five_years import assembly as five_years
from outreach.reports.online_year import assembly as online_year
from outreach.reports.packs import assembly as packs
from outreach.reports.published import assembly as published
from outreach.reports.scores import assembly as scores
from outreach.reports.stock import views as stock
from outreach.reports.targets import views as targets
from outreach.reports.texts import assembly as texts
from outreach.reports.typed import assembly as typed
from outreach.reports.word import assembly as word
from outreach.web import nav, panels, tabs
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the home board, the report, the drawings, the briefs and the command `report`."""
    for pages in (boards.pages, views.pages, targets.pages, drawings.pages, stock.pages):
        app.register_blueprint(pages)
    blanks.join(app)
    briefs.join(app)
    closings.join(app)
    five_years.join(app)
    online_year.join(app)
    texts.join(app)
    packs.join(app)
    scores.join(app)
    typed.join(app)
    published.join(app)
    word.join(app)
    nav.add(app, "home", _("Today"), endpoint="home.board", icon="today", in_bar=True, position=10)
    nav.add(app, "reports", _("Figures"), endpoint="reports.this_year", icon="report", in_bar=True, position=40)
    nav.add(app, "targets", _("Targets"), endpoint="targets.this_year", icon="target", position=32, group="plan")
    tabs.add(app, "reports", _("Figures"), endpoint="reports.year", position=10)
    tabs.add(app, "reports", _("Targets, plan, done"), endpoint="targets.page", position=25)
    tabs.add(app, "reports", _("Materials"), endpoint="report_stock.table", position=30)
    tabs.add(app, "reports", _("Online year"), endpoint="online_year.views", position=35)
    tabs.add(app, "reports", _("Kept figures"), endpoint="drawings.index", position=70)
    panels.add(app, "home", targets.home_panel, permission=Permission.PLAN, position=60)
    app.cli.add_command(report)
    add_check(app, "figures", _("Figures of every year"), soundness.findings, position=60)
    add_check(app, "drawings", _("Kept figures and their check codes"), drawn.findings, position=70)
