"""Joins what phones hold to the app: what waits on every page, the office's list, and the ways in without a network."""

from flask import Flask

from outreach.logbook.carried import panels as waiting
from outreach.logbook.carried import views as carried
from outreach.logbook.phones import panels as parts
from outreach.logbook.phones import views
from outreach.web import panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages and the parts of other pages."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(carried.pages)
    panels.add(app, "masthead", waiting.chip, permission=Permission.PUBLIC)
    panels.add(app, "every_page", waiting.nag, permission=Permission.PUBLIC, position=50)
    panels.add(app, "phones", parts.phones_panel, permission=Permission.PLAN)
    panels.add(app, "person_phones", parts.person_panel, permission=Permission.ACCOUNTS)
    panels.add(app, "event", parts.event_panel, permission=Permission.PLAN, position=18)
    panels.add(app, "home", parts.home_panel, permission=Permission.PLAN, position=22)
