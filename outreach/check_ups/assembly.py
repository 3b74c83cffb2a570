"""Joins the feature to the app."""

from flask import Flask

from outreach.check_ups import api_views, described
from outreach.check_ups.lists.founding import add_standard_check_lists
from outreach.check_ups.notices import models
from outreach.check_ups.phone import phone_facts
from outreach.logbook.described import also_on_phones
from outreach.logbook.phone import also_tell
from outreach.people.actions.founding import FOUNDING


def join(app: Flask) -> None:
    """Add what phones send and are told, what a new bureau begins with, and the tables of the feature."""
    app.extensions.setdefault("outreach.tables", []).append(models.__name__)
    app.extensions.setdefault(FOUNDING, []).append(add_standard_check_lists)
    app.register_blueprint(api_views.blueprint)
    also_tell(app, phone_facts)
    also_on_phones(described.ON_PHONES)
