"""Joins the backups to the app."""

from flask import Flask

from outreach.upkeep.backups.commands import backup, restore


def join(app: Flask) -> None:
    """Add the commands."""
    app.cli.add_command(backup)
    app.cli.add_command(restore)
