"""Joins beginning for real to the app."""

from flask import Flask

from outreach.upkeep.beginning.commands import begin


def join(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(begin)
