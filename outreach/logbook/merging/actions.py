"""Merging an event that was made on the spot into the one that it was."""

from datetime import datetime

from flask import current_app
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from outreach.db import new_id
from outreach.errors import Conflict, Invalid
from outreach.logbook import actions, queries
from outreach.logbook.follow_ups.actions import move_follow_ups
from outreach.logbook.merging.rules import Words, lines_that_go_over
from outreach.people.models import Person
from outreach.schedule.access import check_may_change
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot.actions import settle_merged
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.rules import Status
from outreach.web.language import in_bureau_language

#: name in `app.extensions` of the functions by which upper features take over what hangs on an event that was another
EVENT_MERGES = "outreach.event_merges"
_LONGEST_NAMED = 80


def merge_events(event: Event, spot: SpotEvent, into: Event, *, by: Person, now: datetime) -> int:
    """How many lines went over to `into`; the event itself is cancelled, with a link to it.

    The lines are not moved: each is taken back and stands again at `into`, by whoever counted it. Whoever calls this
    waits for the turn of both events first. Raises Conflict where one of them is cancelled or settled already.
    """
    if event.id == into.id:
        raise Invalid(_("An event can't be merged into itself."), code="same_event")
    if into.status is Status.CANCELLED or event.status is Status.CANCELLED:
        raise Conflict(_("This event is cancelled. Reinstate it first."), code="cancelled")
    check_may_change(by, event, now)
    check_may_change(by, into, now)
    standing = queries.standing_lines_of(event.id)
    lines = lines_that_go_over(standing, into.id, new_id=new_id, words=_words(event, into))
    actions.record_all(lines, sender=by, now=now)
    move_follow_ups(event, into, by=by, now=now)
    for move in current_app.extensions.get(EVENT_MERGES, ()):
        move(event, into, by=by, now=now)
    settle_merged(event, spot, into, by=by, now=now)
    return len(standing)


def _words(event: Event, into: Event) -> Words:
    with in_bureau_language():
        return Words(
            gettext("Merged into “%(title)s”", title=into.title[:_LONGEST_NAMED]),
            gettext("From “%(title)s”, made on the spot", title=event.title[:_LONGEST_NAMED]),
        )
