"""Joins the feature to the app."""

from flask import Flask

from outreach.places.merging import movers
from outreach.proposals import models
from outreach.proposals.merged_places import PROPOSALS


def join(app: Flask) -> None:
    """Let the app know the tables of the feature."""
    app.extensions.setdefault("outreach.tables", []).append(models.__name__)
    movers.add(app, PROPOSALS)
