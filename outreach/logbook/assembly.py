"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.anonymity import on_the_phone
from outreach.db.soundness import add_check
from outreach.logbook import panels as parts
from outreach.logbook import soundness
from outreach.logbook.api_views import api
from outreach.logbook.attendance import assembly as attendance
from outreach.logbook.counted import handed_out_at, is_item_counted
from outreach.logbook.doubles import panels as doubles
from outreach.logbook.doubles.views import pages as doubles_pages
from outreach.logbook.follow_ups import assembly as follow_ups
from outreach.logbook.ledgers import assembly as ledgers
from outreach.logbook.merging import views as merging_views
from outreach.logbook.merging.panels import merge_panel
from outreach.logbook.on_behalf import assembly as on_behalf
from outreach.logbook.paper import assembly as paper
from outreach.logbook.pasted.views import pages as pasted_pages
from outreach.logbook.phones import assembly as phones
from outreach.logbook.reviews import assembly as reviews
from outreach.logbook.seals import assembly as seals
from outreach.logbook.shell import panel as shell_panel
from outreach.logbook.shell.views import pages as shell_pages
from outreach.logbook.views import pages
from outreach.materials.queries import IS_COUNTED
from outreach.stock.handed_out import HANDED_OUT
from outreach.web import assets, nav, panels
from outreach.web.access import Permission

#: The modules of every page and of the log's own; and those of the page without signal and of what is touched seldom.
AT_ONCE = (
    *("shell/phone", "shell/notes", "shell/leaving", "waiting/waiting"),
    *("log-page", "photos/start", "attendance/presences", "follow-ups/page", "shell/log-today"),
)
AT_NEED = ("shell/shell", "queue/queue-page", "queue/carry-page", "line-link")


def join(app: Flask) -> None:
    """Add the logging pages, their parts of the event's page and of the home board, and what phones speak."""
    _pack(app)
    on_the_phone.join(app)
    for part in (pages, doubles_pages, api, pasted_pages, merging_views.blueprint, shell_pages):
        app.register_blueprint(part)
    app.extensions.setdefault(IS_COUNTED, []).append(is_item_counted)
    app.extensions[HANDED_OUT] = handed_out_at
    panels.add(app, "event", doubles.event_panel, position=15)
    panels.add(app, "every_page", shell_panel.every_page, permission=Permission.PUBLIC)
    panels.add(app, "event", parts.event_panel, position=20)
    phones.join(app)
    attendance.join(app)
    follow_ups.join(app)
    reviews.join(app)
    paper.join(app)
    ledgers.join(app)
    on_behalf.join(app)
    seals.join(app)
    panels.add(app, "spot_event", merge_panel, permission=Permission.PLAN)
    panels.add(app, "event_status", doubles.status_tag)
    panels.add(app, "owed", doubles.home_panel, permission=Permission.REVIEW, position=10)
    panels.add(app, "owed", parts.home_panel, permission=Permission.LOG, position=5)
    add_check(app, "ledger", _("Lines of the ledger"), soundness.findings, position=40)
    nav.add(
        app,
        "log",
        _("Log"),
        endpoint="logbook.today",
        icon="log",
        permission=Permission.LOG,
        in_bar=True,
        position=30,
    )


def _pack(app: Flask) -> None:
    assets.pack(app, assets.FIRST, *(f"logbook/{name}.js" for name in AT_ONCE))
    assets.pack(app, assets.LATER, *(f"logbook/{name}.js" for name in AT_NEED))
