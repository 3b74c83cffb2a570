"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.jobs import imports
from outreach.materials.founding import add_standard_items
from outreach.materials.importer import MATERIALS
from outreach.materials.queries import IS_COUNTED
from outreach.materials.views import blueprint
from outreach.people.actions.founding import FOUNDING
from outreach.web import nav


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    app.register_blueprint(blueprint)
    nav.add(
        app,
        "materials",
        _("Materials and topics"),
        endpoint="materials.index",
        icon="leaflet",
        position=71,
        group="lists",
    )
    imports.add(app, MATERIALS)
    app.extensions.setdefault(IS_COUNTED, [])
    app.extensions.setdefault(FOUNDING, []).append(add_standard_items)
