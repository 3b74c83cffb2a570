"""Joins the online ledger to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.media.articles import placing_views as _placing_views  # noqa: F401
from outreach.media.articles import views
from outreach.media.articles.batches import views as batch_views
from outreach.media.articles.blueprint import blueprint
from outreach.media.articles.listing import views as _list_views  # noqa: F401  (its pages stand in the same blueprint)
from outreach.media.articles.pushes import views as push_views
from outreach.media.articles.twins import views as twin_views
from outreach.media.channels import views as channel_views
from outreach.media.exports import assembly as exports
from outreach.media.links import assembly as links
from outreach.media.proofs import assembly as proofs
from outreach.media.readings import doubtful_views, round_views
from outreach.media.readings import views as reading_views
from outreach.media.reminders import views as reminder_views
from outreach.web import nav, panels, tabs
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages, their tabs, the panel on an event's page, and the way to them."""
    app.register_blueprint(blueprint)
    for each in (batch_views, push_views, twin_views):
        app.register_blueprint(each.blueprint)
    app.register_blueprint(channel_views.blueprint)
    app.register_blueprint(reading_views.blueprint)
    app.register_blueprint(round_views.blueprint)
    app.register_blueprint(doubtful_views.blueprint)
    app.register_blueprint(reminder_views.blueprint)
    panels.add(app, "owed", reminder_views.home_panel, permission=Permission.PUBLISH, position=40)
    panels.add(app, "event", views.event_panel, position=60)
    panels.add(app, "article", twin_views.merges_panel, position=10)
    nav.add(app, "media", _("Articles and views"), endpoint="media.articles", icon="globe", position=60)
    tabs.add(app, "media", _("Articles"), endpoint="media.articles", position=10)
    tabs.add(app, "media", _("Readings"), endpoint="readings.index", position=20)
    tabs.add(app, "media", _("Reminders"), endpoint="reminders.index", permission=Permission.PUBLISH, position=30)
    exports.join(app)
    proofs.join(app)
    links.join(app)
    tabs.add(app, "media", _("Channels"), endpoint="channels.index", position=60)
