"""Joins follow-ups to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.logbook.follow_ups import api_views, log_views, panels, views
from outreach.logbook.follow_ups.actions import erase_contacts
from outreach.web import chores, nav
from outreach.web import panels as slots
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages, what phones send, the parts of other pages, and the way to the list."""
    for pages in (views, log_views, api_views):
        app.register_blueprint(pages.blueprint)
    what = _("Deletes contacts of follow-ups past their day")
    chores.add(app, "follow_ups.contacts", what, lambda now: erase_contacts(now=now))
    slots.add(app, "event", panels.event_panel, position=22)
    slots.add(app, "log", panels.log_panel, permission=Permission.LOG, position=30)
    slots.add(app, "leaving", panels.leaving_panel, permission=Permission.ACCOUNTS, position=20)
    slots.add(app, "owed", panels.home_panel, permission=Permission.LOG, position=23)
    nav.add(app, "follow-ups", _("Follow-ups"), endpoint="follow_ups.index", icon="renew", position=32)
