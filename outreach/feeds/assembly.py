"""Joins the feature to the app."""

from flask import Flask

from outreach.feeds import import_views, views, watching  # noqa: F401  (the triggers belong to the tables)
from outreach.feeds.commands import feed


def join(app: Flask) -> None:
    """Add the feature's pages and commands to `app`."""
    for pages in (views, import_views):
        app.register_blueprint(pages.blueprint)
    app.cli.add_command(feed)
