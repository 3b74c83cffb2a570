"""Joins the files of the online ledger to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.jobs import imports
from outreach.media.exports import panels as parts
from outreach.media.exports.importer import ARTICLES
from outreach.media.exports.views import blueprint
from outreach.web import panels, tabs


def join(app: Flask) -> None:
    """Add the pages, the list that can be brought in, and the parts of an item's and a channel's page."""
    app.register_blueprint(blueprint)
    imports.add(app, ARTICLES)
    tabs.add(app, "media", _("Import files"), endpoint="media_files.index", position=40)
    panels.add(app, "article", parts.article_panel, position=80)
    panels.add(app, "channel", parts.channel_panel, position=40)
