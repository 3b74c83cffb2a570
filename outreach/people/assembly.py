"""Joins the feature to the app."""

from flask import Flask

from outreach.people import models as models


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
