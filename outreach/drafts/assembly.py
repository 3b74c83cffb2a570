"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.drafts.views import blueprint
from outreach.web import nav
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages of drafts."""
    app.register_blueprint(blueprint)
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
