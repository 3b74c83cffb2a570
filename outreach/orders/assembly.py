"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.orders import flood_views, menu_views, office_views, panels, public_views
from outreach.orders.actions import erase_contacts
from outreach.orders.menu_actions import add_usual_topics
from outreach.people.actions.founding import FOUNDING
from outreach.web import chores, nav
from outreach.web import panels as slots
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the public menu, the office's pages, and the parts of an event's page and of the home board."""
    for pages in (public_views, menu_views, office_views, flood_views):
        app.register_blueprint(pages.blueprint)
    app.extensions.setdefault(FOUNDING, []).append(add_usual_topics)
    what = _("Deletes contacts and notes of requests that are over, or that nobody answered")
    chores.add(app, "orders.contacts", what, lambda now: erase_contacts(now=now))
    slots.add(app, "event", panels.event_panel, position=10)
    slots.add(app, "home", panels.home_panel, permission=Permission.PLAN, position=35)
    nav.add(
        app,
        "orders",
        _("Requests"),
        endpoint="orders.index",
        icon="inbox",
        permission=Permission.PLAN,
        position=40,
        group="companies",
    )
