"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.places.merging import movers
from outreach.proposals import panels, views
from outreach.proposals.making import make_proposals
from outreach.proposals.merged_places import PROPOSALS
from outreach.proposals.questions import views as questions
from outreach.web import chores, nav
from outreach.web import panels as slots
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages of questions and proposals, the daily look, and the parts of other pages."""
    app.register_blueprint(questions.blueprint)
    app.register_blueprint(views.blueprint)
    movers.add(app, PROPOSALS)
    chores.add(
        app,
        "proposals.made",
        _("Proposes events where more is asked"),
        lambda now: make_proposals(now=now),
        due=lambda now: clock.local_day(now).isoformat(),
    )
    slots.add(app, "home", panels.home_panel, permission=Permission.PLAN, position=38)
    slots.add(app, "event", panels.event_panel, permission=Permission.PLAN, position=11)
    slots.add(app, "place", panels.place_panel, permission=Permission.PLAN, position=19)
    slots.add(app, "coverage", panels.planning_line, permission=Permission.PLAN)
    slots.add(app, "draft", panels.planning_line, permission=Permission.PLAN)
    nav.add(app, "questions", _("Questions"), endpoint="questions.index", icon="info", position=31, group="plan")
    nav.add(
        app,
        "proposals",
        _("Proposals"),
        endpoint="proposals.index",
        icon="target",
        permission=Permission.PLAN,
        position=32,
        group="plan",
    )
