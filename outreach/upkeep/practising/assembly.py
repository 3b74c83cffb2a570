"""Joins practising to the app."""

from flask import Flask

from outreach.upkeep.practising.commands import practice


def join(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(practice)
