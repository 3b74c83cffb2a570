"""The history of a follow-up: what changed, by whom and when. Free text and contacts are never copied into it."""

from datetime import datetime

from flask_babel import gettext

from outreach.audit.actions import record_change
from outreach.logbook.follow_ups.labels import said
from outreach.logbook.follow_ups.models import FollowUp
from outreach.logbook.follow_ups.queries import contact_of
from outreach.people.models import Person
from outreach.web import filters
from outreach.web.language import in_bureau_language

Told = dict[str, str | None]
#: The history can't be erased, and these may hold what somebody should not have typed.
_FREE_TEXT = frozenset({"asked", "answer", "contact"})


def told_of(follow_up: FollowUp) -> Told:
    """Each field as a person reads it, in the bureau's language; None where nothing is said."""
    with in_bureau_language():
        referral = None if follow_up.referral is None else said(follow_up.referral)
        return {
            "state": said(follow_up.state),
            "asked": follow_up.asked,
            "topic": None if follow_up.topic is None else follow_up.topic.name,
            "owed_by": None if follow_up.owed_by is None else follow_up.owed_by.name,
            "due_on": None if follow_up.due_on is None else filters.day(follow_up.due_on),
            "referral": " ".join(filter(None, (referral, follow_up.referral_to))) or None,
            "order_number": follow_up.order_number,
            "answer": follow_up.answer,
            "contact": contact_of(follow_up.id),
        }


def record_differences(
    follow_up: FollowUp, before: Told, *, by: Person, now: datetime, reason: str | None = None
) -> bool:
    """Add a line for each field that differs from `before`; whether there is one."""
    after = told_of(follow_up)
    changed = [field for field in after if before.get(field) != after[field]]
    for field in changed:
        old, new = before.get(field), after[field]
        if field in _FREE_TEXT:
            old, new = _that(old), _that(new)
        record_change(follow_up, field, old=old, new=new, by=by, now=now, reason=reason)
    return bool(changed)


def _that(text: str | None) -> str | None:
    """Only that something was there."""
    if text is None:
        return None
    with in_bureau_language():
        return str(gettext("(text)"))
