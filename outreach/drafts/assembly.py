"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.drafts.models import DraftLine
from outreach.drafts.views import blueprint
from outreach.places.merging import movers
from outreach.web import nav
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages of drafts."""
    app.register_blueprint(blueprint)
    movers.add_column(app, DraftLine.place_id, _("Lines of drafted plans"), position=40)
    nav.add(
        app,
        "drafts",
        _("Next year's plan"),
        endpoint="drafts.index",
        icon="renew",
        permission=Permission.PLAN,
        position=36,
        group="plan",
    )
