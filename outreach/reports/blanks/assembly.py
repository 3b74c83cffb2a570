"""Joins others' forms to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.reports.blanks import views
from outreach.web import tabs


def join(app: Flask) -> None:
    """Add the pages and their tab."""
    app.register_blueprint(views.pages)
    tabs.add(app, "reports", _("Others' forms"), endpoint="blanks.index", position=45)
