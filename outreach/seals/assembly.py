"""Joins the seals to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.db.soundness import add_check
from outreach.seals.actions import due
from outreach.seals.panel import seals_panel
from outreach.seals.sealing import seal_what_is_over
from outreach.seals.soundness import findings
from outreach.web import chores, panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the daily sealing, the doctor's check, and the part of the administrator's page."""
    what = _("Seals what was only added to the day before: readings, closings, the audit and others")
    chores.add(app, "rows.seals", what, seal_what_is_over, due=due, is_long=True)
    add_check(app, "row_seals", _("Seals of what is only added to"), findings, position=47)
    panels.add(app, "admin", seals_panel, permission=Permission.ADMINISTER, position=16)
