"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.feedback.views import blueprint, waiting_card
from outreach.web import nav, panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    app.register_blueprint(blueprint)
    nav.add(
        app,
        "feedback",
        _("Feedback"),
        endpoint="feedback.mine",
        icon="megaphone",
        permission=Permission.SIGNED_IN,
        position=920,
        group="self",
    )
    panels.add(app, "admin", waiting_card, permission=Permission.SYSTEM, position=60)
