"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.db.resealing import seal_anew
from outreach.upkeep.backups import assembly as backups
from outreach.upkeep.beginning import assembly as beginning
from outreach.upkeep.doctor import assembly as doctor
from outreach.upkeep.exporting.commands import export
from outreach.upkeep.moving import assembly as moving
from outreach.upkeep.practising import assembly as practising
from outreach.web import chores


def join(app: Flask) -> None:
    """Add the commands and pages of each folder to `app`, and the sealing anew."""
    what = _("Seals with the present key what an older one sealed")
    chores.add(app, "sealed.anew", what, lambda _now: seal_anew())
    doctor.join(app)
    app.cli.add_command(export)
    backups.join(app)
    moving.join(app)
    beginning.join(app)
    practising.join(app)
