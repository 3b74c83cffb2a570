"""Joins the doctor to the app, with its own checks: those of settings, database and schema."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.db.soundness import Needs, add_check
from outreach.upkeep.doctor import integrity, keys, schema, settings
from outreach.upkeep.doctor.commands import doctor


def join(app: Flask) -> None:
    """Add the command, and the checks that stand before those of the features."""
    add_check(app, "settings", _("Settings and folders"), settings.findings, position=10, needs=Needs.NOTHING)
    add_check(app, "database", _("The database's own structure"), integrity.findings, position=20, needs=Needs.DATABASE)
    add_check(app, "schema", _("Tables, rules and triggers"), schema.findings, position=30)
    add_check(app, "keys", _("The key of what is sealed"), keys.findings, position=35)
    app.cli.add_command(doctor)
