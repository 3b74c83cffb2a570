"""Joins the feature to the app."""

from flask import Flask

from outreach.cases import models


def join(app: Flask) -> None:
    """Let the app know the tables of the feature."""
    app.extensions.setdefault("outreach.tables", []).append(models.__name__)
