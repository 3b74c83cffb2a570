"""Joins evidence to the app."""

from datetime import datetime

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.audit.actions import Machine
from outreach.db.soundness import add_check
from outreach.evidence import store, subjects
from outreach.evidence.commands import copy_evidence
from outreach.evidence.scans import views as scan_views
from outreach.evidence.scans.actions import erase_past_sheets
from outreach.evidence.scans.commands import erase_scans
from outreach.evidence.soundness import findings
from outreach.evidence.uploads import views as upload_views
from outreach.evidence.views import blueprint, panel
from outreach.files import set_is_new
from outreach.web import chores, panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the pages, the panel on an event's page, and the register of what can have evidence."""
    subjects.init_subjects(app)
    set_is_new(app, store.is_new)
    app.register_blueprint(blueprint)
    app.register_blueprint(upload_views.blueprint)
    app.register_blueprint(scan_views.blueprint)
    panels.add(app, "event", panel, position=50)
    panels.add(app, "owed", scan_views.owed_panel, permission=Permission.LISTS, position=60)
    app.cli.add_command(erase_scans)
    chores.add(app, "evidence.past_sheets", _("Deletes scanned sheets past their day"), _erase_past_sheets)
    add_check(app, "evidence", _("Files of the evidence"), findings, position=50)
    app.cli.add_command(copy_evidence)


def _erase_past_sheets(now: datetime) -> None:
    erase_past_sheets(by=Machine(), now=now)
