"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.db.soundness import add_check
from outreach.jobs import imports
from outreach.places.importer import PLACES
from outreach.places.merging import movers
from outreach.places.merging.inside import INSIDE, MERGED, NAMES
from outreach.places.merging.soundness import findings
from outreach.places.merging.views import blueprint as merging_pages
from outreach.places.views import blueprint
from outreach.web import nav


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    app.register_blueprint(blueprint)
    app.register_blueprint(merging_pages)
    for mover in (INSIDE, NAMES, MERGED):
        movers.add(app, mover)
    add_check(app, "merged_places", _("Entries that were merged"), findings, position=60)
    nav.add(app, "places", _("Places"), endpoint="places.index", icon="place", position=70, group="lists")
    imports.add(app, PLACES)
