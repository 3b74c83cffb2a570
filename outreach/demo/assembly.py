"""Joins the feature to the app."""

from flask import Flask


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
