"""Joins the feature to the app."""

from flask import Flask

from outreach.answers import models
from outreach.answers.on_the_phone import assembly as on_the_phone


def join(app: Flask) -> None:
    """Let the app know the tables of the feature."""
    app.extensions.setdefault("outreach.tables", []).append(models.__name__)
    on_the_phone.join(app)
