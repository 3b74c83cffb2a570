"""Acting on what is owed: reviewing many at once and undoing that, and saying that something odd is right."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Forbidden
from outreach.logbook.queries import has_late_lines
from outreach.logbook.reviews import queries
from outreach.logbook.reviews.listing import oddities_of
from outreach.logbook.reviews.models import CheckedOddity
from outreach.logbook.reviews.rules import LONGEST_WORD
from outreach.people.models import Person
from outreach.schedule import queries as schedule
from outreach.schedule.access import may_change
from outreach.schedule.actions import Word, review_all, unreview_event
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, check_needed
from outreach.web.language import in_bureau_language

#: So long a review of many can be undone at a touch; later each is undone on its own page, with a reason.
UNDONE_WITHIN = timedelta(hours=1)


def review_many(event_ids: Sequence[uuid.UUID], *, by: Person, now: datetime) -> list[Event]:
    """Those of the events that were held and wait for a review, reviewed; what is of another team is left out.

    An event with late lines is left out too: they want a look.
    """
    reviewed = []
    for event in schedule.whole_events(event_ids, lock=True):
        waits = event.status is Status.HELD and event.reviewed_at is None and not has_late_lines(event)
        if waits and may_change(by, event, now):
            reviewed.append(event)
    review_all([Word(event, by, now) for event in reviewed])
    return reviewed


def undo_reviews(at: datetime, *, by: Person, now: datetime) -> int:
    """Undo the reviews that the person did together at the instant `at`; how many. Conflict after an hour."""
    if not timedelta(0) <= now - at <= UNDONE_WITHIN:
        raise Conflict(_("It is too late to undo this together. Undo each on its own page."), code="too_late")
    with in_bureau_language():
        reason = str(_("Reviewed by mistake"))
    events = schedule.whole_events(queries.reviewed_at_once(by.id, at), lock=True)
    for event in events:
        unreview_event(event, reason=reason, by=by, now=now)
    return len(events)


def check_oddity(event: Event, print_: str, *, word: str, by: Person, now: datetime) -> None:
    """Say that what looks odd is right; it is asked again when its numbers change. Said twice, the first word stays.

    Raises Conflict where nothing looks so any more, and Forbidden for somebody who neither leads nor was there.
    """
    word = check_needed(word, "word", LONGEST_WORD)
    is_there = any(each.person_id == by.id for each in event.staff)
    if not (may_change(by, event, now) or is_there):
        raise Forbidden(_("Somebody who was there or the lead of the team says whether it is right."))
    shown = next((each for each in oddities_of([event.id])[event.id] if each.odd.print == print_), None)
    if shown is None:
        raise Conflict(_("The numbers are different by now."), code="numbers_changed")
    if shown.checked is not None:
        return
    db.session.add(CheckedOddity(event_id=event.id, what=shown.odd.what, print=print_, word=word, at=now, by_id=by.id))
    db.session.flush()
    record_act("oddity.checked", by=by, now=now, subject=event, title=event.title, kind=shown.odd.what, reason=word)
