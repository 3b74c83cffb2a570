"""Joins the feature to the app."""

from flask import Flask

from outreach.jobs.chores.panel import chores_panel
from outreach.jobs.commands import import_list
from outreach.jobs.heading_views import blueprint as headings
from outreach.jobs.imports import init_imports
from outreach.jobs.kept import init_kept
from outreach.jobs.run_views import blueprint as run_pages
from outreach.jobs.runs import init_runs
from outreach.jobs.views import admin_panel, blueprint
from outreach.web import panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    init_imports(app)
    init_kept(app)
    init_runs(app)
    app.register_blueprint(blueprint)
    app.register_blueprint(run_pages)
    app.register_blueprint(headings)
    panels.add(app, "admin", admin_panel, permission=Permission.ADMINISTER, position=40)
    panels.add(app, "admin", chores_panel, permission=Permission.SYSTEM, position=60)
    app.cli.add_command(import_list)
