"""Joins the phone's page to the app."""

from flask import Flask

from outreach.check_ups.on_the_phone import panels as parts
from outreach.check_ups.on_the_phone.views import pages
from outreach.web import assets, panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the page, the ways to it, and its shapes to the page that the phone keeps."""
    app.register_blueprint(pages)
    assets.pack(app, assets.LATER, "check_ups/page.js")
    panels.add(app, "log_ways", parts.way_in, permission=Permission.LOG, position=10)
    panels.add(app, "shell_ways", parts.blank_way_in, permission=Permission.PUBLIC, position=10)
    panels.add(app, "shell", parts.shapes, permission=Permission.PUBLIC, position=10)
