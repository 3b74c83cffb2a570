"""Joins the backups to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.db.soundness import add_check
from outreach.upkeep.backups import keeping, soundness, views
from outreach.upkeep.backups.commands import backup, restore
from outreach.web import chores, panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the commands, the page, what boards and doctor say, and the backup of every day."""
    app.cli.add_command(backup)
    app.cli.add_command(restore)
    app.register_blueprint(views.pages)
    panels.add(app, "home_first", views.home_panel, permission=Permission.SYSTEM)
    panels.add(app, "admin", views.admin_panel, permission=Permission.SYSTEM, position=10)
    add_check(app, "backups", _("Backups"), soundness.findings, position=90)
    app.extensions.setdefault("outreach.start_lines", []).append(keeping.start_lines)
    what = _("Makes the backup of the day")
    chores.add(app, keeping.KIND, what, keeping.make_backup, due=keeping.due, is_long=True)
