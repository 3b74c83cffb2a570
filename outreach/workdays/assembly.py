"""Joins the feature to the app."""

from flask import Flask

from outreach.people.actions.founding import FOUNDING
from outreach.workdays.founding import add_known_years


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    app.extensions.setdefault(FOUNDING, []).append(add_known_years)
