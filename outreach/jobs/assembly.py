"""Joins the feature to the app."""

from flask import Flask

from outreach.jobs.commands import import_list
from outreach.jobs.imports import init_imports
from outreach.jobs.views import blueprint


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    init_imports(app)
    app.register_blueprint(blueprint)
    app.cli.add_command(import_list)
