"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.schedule import (
    calendar_views,
    campaign_views,
    feed_views,
    planning_views,
    views,
)
from outreach.schedule import models as models
from outreach.schedule.campaign_actions import add_known_campaigns
from outreach.web import nav
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    for pages in (views, planning_views, calendar_views, campaign_views, feed_views):
        app.register_blueprint(pages.blueprint)
    nav.add(app, "calendar", _("Calendar"), endpoint="calendar.page", icon="calendar", in_bar=True, position=20)
    nav.add(app, "events", _("Events"), endpoint="events.index", icon="list", position=30)
    nav.add(
        app,
        "campaigns",
        _("Campaigns"),
        endpoint="campaigns.index",
        icon="megaphone",
        permission=Permission.READ,
        position=60,
    )
    app.extensions.setdefault("outreach.founding", []).append(add_known_campaigns)
