"""Joins the seals to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.db.soundness import add_check
from outreach.logbook.seals.panel import seals_panel
from outreach.logbook.seals.sealing import seal_what_is_over
from outreach.logbook.seals.soundness import findings
from outreach.seals.actions import due
from outreach.web import chores, panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the daily sealing, the doctor's check, and the part of the administrator's page."""
    what = _("Seals the lines that were received the day before")
    chores.add(app, "ledger.seals", what, seal_what_is_over, due=due, is_long=True)
    add_check(app, "seals", _("Seals of the ledger"), findings, position=45)
    panels.add(app, "admin", seals_panel, permission=Permission.ADMINISTER, position=15)
