"""Joins the feature to the app."""

from flask import Flask

from outreach.people.sessions import init_sessions


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    init_sessions(app)
