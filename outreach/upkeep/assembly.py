"""Joins the feature to the app."""

from flask import Flask

from outreach.upkeep.backups import assembly as backups
from outreach.upkeep.beginning import assembly as beginning
from outreach.upkeep.doctor import assembly as doctor
from outreach.upkeep.exporting.commands import export
from outreach.upkeep.moving import assembly as moving
from outreach.upkeep.practising import assembly as practising


def join(app: Flask) -> None:
    """Add the commands and pages of each folder to `app`."""
    doctor.join(app)
    app.cli.add_command(export)
    backups.join(app)
    moving.join(app)
    beginning.join(app)
    practising.join(app)
