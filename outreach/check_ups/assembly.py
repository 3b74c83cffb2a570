"""Joins the feature to the app."""

import uuid
from collections.abc import Collection, Sequence

from flask import Flask

from outreach.check_ups import api_views, described
from outreach.check_ups.batch import answer_batch, parse_batch
from outreach.check_ups.judging import Wanted
from outreach.check_ups.lists.founding import add_standard_check_lists
from outreach.check_ups.notices import assembly as notices
from outreach.check_ups.on_the_phone import assembly as on_the_phone
from outreach.check_ups.phone import phone_facts
from outreach.check_ups.queries import standing_events
from outreach.logbook.carried.actions import Way, add_way
from outreach.logbook.described import also_on_phones
from outreach.logbook.phone import also_tell
from outreach.people.actions.founding import FOUNDING


def join(app: Flask) -> None:
    """Add what phones send and are told, what a new bureau begins with, notices, and the tables of the feature."""
    notices.join(app)
    app.extensions.setdefault(FOUNDING, []).append(add_standard_check_lists)
    app.register_blueprint(api_views.blueprint)
    also_tell(app, phone_facts)
    also_on_phones(described.ON_PHONES)
    add_way(app, "check", Way("checks", parse_batch, answer_batch, _events_of))
    on_the_phone.join(app)


def _events_of(things: Sequence[Wanted]) -> Collection[uuid.UUID]:
    """The events whose turn is waited for before these are recorded."""
    return standing_events({each.event for each in things}).values()
