"""Joins the feature to the app."""

from flask import Flask

from outreach.audit.views import pages


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    app.register_blueprint(pages)
