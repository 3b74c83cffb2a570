"""Joins the feature to the app."""

from flask import Flask

from outreach.check_ups.lists.founding import add_standard_check_lists
from outreach.check_ups.notices import models
from outreach.people.actions.founding import FOUNDING


def join(app: Flask) -> None:
    """Let the app know the tables of the feature, and what it adds to a new bureau."""
    app.extensions.setdefault("outreach.tables", []).append(models.__name__)
    app.extensions.setdefault(FOUNDING, []).append(add_standard_check_lists)
